import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { nodeRunAdapters } from '../../src/adapters/run/node-run-adapters.ts';
import { runReader } from '../../src/adapters/run/run-reader.ts';
import { acceptRun } from '../../src/app/run/accept-run.ts';
import { approveOnBranch } from '../../src/app/run/approve-on-branch.ts';
import { findRun } from '../../src/app/run/find-run.ts';
import { planRun } from '../../src/app/run/plan-run.ts';
import { readRunSource } from '../../src/app/run/run-source.ts';
import { startRun } from '../../src/app/run/start-run.ts';
import { steerRun } from '../../src/app/run/steer-run.ts';
import { achievementId } from '../../src/domain/ids.ts';
import { decodeJournal } from '../../src/journal/journal-text.ts';
import { nodeSurroundings } from '../../src/node-surroundings.ts';
import { killAlone, startPlanloom } from '../support/kill-rig.ts';
import type { Live } from '../support/kill-rig.ts';
import { until } from '../support/processes.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

const environmentOf = ({ root, state, worktrees }: RunPlace): Readonly<Record<string, string>> => ({
  PATH: process.env.PATH ?? '',
  HOME: `${root}.home`,
  XDG_STATE_HOME: state,
  XDG_CONFIG_HOME: `${root}.config`,
  PLANLOOM_WORKTREE_ROOT: worktrees,
});

const start = (place: RunPlace, argv: readonly string[], cwd = place.root): Live => {
  const live = startPlanloom(argv, cwd, environmentOf(place));
  onTestFinished(() => killAlone(live));
  return live;
};

const run = ['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json'];

/** Work that ends once the test says so. */
const gate = (place: RunPlace): { readonly work: string; readonly open: () => void } => {
  const file = `${place.root}.work/go`;
  return {
    work: `touch "${place.root}.work/begun"; until test -e "${file}"; do sleep 0.01; done; echo done > "$PLANLOOM_NODE.txt"`,
    open: () => writeFileSync(file, ''),
  };
};

/** Of two, one refuses and names the run of the other, which then comes to its end. Answers with that run's id. */
const oneRefuses = async (lives: readonly [Live, Live], open: () => void): Promise<string> => {
  const refused = await Promise.race(lives.map(async (live) => ({ live, ...(await live.over) })));
  expect(refused.code).toBe(2);
  open();
  const winner = lives.find((live) => live !== refused.live)!;
  const { code, stdout } = await winner.over;
  expect(code).toBe(0);
  const { runId } = JSON.parse(stdout) as { readonly runId: string };
  expect(refused.stdout).toContain(`Another planloom works on the run ${runId} of this plan at this moment.`);
  return runId;
};

test('two runs of a plan that begin at the same moment: one refuses and names the other', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  const { work, open } = gate(place);
  place.setWork('1.1', work);
  const runId = await oneRefuses([start(place, run), start(place, run)], open);
  expect(place.runIds()).toEqual([runId]);
});

test('the same in two working trees of one repository', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  const { work, open } = gate(place);
  place.setWork('1.1', work);
  const other = `${place.root}.work/linked`;
  place.git('worktree', 'add', '--quiet', '--detach', other);
  const runId = await oneRefuses([start(place, run), start(place, run, other)], open);
  expect(place.runIds()).toEqual([runId]);
  expect(place.git('for-each-ref', '--format=%(refname)', 'refs/heads/planloom')).toBe(`refs/heads/planloom/${runId}`);
});

test('run and resume at the same moment: one refuses and names the other, and the work is done once', async () => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } } });
  const { work, open } = gate(place);
  place.setWork('1.2', work);
  const killed = start(place, run);
  await until(() => existsSync(`${place.root}.work/begun`));
  await killAlone(killed);
  const [first] = place.runIds();
  const runId = await oneRefuses([start(place, run), start(place, ['resume', first!, '--trust', '--json'])], open);
  expect(place.git('rev-list', '--count', '--merges', `planloom/${runId}`)).toBe('2');
});

test('a run that was planned before another one ended does not do its work again', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  const source = await readRunSource(nodeSurroundings(place.root), `${planFolder}/parallel.json`, place.root);
  if (!source.ok) throw new Error(JSON.stringify(source.error));
  const adapters = nodeRunAdapters(place.root, environmentOf(place));
  const planned = await planRun(source.value, adapters, { barrier: false, from: 'newest' });
  if (!planned.ok) throw new Error(JSON.stringify(planned.error));
  const { runId } = (await place.run()).summary;
  const options = { guarded: true, autoApprove: false, emit: () => undefined, logLine: () => '' };
  const late = await startRun(planned.value, adapters, options);
  expect(late).toMatchObject({ ok: false, error: [{ message: expect.stringContaining(runId) as unknown }] });
  expect(place.runIds()).toEqual([runId]);
});

/** A run that has ended in part, as two processes have found it at the same moment; its journal has a torn last line. */
const foundTwice = async (place: RunPlace) => {
  const { runId } = (await place.run()).summary;
  const journalFile = path.join(place.runsFolder, runId, 'journal.jsonl');
  writeFileSync(journalFile, '{"at":1,"ty', { flag: 'a' });
  const reader = runReader(place.root);
  const found = await findRun(reader, runId);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  expect(found.value.tornAt).not.toBe(null);
  const types = (): readonly string[] => {
    const journal = decodeJournal('journal.jsonl', readFileSync(journalFile, 'utf8'));
    if (!journal.ok) throw new Error(JSON.stringify(journal.error));
    expect(journal.value.tornAt).toBe(null);
    return journal.value.entries.map(({ event }) => event.type);
  };
  return { found: found.value, reader, adapters: nodeRunAdapters(place.root, environmentOf(place)), types };
};

const inPart = () => runPlace({ todo: { '1.1': {}, '1.2': { work: 'exit 1' }, '1.3': { work: 'exit 1' } } });

test('what two ask for who have read the journal at the same moment is all in it', async () => {
  const place = inPart();
  const { found, reader, adapters, types } = await foundTwice(place);
  for (const nodes of [['1.2'], ['1.3']]) {
    expect(await steerRun(found, { ask: 'skip', nodes }, reader, adapters)).toEqual({ ok: true, value: 'noted' });
  }
  expect(types().slice(-2)).toEqual(['skip_asked', 'skip_asked']);
  // What the first has asked for already is no news for the second.
  const again = await steerRun(found, { ask: 'retry', nodes: ['1.1'] }, reader, adapters);
  expect(again).toMatchObject({ ok: false });
});

test('two that accept a run at the same moment, and one that approves, lose nothing of each other', async () => {
  const place = inPart();
  const { found, reader, adapters, types } = await foundTwice(place);
  const id = achievementId('1.1')!;
  const approval = { id, file: { path: 'execution/feedbacks/APPROVED_11.md', text: 'yes\n' } };
  expect(await approveOnBranch(found, [approval], reader, adapters)).toMatchObject({ ok: true });
  expect(await acceptRun(found, reader, adapters)).toMatchObject({ ok: true });
  expect(await acceptRun(found, reader, adapters)).toMatchObject({ ok: true, value: { kind: 'already' } });
  // It was accepted meanwhile: its branch is the user's now.
  expect(await approveOnBranch(found, [approval], reader, adapters)).toMatchObject({ ok: false });
  expect(types().slice(-2)).toEqual(['approved', 'accepted']);
});
