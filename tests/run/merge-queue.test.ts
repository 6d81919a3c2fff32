import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { ToDo } from '../support/run-place.ts';

const trailersOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .flatMap((line) => [...line.matchAll(/^Planloom-(\w+): (.*)$/g)].map(([, key, value]) => [key!, value!])),
  );

/** Five levels of four; each needs two of the level before. */
const twenty = (): Record<string, ToDo> =>
  Object.fromEntries(
    [1, 2, 3, 4, 5].flatMap((level) =>
      [1, 2, 3, 4].map((number) => {
        const needs = level === 1 ? [] : [`${level - 1}.${number}`, `${level - 1}.${(number % 4) + 1}`];
        // What it needs must be in its tree.
        const look = needs.map((id) => `test -f parts/${id}`).join(' && ');
        const work = `${look === '' ? '' : `${look} && `}mkdir -p parts && echo "$PLANLOOM_RUN" > "parts/$PLANLOOM_NODE"`;
        return [`${level}.${number}`, { needs, work, deliverables: [`parts/${level}.${number}`] }];
      }),
    ),
  );

test('twenty results come in one at a time, and the branch passes its checks at every instant', async () => {
  const check = 'for file in parts/*; do test -s "$file" || exit 1; done; test "$(ls parts | wc -l)" -ge 1';
  const place = runPlace({ todo: twenty(), config: { maxExecutors: 4, checks: [check] } });
  const run = await place.run();
  expect(run.code).toBe(0);
  expect(run.summary.outcome).toBe('succeeded');

  const line = place.git('log', '--first-parent', '--reverse', '--format=%H', `main..${run.branch}`).split('\n');
  expect(line).toHaveLength(20);
  const merged = line.map((commit) => trailersOf(place.git('log', '-1', '--format=%B', commit)));
  expect(merged.map(({ Node }) => Node).sort()).toEqual(Object.keys(twenty()).sort());
  expect(merged.every(({ Run, Attempt }) => Run === run.summary.runId && Attempt === '1')).toBe(true);
  for (const [index, commit] of line.entries()) {
    const parents = place.git('log', '-1', '--format=%P', commit).split(' ');
    expect(parents).toHaveLength(2);
    expect(parents[0]).toBe(index === 0 ? place.git('rev-parse', 'main') : line[index - 1]);
    // A merge brings exactly the work of its node, on top of all that was merged before.
    expect(place.git('diff', '--name-only', `${commit}^`, commit)).toBe(`parts/${merged[index]!.Node!}`);
  }
  // Nothing is merged before what it needs.
  const order = merged.map(({ Node }) => Node);
  for (const [id, { needs = [] }] of Object.entries(twenty())) {
    for (const need of needs) expect(order.indexOf(need)).toBeLessThan(order.indexOf(id));
  }
  place.git('worktree', 'add', '--quiet', '--detach', `${place.root}.work/look`, 'main');
  for (const commit of line) {
    execFileSync('git', ['checkout', '--quiet', commit], { cwd: `${place.root}.work/look` });
    execFileSync('sh', ['-c', check], { cwd: `${place.root}.work/look` });
  }
  expect(place.leftAttempts()).toEqual([]);
});

test('a failure blocks exactly what depends on it, and the summary names all of it', async () => {
  // 1.1 fails; sixteen stand behind it, three beside it.
  const behind = Array.from({ length: 16 }, (_, index) => `2.${index + 1}`);
  const beside = ['3.1', '3.2', '3.3'];
  const todo: Record<string, ToDo> = {
    '1.1': { work: 'echo "the tap is shut"; exit 3' },
    ...Object.fromEntries(behind.map((id, index) => [id, { needs: index < 4 ? ['1.1'] : [`2.${index - 3}`] }])),
    '3.1': {},
    '3.2': { needs: ['3.1'] },
    '3.3': { needs: ['3.1'] },
  };
  const place = runPlace({ todo, config: { maxAttempts: 2 } });
  const run = await place.run();
  expect(run.code).toBe(1);
  expect(run.summary.outcome).toBe('partial');
  const inState = (state: string) => run.summary.nodes.filter((node) => node.state === state).map(({ id }) => id);
  expect(inState('failed')).toEqual(['1.1']);
  expect(inState('blocked')).toEqual(behind);
  expect(inState('succeeded')).toEqual(beside);
  expect(run.node('1.1')).toMatchObject({
    attempts: 2,
    message: 'It ended with exit code 3; its last line: the tap is shut',
  });
  expect(run.summary.nodes.filter(({ blockedBy }) => blockedBy === '1.1').map(({ id }) => id)).toEqual(behind);
  expect(run.summary.nodes.filter(({ id, attempts }) => behind.includes(id) && attempts > 0)).toEqual([]);
  const shown = await place.planloom(['runs', 'show', run.summary.runId]);
  for (const id of Object.keys(todo)) expect(shown.output).toMatch(new RegExp(`(?<![\\d.])${id}(?![\\d.])`));
});
