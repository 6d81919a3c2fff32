import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killAlone, startPlanloom } from '../support/kill-rig.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

const plan = `${planFolder}/parallel.json`;

/** A run that is killed when it calls git, in the way that these lines of the shell say; `$REAL` is what git really is. */
const killedBy = async (place: RunPlace, lines: string, more: readonly string[] = []): Promise<void> => {
  const folder = `${place.root}.work/bin`;
  mkdirSync(folder, { recursive: true });
  const git = path.join(folder, 'git');
  const real = execFileSync('sh', ['-c', 'command -v git']).toString().trimEnd();
  writeFileSync(git, `#!/bin/sh\nREAL='${real}'\n${lines}\nexec "$REAL" "$@"\n`);
  chmodSync(git, 0o755);
  const live = startPlanloom(['run', plan, '--trust', '--yes', ...more], place.root, {
    PATH: `${folder}:${process.env.PATH ?? ''}`,
    HOME: `${place.root}.home`,
    XDG_STATE_HOME: place.state,
    XDG_CONFIG_HOME: `${place.root}.config`,
    PLANLOOM_WORKTREE_ROOT: place.worktrees,
  });
  onTestFinished(() => killAlone(live));
  expect((await live.over).code).toBe(null);
};

const kill = 'kill -KILL $PPID; exit 1';

/** Killed at a call with arguments that begin so: before git does it, or when it has done it. */
const killedAt = (place: RunPlace, call: string, when: 'before' | 'after'): Promise<void> =>
  killedBy(place, `case "$*" in "${call}"*) ${when === 'before' ? '' : '"$REAL" "$@"; '}${kill};; esac`);

const refs = (place: RunPlace): string => place.git('for-each-ref', '--format=%(refname)', 'refs/heads/planloom');
/** The runs of which there is a store. */
const stores = ({ worktrees }: RunPlace): readonly string[] =>
  readdirSync(worktrees).flatMap((name) => readdirSync(path.join(worktrees, name)));

const unsaved = (): RunPlace => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
  // So there is a commit that only the store has.
  place.write(`${planFolder}/PLAN_SHIP.md`, '# PLAN: Ship\n\nChanged.\n');
  return place;
};

test.each([
  ['clone ', 'before'],
  ['clone ', 'after'],
  ['commit-tree ', 'after'],
  ['update-ref refs/heads/planloom/', 'before'],
  ['update-ref refs/heads/planloom/', 'after'],
  ['status ', 'after'],
] as const)(
  'killed at git %s(%s), a run leaves the user nothing, and the next one clears the rest away',
  async (call, when) => {
    const place = unsaved();
    await killedAt(place, call, when);
    expect(refs(place)).toBe('');
    expect(place.runIds().filter((name) => existsSync(path.join(place.runsFolder, name, 'journal.jsonl')))).toEqual([]);

    const next = await place.planloom(['run', plan, '--trust', '--yes']);
    expect(next.code).toBe(0);
    expect(next.stderr).toMatch(/Cleared away: \S+, killed before it had begun\./);
    const [runId, ...others] = place.runIds();
    expect(others).toEqual([]);
    expect(next.stderr).not.toContain(`Cleared away: ${runId}`);
    expect(stores(place)).toEqual([runId]);
    expect(refs(place)).toBe(`refs/heads/planloom/${runId}`);
    expect((await place.planloom(['runs', 'list'])).stderr).toBe('');
  },
);

const moments = [
  ['fetch ', 'before'],
  ['fetch ', 'after'],
  ['update-ref --create-reflog', 'before'],
  ['update-ref --create-reflog', 'after'],
] as const;

test.each(moments)('killed at git %s(%s), a run is there, and is gone on with', async (call, when) => {
  const place = unsaved();
  await killedAt(place, call, when);
  const [runId] = place.runIds();
  expect((await place.planloom(['runs', 'list'])).stdout).toMatch(new RegExp(`${runId}.*interrupted`));
  const resumed = place.ended(await place.planloom(['resume', '--trust', '--json']));
  expect(resumed).toMatchObject({ code: 0, summary: { runId, outcome: 'succeeded' } });
  expect(place.runIds()).toEqual([runId]);
  expect(place.git('rev-list', '--count', '--merges', resumed.branch)).toBe('2');
});

test.each(moments)('killed at git %s(%s), a run is what another one goes on from', async (call, when) => {
  const place = unsaved();
  await killedAt(place, call, when);
  const [first] = place.runIds();
  const run = await place.run();
  expect(run).toMatchObject({ code: 0, summary: { outcome: 'succeeded' } });
  expect(place.runIds()).toEqual([first, run.summary.runId]);
  expect(place.git('merge-base', '--is-ancestor', `planloom/${first}`, run.branch)).toBe('');
});

test('what a killed run has merged and not brought to the user yet counts for the next run', async () => {
  const place = unsaved();
  // The first time it brings the start of the branch, the second time what is merged.
  const second = `${place.root}.work/second`;
  const untilMerged = `until grep -q '"type":"merged"' "${place.runsFolder}"/*/journal.jsonl; do sleep 0.01; done`;
  const atSecond = `if test -e "${second}"; then ${untilMerged}; ${kill}; fi; touch "${second}"`;
  await killedBy(place, `case "$*" in fetch*) ${atSecond};; esac`, ['--max-executors', '1']);
  const run = await place.run();
  expect(run).toMatchObject({ code: 0, summary: { outcome: 'succeeded' } });
  expect(run.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 0 });
  expect(place.git('rev-list', '--count', '--merges', run.branch)).toBe('2');
});

test('a run that was killed before it began does not stand before the one that there is', async () => {
  const place = unsaved();
  const { runId } = (await place.run()).summary;
  for (const [id, journal] of [
    ['29990101-000000-aaaa', undefined],
    ['29990101-000000-aaab', '{"type":"jour'],
  ] as const) {
    mkdirSync(path.join(place.runsFolder, id));
    if (journal !== undefined) writeFileSync(path.join(place.runsFolder, id, 'journal.jsonl'), journal);
  }
  const shown = await place.planloom(['runs', 'show', '--json']);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toContain(`"runId":"${runId}"`);
});
