import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

const argv = ['run', `${planFolder}/parallel.json`];

/** A plan with something of every kind that may be executed. */
const everyKind = (): RunPlace =>
  runPlace({
    todo: { '1.1': { script: 'scripts/prove.sh' } },
    config: {
      checks: ['echo checking'],
      worktree: { setup: ['echo setting up'] },
      pools: { default: { slots: 3 } },
    },
    files: {
      'scripts/prove.sh': 'test -f 1.1.txt\n',
      '.claude/settings.json': '{"hooks":{}}\n',
      '.gitignore': 'nothing\n',
    },
  });

/** Nothing has been executed, and nothing is there that only a run makes. */
const nothingBegan = (place: RunPlace): void => {
  expect(place.runIds()).toEqual([]);
  expect(place.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  expect(existsSync(place.worktrees)).toBe(false);
};

const trustFile = (place: RunPlace): string => path.join(place.state, 'planloom', 'trust.json');

/** Where somebody says yes once. */
const trusted = async (): Promise<RunPlace> => {
  const place = everyKind();
  expect((await place.planloom(argv, { answer: true })).code).toBe(0);
  return place;
};

const configOf = (place: RunPlace): Record<string, unknown> =>
  JSON.parse(place.read('planloom.config.json')) as Record<string, unknown>;

const setConfig = (place: RunPlace, more: Record<string, unknown>): void =>
  place.write('planloom.config.json', JSON.stringify({ ...configOf(place), ...more }));

test.each([[[]], [['--yes']], [['--yes', '--json']], [['--json-lines', '--yes']]])(
  'without a terminal and without --trust nothing is executed (%j)',
  async (more) => {
    const place = everyKind();
    const refused = await place.planloom([...argv, ...more]);
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('--trust');
    nothingBegan(place);
    expect(existsSync(trustFile(place))).toBe(false);
  },
);

test('all that may be executed is shown before', async () => {
  const place = everyKind();
  const { stderr } = await place.planloom(argv);
  const shown = [
    '.work/$PLANLOOM_NODE.sh',
    'echo checking',
    'echo setting up',
    'scripts/prove.sh',
    '.claude/settings.json',
  ];
  for (const words of shown) expect(stderr).toContain(words);
});

test('who says no has started nothing, and is asked again', async () => {
  const place = everyKind();
  const refused = await place.planloom(argv, { answer: false });
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Nothing was started.')]);
  nothingBegan(place);
  expect((await place.planloom([...argv, '--yes'])).code).toBe(2);
});

test('a yes is remembered outside of the repository, for this workspace alone', async () => {
  const place = await trusted();
  expect(readFileSync(trustFile(place), 'utf8')).toContain(place.root);
  expect(place.git('status', '--short')).toBe('');
  const again = await place.planloom([...argv, '--yes', '--from', 'head']);
  expect(again.code).toBe(0);
  // The same repository somewhere else is another one.
  const other = everyKind();
  expect((await other.planloom([...argv, '--yes'], { environment: { XDG_STATE_HOME: place.state } })).code).toBe(2);
});

test('--trust counts for one call', async () => {
  const place = everyKind();
  expect((await place.planloom([...argv, '--yes', '--trust'])).code).toBe(0);
  expect(existsSync(trustFile(place))).toBe(false);
  expect((await place.planloom([...argv, '--yes', '--from', 'head'])).code).toBe(2);
});

const work = (place: RunPlace, more: Record<string, unknown>): Record<string, unknown> => ({
  executors: { work: { ...(configOf(place).executors as { work: object }).work, ...more } },
});

const changes: Readonly<Record<string, (place: RunPlace) => void>> = {
  'a command': (place) => setConfig(place, work(place, { command: ['sh', '-c', 'true'] })),
  'one more executor': (place) => {
    const more = { kind: 'command', command: 'x' };
    setConfig(place, { executors: { ...(configOf(place).executors as object), more }, defaultExecutor: 'work' });
  },
  'what an executor gets of the environment': (place) => setConfig(place, work(place, { env: ['API_KEY'] })),
  'a check': (place) => setConfig(place, { checks: ['echo checking more'] }),
  'the setup': (place) => setConfig(place, { worktree: { setup: ['echo setting up', 'true'] } }),
  'the text of a validation script': (place) => place.write('scripts/prove.sh', 'true\n'),
  'the settings of an agent': (place) => place.write('.claude/settings.json', '{"hooks":{"Stop":[]}}\n'),
  'settings of another agent': (place) => place.write('.mcp.json', '{}\n'),
};

test('whatever may be executed and has changed is asked about again', async () => {
  const place = await trusted();
  const again = [...argv, '--yes', '--from', 'head'];
  const codes: [string, number][] = [];
  for (const [name, change] of Object.entries(changes)) {
    change(place);
    codes.push([name, (await place.planloom(again)).code]);
    place.git('checkout', '--quiet', '.');
    place.git('clean', '--quiet', '-fd');
  }
  expect(codes).toEqual(Object.keys(changes).map((name) => [name, 2]));
  expect(place.runIds()).toHaveLength(1);
  // As it was before, it is trusted still.
  expect((await place.planloom(again)).code).toBe(0);
});

test('what executes nothing may change without a question', async () => {
  const place = await trusted();
  setConfig(place, {
    pools: { default: { slots: 1 } },
    maxExecutors: 2,
    maxAttempts: 3,
    branchPrefix: 'loom/',
    ...work(place, { timeoutSeconds: 100 }),
  });
  expect((await place.planloom([...argv, '--yes', '--from', 'head'])).code).toBe(0);
});

test('a resume asks as well', async () => {
  const place = runPlace({ todo: { '1.1': { work: 'exit 1' } } });
  const run = await place.run();
  expect((await place.planloom(['resume', run.summary.runId, '--retry-failed'])).code).toBe(2);
  expect((await place.planloom(['resume', run.summary.runId, '--retry-failed', '--trust'])).code).toBe(1);
});
