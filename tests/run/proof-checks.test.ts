import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { ShownNode, ToDo } from '../support/run-place.ts';

type Attempts = Readonly<Record<string, ToDo & { readonly work: string; readonly expect: Partial<ShownNode> }>>;

/** Of what the summary shows only what is expected of each. */
const compare = (attempts: Attempts, node: (id: string) => ShownNode): void => {
  const seen = Object.entries(attempts).map(([id, { expect: expected }]) => {
    const shown = node(id) as unknown as Record<string, unknown>;
    return [id, Object.fromEntries(Object.keys(expected).map((key) => [key, shown[key]]))];
  });
  expect(seen).toEqual(Object.entries(attempts).map(([id, { expect: expected }]) => [id, expected]));
};

/** One command for all; what it looks at is a test for each. */
const check = { command: 'sh check.sh', protect: ['check.sh', 'tests/**'] };
const checkFiles = (ids: readonly string[]): Record<string, string> => ({
  'check.sh': 'sh "tests/$PLANLOOM_NODE.sh"\n',
  ...Object.fromEntries(
    ids.map((id) => [`tests/${id}.sh`, `grep -q good ${id}.txt || { echo ${id} is bad; exit 1; }\n`]),
  ),
});

test('nobody passes a check by bending it', async () => {
  const failed = (id: string): string => `The check sh check.sh failed: ${id} is bad`;
  const attempts: Attempts = {
    '1.1': { work: 'echo good > 1.1.txt', expect: { state: 'succeeded', unverified: false, protectedChanged: [] } },
    '1.2': { work: 'echo poor > 1.2.txt', expect: { state: 'failed', message: failed('1.2') } },
    '1.3': {
      work: 'echo poor > 1.3.txt; echo true > tests/1.3.sh',
      expect: { state: 'failed', message: failed('1.3'), protectedChanged: ['tests/1.3.sh'] },
    },
    '1.4': {
      work: 'echo poor > 1.4.txt; rm -r tests',
      expect: { state: 'failed', message: failed('1.4') },
    },
    '1.5': {
      work: 'echo poor > 1.5.txt; rm check.sh; ln -s /bin/true check.sh',
      expect: { state: 'failed', message: failed('1.5'), protectedChanged: ['check.sh'] },
    },
    '1.6': {
      // Honest work with an honest test of its own.
      work: 'echo good > 1.6.txt; echo "grep -q good 1.6.txt" > tests/1.6.sh; echo "true" > tests/more.sh',
      expect: { state: 'succeeded', unverified: false, protectedChanged: ['tests/1.6.sh', 'tests/more.sh'] },
    },
    '1.7': {
      // Good by the old test, broken by its own.
      work: 'echo good > 1.7.txt; echo "echo own test; exit 1" > tests/1.7.sh',
      expect: { state: 'failed', message: 'The check sh check.sh failed: own test' },
    },
    '1.8': {
      work: 'echo poor > 1.8.txt; rm -r tests; echo x > tests',
      expect: { state: 'failed', message: failed('1.8') },
    },
    '1.10': {
      work: 'echo poor > 1.10.txt; rm -r tests; mkdir -p "$HOME/outside"; ln -s "$HOME/outside" tests',
      expect: { state: 'failed', message: failed('1.10') },
    },
    '1.9': {
      work: `echo poor > 1.9.txt; mkdir bin; printf '#!/bin/sh\\ntrue\\n' > bin/sh; chmod +x bin/sh; export PATH="$PWD/bin:$PATH"`,
      expect: { state: 'failed', message: failed('1.9') },
    },
  };
  const place = runPlace({
    todo: attempts,
    config: { checks: [check], maxExecutors: 4 },
    files: checkFiles(Object.keys(attempts)),
  });
  const run = await place.run();
  compare(attempts, run.node);
  expect(run.attemptFile('1.2', 1, 'checks.log')).toContain('1.2 is bad');
  // What is put back is put back into the attempt's folder, whatever it links to.
  expect(readdirSync(`${place.root}.home/outside`)).toEqual([]);
  // The honest test of its own is merged.
  expect(place.onBranch(run.branch, 'tests/1.6.sh')).toBe('grep -q good 1.6.txt');
});

test('the next attempt is told what the check printed', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'echo talking; echo "value $PLANLOOM_ATTEMPT" > value.txt' } },
    config: { checks: ['echo expected 2; grep -rh "^value" .; grep -rq "^value 2" .'], maxAttempts: 2 },
  });
  const run = await place.run();
  expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 2, unverified: false });
  expect(run.attemptFile('1.1', 2, 'prompt.md')).toMatch(/expected 2\nvalue 1\n/);
});

test('files that a command names are frozen without being said', async () => {
  const attempts: Attempts = {
    '1.1': {
      work: 'echo poor > value.txt; echo true > test-value.sh',
      expect: {
        state: 'failed',
        message: 'The check sh test-value.sh failed: poor',
        protectedChanged: ['test-value.sh'],
      },
    },
  };
  const place = runPlace({
    todo: attempts,
    config: { checks: ['sh test-value.sh'] },
    files: { 'test-value.sh': 'cat value.txt; grep -q good value.txt\n', 'value.txt': 'good\n' },
  });
  compare(attempts, (await place.run()).node);
});

test('a check that runs the deliverable is not held up by what was there before, and proves nothing', async () => {
  const attempts: Attempts = {
    '1.1': {
      work: 'echo "exit 0" > serve.sh',
      deliverables: ['serve.sh'],
      expect: { state: 'succeeded', unverified: true, protectedChanged: [] },
    },
  };
  const place = runPlace({
    todo: attempts,
    config: { checks: ['sh serve.sh'] },
    files: { 'serve.sh': 'exit 1\n' },
  });
  const run = await place.run();
  compare(attempts, run.node);
  const shown = (await place.planloom(['runs', 'show'], { width: 200 })).stdout;
  expect(shown).toContain('1.1: sh serve.sh did not count. The attempt itself wrote serve.sh');
});

test('unless it is protected in so many words', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'echo "exit 0" > serve.sh', deliverables: ['serve.sh'] } },
    config: { checks: [{ command: 'sh serve.sh', protect: ['serve.sh'] }] },
    files: { 'serve.sh': 'exit 1\n' },
  });
  expect((await place.run()).node('1.1')).toMatchObject({ state: 'failed', protectedChanged: ['serve.sh'] });
});

test('a check that the attempt wrote itself counts as none', async () => {
  const attempts: Attempts = {
    '1.1': { work: 'echo x > a.txt; echo true > own-check.sh', expect: { state: 'succeeded', unverified: true } },
  };
  const place = runPlace({ todo: attempts, config: { checks: ['sh own-check.sh'] } });
  const run = await place.run();
  compare(attempts, run.node);
  const [ended] = run.events.filter(({ type }) => type === 'attempt_ended');
  expect(ended).toMatchObject({
    evidence: {
      checks: [{ outcome: 'not_run', detail: 'The attempt itself wrote own-check.sh, which "sh own-check.sh" runs.' }],
    },
  });
  const shown = await place.planloom(['runs', 'show']);
  expect(shown.output).toContain('unverified');
});

test('a check that the attempt wrote itself keeps what fails by it from being merged', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'echo x > a.txt; echo "echo it is broken; exit 1" > own-check.sh' } },
    config: { checks: ['sh own-check.sh'] },
  });
  const run = await place.run();
  expect(run.node('1.1')).toMatchObject({
    state: 'failed',
    message: 'The check sh own-check.sh failed: it is broken',
  });
  expect(place.onBranch(run.branch, 'own-check.sh')).toBeUndefined();
});

test('who changes what a check stands for is named', async () => {
  const attempts: Attempts = {
    '1.1': {
      work: `echo x > a.txt; printf '{"scripts":{"test":"true"}}' > package.json`,
      expect: {
        state: 'succeeded',
        remarks: ['The attempt changed the script "test" of package.json, which says what "npm test --silent" does.'],
      },
    },
  };
  const place = runPlace({
    todo: attempts,
    config: { checks: ['npm test --silent'] },
    files: { 'package.json': '{"scripts":{"test":"sh strict.sh"}}', 'strict.sh': 'exit 1\n' },
  });
  const run = await place.run();
  compare(attempts, run.node);
  expect((await place.planloom(['runs', 'show'])).output).toContain('package.json');
});

test('who changes what agents are told to execute is named', async () => {
  const place = runPlace({
    todo: { '1.1': { work: `mkdir .claude; echo '{"hooks":{}}' > .claude/settings.json; echo x > .mcp.json` } },
  });
  expect((await place.run()).node('1.1').remarks).toEqual([
    'The attempt changed .claude/settings.json, by which agents are told what to execute.',
    'The attempt changed .mcp.json, by which agents are told what to execute.',
  ]);
});

test('the validation script of an achievement proves it, as far as it was trusted', async () => {
  const good = 'grep -q good "$PLANLOOM_NODE.txt" || { echo "not good"; exit 1; }\n';
  const attempts: Attempts = {
    '1.1': { script: 'scripts/a.sh', work: 'echo good > 1.1.txt', expect: { state: 'succeeded', unverified: false } },
    '1.2': {
      script: 'scripts/b.sh',
      work: 'echo poor > 1.2.txt',
      expect: { state: 'failed', message: 'The check scripts/b.sh failed: not good' },
    },
    '1.3': {
      script: 'scripts/c.sh',
      work: 'echo poor > 1.3.txt; echo true > scripts/c.sh',
      expect: {
        state: 'failed',
        message: 'The check scripts/c.sh failed: not good',
        protectedChanged: ['scripts/c.sh'],
      },
    },
    // Nobody has seen this one: it comes with the attempt.
    '1.4': {
      script: 'scripts/new.sh',
      work: 'echo poor > 1.4.txt; echo true > scripts/new.sh',
      expect: { state: 'succeeded', unverified: true },
    },
    // On disk it is another one than in the commit that the run starts from.
    '1.5': { script: 'scripts/e.sh', work: 'echo poor > 1.5.txt', expect: { state: 'succeeded', unverified: true } },
    // Somebody before has changed it.
    '1.6': { work: 'echo true > scripts/g.sh', expect: { state: 'succeeded' } },
    '1.7': {
      needs: ['1.6'],
      script: 'scripts/g.sh',
      work: 'echo poor > 1.7.txt',
      expect: { state: 'succeeded', unverified: true },
    },
    // Beside the plan, run by its first line.
    '1.8': { script: 'prove.awk', work: 'echo good > 1.8.txt', expect: { state: 'succeeded', unverified: false } },
  };
  const place = runPlace({
    todo: attempts,
    files: {
      ...Object.fromEntries(['a', 'b', 'c', 'e', 'g'].map((name) => [`scripts/${name}.sh`, good])),
      'work-space/plans/SHIP/prove.awk': '#!/usr/bin/env -S sh\ntest -f 1.8.txt\n',
    },
  });
  place.write('scripts/e.sh', 'true\n');
  const run = await place.run();
  compare(attempts, run.node);
  const details = run.events.flatMap((event) =>
    event.type === 'attempt_ended' ? [[event.node, event.evidence?.checks[0]?.detail ?? null]] : [],
  );
  expect(Object.fromEntries(details)).toMatchObject({
    '1.4': null,
    '1.5': 'It is not the script that was trusted.',
    '1.7': 'It is not the script that was trusted.',
  });
});

test('a check that takes too long has failed, and all that it started is ended', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'echo x > a.txt' } },
    config: { checks: [{ command: 'echo waiting; sleep 100 & sleep 100', timeoutSeconds: 1 }] },
  });
  const run = await place.run();
  expect(run.node('1.1').message).toContain('failed: It took longer than 1 s.');
});
