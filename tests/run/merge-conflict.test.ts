import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

/** Both write the same line; the second one ends when the first one is merged. */
const collision = (config: Readonly<Record<string, unknown>> = {}): RunPlace => {
  const place = runPlace({
    todo: {
      '1.1': { work: 'echo "colour: red" > paint.txt' },
      '1.2': {},
      '2.1': { needs: ['1.2'] },
      '2.2': { needs: ['2.1'] },
      '3.1': {},
    },
    config: { maxExecutors: 3, maxAttempts: 3, ...config },
    files: { 'paint.txt': 'colour: none\n' },
  });
  return place;
};

test('work in conflict goes back once, with both sides, and is merged when that helps', async () => {
  const place = collision();
  // Much else does not hide what counts.
  place.setWork('1.1', 'echo "colour: red" > paint.txt; seq 1 30000 > a-long-list.txt');
  place.setWork(
    '1.2',
    [
      'cat > prompt.txt',
      'if test "$PLANLOOM_ATTEMPT" = 1; then',
      `  echo "colour: blue" > paint.txt; rm prompt.txt; ${place.untilMerged('1.1')}`,
      'else grep -q red paint.txt && echo "colour: red and blue" > paint.txt; mv prompt.txt told.txt; fi',
    ].join('\n'),
  );
  const run = await place.run();
  expect(run.code).toBe(0);
  expect(run.node('1.2')).toMatchObject({ state: 'succeeded', attempts: 2 });
  expect(place.onBranch(run.branch, 'paint.txt')).toBe('colour: red and blue');
  const prompt = run.attemptFile('1.2', 2, 'prompt.md');
  expect(place.onBranch(run.branch, 'told.txt')).toBe(prompt.trimEnd());
  expect(prompt).toContain('paint.txt');
  expect(prompt).toContain('+colour: red');
  expect(prompt).toContain('+colour: blue');
  expect(run.events.filter(({ type }) => type === 'merge_failed')).toMatchObject([
    {
      node: '1.2',
      attempt: 1,
      reason: 'conflict',
      paths: ['paint.txt'],
      message: expect.stringContaining('The other side is 1.1, merged before.') as string,
    },
  ]);
  expect((await place.planloom(['runs', 'show'], { width: 200 })).stdout).toContain(
    '1.2 met 1.1 in paint.txt, settled by attempt 2; name the file in the deliverables of both.',
  );
  // What could not be merged stays where it can be found.
  expect(place.git('show', `refs/planloom/${run.summary.runId}/1.2/1:paint.txt`)).toBe('colour: blue');
});

test('work that stays in conflict is kept for a person, and blocks only what needs it', async () => {
  const place = collision();
  // Whatever it is told, it undoes what the other one did while it worked.
  place.setWork('1.1', 'n=1; echo "colour: red" > paint.txt');
  place.setWork(
    '1.2',
    [
      `echo "colour: blue $PLANLOOM_ATTEMPT" > paint.txt`,
      `if test "$PLANLOOM_ATTEMPT" = 1; then ${place.untilMerged('1.1')}; else ${place.untilMerged('3.1')}; fi`,
    ].join('\n'),
  );
  // 3.1 comes in while 1.2 works for the second time.
  place.setWork(
    '3.1',
    `until grep -q '"type":"attempt_started","node":"1.2","attempt":2' "${place.runsFolder}/$PLANLOOM_RUN/journal.jsonl"; do sleep 0.02; done
     until test -e "${place.root}.work/begun"; do sleep 0.02; done; echo "colour: green" > paint.txt`,
  );
  const second = [
    `if test "$PLANLOOM_ATTEMPT" = 2; then touch "${place.root}.work/begun"; fi`,
    `echo "colour: blue $PLANLOOM_ATTEMPT" > paint.txt`,
    `if test "$PLANLOOM_ATTEMPT" = 1; then ${place.untilMerged('1.1')}; else ${place.untilMerged('3.1')}; fi`,
  ];
  place.setWork('1.2', second.join('\n'));
  // 3.1 itself meets the work of 1.1, and goes back once as well.
  const run = await place.run();
  expect(run.code).toBe(1);
  expect(run.node('1.1').state).toBe('succeeded');
  expect(run.node('1.2')).toMatchObject({
    state: 'conflicted',
    attempts: 2,
    branch: `refs/planloom/${run.summary.runId}/1.2/2`,
  });
  expect(['2.1', '2.2'].map((id) => [run.node(id).state, run.node(id).blockedBy])).toEqual([
    ['blocked', '1.2'],
    ['blocked', '1.2'],
  ]);
  expect(run.node('3.1').state).toBe('succeeded');
  for (const attempt of [1, 2]) {
    const ref = `refs/planloom/${run.summary.runId}/1.2/${attempt}`;
    expect(place.git('show', `${ref}:paint.txt`)).toBe(`colour: blue ${attempt}`);
  }
  expect(place.onBranch(run.branch, 'paint.txt')).toBe('colour: green');
  expect(place.leftAttempts()).toEqual([]);
  expect((await place.planloom(['runs', 'show'])).output).toContain(`refs/planloom/${run.summary.runId}/1.2/2`);
});

/** 1.1 renames what 1.2 uses: no line is in conflict, and yet both together are broken. */
const rename = (config: Readonly<Record<string, unknown>> = {}): RunPlace =>
  runPlace({
    todo: {
      '1.1': {
        work: 'sed s/greet/welcome/ lib.sh > new; mv new lib.sh; sed s/greet/welcome/ app.sh > new; mv new app.sh',
      },
      '1.2': {},
      '2.1': { needs: ['1.2'] },
      '3.1': {},
    },
    config: {
      maxExecutors: 3,
      maxAttempts: 3,
      checks: ['for file in *.sh; do sh -e "$file" || exit 1; done'],
      ...config,
    },
    files: { 'lib.sh': 'greet() { echo "hello $1"; }\n', 'app.sh': '. ./lib.sh\ngreet you\n' },
  });

interface Pair {
  readonly name: string;
  readonly first: string;
  readonly second: string;
  /** Paths in conflict; empty: both can stand. */
  readonly paths: readonly string[];
}

const pairs: readonly Pair[] = [
  { name: 'both add the same file', first: 'echo 1 > new', second: 'echo 2 > new', paths: ['new'] },
  { name: 'one changes what the other deletes', first: 'rm a.txt', second: 'echo 2 >> a.txt', paths: ['a.txt'] },
  { name: 'one deletes what the other changes', first: 'echo 1 >> b.txt', second: 'rm b.txt', paths: ['b.txt'] },
  {
    name: 'both change bytes',
    first: 'printf "\\000\\001" > c.bin',
    second: 'printf "\\000\\002" > c.bin',
    paths: ['c.bin'],
  },
  {
    name: 'a file against a folder',
    first: 'echo 1 > thing',
    second: 'mkdir thing; echo 2 > thing/in',
    paths: ['thing'],
  },
  {
    name: 'both rename',
    first: 'git mv d.txt one.txt',
    second: 'git mv d.txt two.txt',
    paths: ['d.txt', 'one.txt', 'two.txt'],
  },
  { name: 'one renames what the other changes', first: 'git mv e.txt moved.txt', second: 'echo 2 >> e.txt', paths: [] },
  { name: 'both do the same', first: 'echo same > same', second: 'echo same > same; echo more > more', paths: [] },
  { name: 'each changes lines of its own', first: 'sed -i 1s/^/1/ f.txt', second: 'sed -i 9s/^/2/ f.txt', paths: [] },
];

test('every kind of conflict is found, goes back once, and no work is lost', async () => {
  const nodes = pairs.map((pair, index) => ({ ...pair, a: `1.${index + 1}`, b: `2.${index + 1}` }));
  const lines = (name: string): string => Array.from({ length: 9 }, (_, index) => `${name} ${index}\n`).join('');
  const place = runPlace({
    todo: Object.fromEntries(
      nodes.flatMap(({ a, b, first }) => [
        [a, { work: first }],
        [b, {}],
      ]),
    ),
    config: { maxExecutors: nodes.length * 2 },
    files: {
      ...Object.fromEntries(['a', 'b', 'd', 'e', 'f'].map((name) => [`${name}.txt`, lines(name)])),
      'c.bin': '\0',
    },
  });
  for (const { a, b, second } of nodes) {
    place.setWork(
      b,
      `if test "$PLANLOOM_ATTEMPT" = 1; then ${second}; ${place.untilMerged(a)}; else echo settled > ${b}; fi`,
    );
  }
  const run = await place.run();
  const failures = new Map(
    run.events.flatMap((event) => (event.type === 'merge_failed' ? [[event.node as string, event] as const] : [])),
  );
  // Git names the file that a folder stands in the way of by its commit.
  const pathsOf = (id: string) => (failures.get(id)?.paths ?? []).map((file) => file.replace(/~[0-9a-f]+$/, ''));
  const seen = nodes.map(({ name, b }) => [name, run.node(b).state, pathsOf(b)]);
  expect(seen).toEqual(pairs.map(({ name, paths }) => [name, 'succeeded', paths]));
  for (const { b, paths } of nodes) {
    const kept = `refs/planloom/${run.summary.runId}/${b}/1`;
    expect([b, place.git('for-each-ref', kept) !== '']).toEqual([b, paths.length > 0]);
    if (paths.length > 0) expect(run.attemptFile(b, 2, 'prompt.md')).toContain(paths[0]);
  }
  expect(place.onBranch(run.branch, 'moved.txt')).toMatch(/e 8\n2$/);
  expect(place.onBranch(run.branch, 'f.txt')).toMatch(/^1f 0\n[^]*2f 8$/);
});

test('a check that fails only after the merge sends the work back once, with both sides', async () => {
  const place = rename();
  place.setWork(
    '1.2',
    [
      'if test "$PLANLOOM_ATTEMPT" = 1; then',
      `  printf '. ./lib.sh\\ngreet all\\n' > use.sh; ${place.untilMerged('1.1')}`,
      `else printf '. ./lib.sh\\nwelcome all\\n' > use.sh; fi`,
    ].join('\n'),
  );
  const run = await place.run();
  expect(run.code).toBe(0);
  expect(run.node('1.2')).toMatchObject({ state: 'succeeded', attempts: 2, unverified: false });
  expect(run.events.filter(({ type }) => type === 'merge_failed')).toMatchObject([
    {
      node: '1.2',
      reason: 'check',
      paths: [],
      message: expect.stringContaining('After the merge: The check') as string,
    },
  ]);
  const prompt = run.attemptFile('1.2', 2, 'prompt.md');
  expect(prompt).toContain('+welcome() { echo "hello $1"; }');
  expect(prompt).toContain('+greet all');
  expect(prompt).toMatch(/greet: (?:command )?not found/);
  expect(run.attemptFile('1.2', 1, 'checks.log')).toMatch(/greet: (?:command )?not found/);
});

test('a check that fails after the second merge as well is for a person', async () => {
  const place = rename();
  // The second attempt passes by itself, and is broken by 3.1.
  place.setWork(
    '1.2',
    [
      `test "$PLANLOOM_ATTEMPT" = 1 && printf '. ./lib.sh\\ngreet all\\n' > use.sh || printf '. ./lib.sh\\nwelcome all\\n' > use.sh`,
      `if test "$PLANLOOM_ATTEMPT" = 1; then ${place.untilMerged('1.1')}; else touch "${place.root}.work/begun"; ${place.untilMerged('3.1')}; fi`,
    ].join('\n'),
  );
  place.setWork(
    '3.1',
    `until test -e "${place.root}.work/begun"; do sleep 0.02; done
     if test "$PLANLOOM_ATTEMPT" = 2; then sed s/welcome/salute/ app.sh > new; mv new app.sh; sed s/welcome/salute/ lib.sh > new; mv new lib.sh; fi
     test "$PLANLOOM_ATTEMPT" = 2`,
  );
  const run = await place.run();
  expect(run.code).toBe(1);
  expect(run.node('1.2')).toMatchObject({
    state: 'failed',
    attempts: 2,
    branch: `refs/planloom/${run.summary.runId}/1.2/2`,
  });
  expect(run.node('1.2').message).toContain('After the merge');
  expect(run.node('2.1')).toMatchObject({ state: 'blocked', blockedBy: '1.2' });
  expect(run.node('3.1').state).toBe('succeeded');
  expect(place.git('show', `${run.node('1.2').branch!}:use.sh`)).toContain('welcome all');
});

test('a check that both sides have brought along holds for what is merged second', async () => {
  const check = 'echo "test ! -e a || test ! -e b" > own-check.sh';
  const place = runPlace({
    todo: { '1.1': { work: `${check}; echo x > a` }, '1.2': {} },
    config: { checks: ['sh own-check.sh'] },
  });
  place.setWork('1.2', `${check}; echo x > b; ${place.untilMerged('1.1')}`);
  const run = await place.run();
  expect(run.node('1.1')).toMatchObject({ state: 'succeeded', unverified: true });
  expect(run.node('1.2')).toMatchObject({ state: 'failed', attempts: 2 });
  expect(place.onBranch(run.branch, 'b')).toBeUndefined();
});

test('what is merged later finds its setup in the place where merges are checked', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'echo a > a' }, '1.2': {}, '1.3': {} },
    config: {
      checks: [{ command: 'diff needs.txt cache/has.txt', protect: [] }],
      worktree: { setup: ['mkdir -p cache; cp needs.txt cache/has.txt'] },
    },
    files: { 'needs.txt': 'one\n', '.gitignore': 'cache/\n' },
  });
  place.setWork('1.2', `echo b > b; ${place.untilMerged('1.1')}`);
  // By now the place is there, and set up for one.
  place.setWork('1.3', `echo two >> needs.txt; cp needs.txt cache/has.txt; ${place.untilMerged('1.2')}`);
  const run = await place.run();
  expect(run.summary.nodes.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['succeeded', 1],
    ['succeeded', 1],
    ['succeeded', 1],
  ]);
});

test('the work of failed attempts is kept on refs', async () => {
  const place = runPlace({
    todo: { '1.1': { work: 'echo "try $PLANLOOM_ATTEMPT" > half.txt; exit 1' }, '1.2': { work: 'exit 1' } },
    config: { maxAttempts: 2 },
  });
  const run = await place.run();
  const refs = place.git('for-each-ref', '--format=%(refname)', 'refs/planloom');
  const base = `refs/planloom/${run.summary.runId}`;
  expect(refs.split('\n')).toEqual([`${base}/1.1/1`, `${base}/1.1/2`]);
  expect(place.git('show', `${base}/1.1/2:half.txt`)).toBe('try 2');
  expect(run.node('1.1').branch).toBe(`${base}/1.1/2`);
  expect(run.node('1.2').branch).toBeUndefined();
});
