import type { AchievementId } from '../../domain/ids.ts';
import type { NodeState } from '../../domain/run.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import type { RunState } from '../../journal/run-state.ts';
import { isEnd } from '../../journal/run-state.ts';
import { emptyRunFacts } from '../../workspace/run-facts.ts';
import type { OpenRun, RunFacts } from '../../workspace/run-facts.ts';
import { resumeCommand } from './budget-command.ts';
import { knownRun, newestRun, runKey } from './known-run.ts';
import { mendedFixes } from './mended-fixes.ts';

const atWork: ReadonlySet<NodeState> = new Set(['running', 'backing_off', 'verifying', 'merging']);

/** What the newest run of a plan adds to what its files say. */
export const readRunFacts = async (
  reader: RunReader,
  plan: { readonly name: string; readonly file: string },
): Promise<RunFacts> => {
  const run = await newestRun(reader, plan);
  if (run === undefined) return emptyRunFacts;
  const isLive = run.outcome === null && (await reader.live(runKey(plan))) === run.runId;
  return {
    ...runFacts(run, isLive),
    open: isLive ? null : openRun(run),
    approved: await approvedOnBranch(reader, run),
  };
};

/** What was approved on the branch, also while it was still that of the runs before. */
const approvedOnBranch = async (reader: RunReader, run: RunState): Promise<RunFacts['approved']> => {
  const approved = new Map(run.approved);
  let { after } = run.opened;
  while (after !== null) {
    const before = await knownRun(reader, after);
    for (const [id, path] of before?.approved ?? []) approved.set(id, path);
    after = before?.opened.after ?? null;
  }
  return approved;
};

const openRun = ({ runId, outcome, accepted, integrationBranch, nodes, budgetReached }: RunState): OpenRun | null => {
  const of = (states: readonly NodeState[]): readonly AchievementId[] =>
    [...nodes].filter(([, { state }]) => states.includes(state)).map(([id]) => id);
  if (accepted !== null) return null;
  const failed = of(['failed', 'conflicted']);
  if (failed.length > 0)
    return { runId, step: 'retry', nodes: failed, command: resumeCommand(runId, budgetReached, ' --retry-failed') };
  const left = [...nodes.values()].some(({ state }) => !isEnd(state) || state === 'cancelled');
  if (outcome === null || left)
    return { runId, step: 'resume', nodes: [], command: resumeCommand(runId, budgetReached) };
  const done = of(['succeeded']);
  if (integrationBranch === null || done.length === 0) return null;
  return { runId, step: 'accept', nodes: done, command: `planloom runs accept ${runId}` };
};

const runFacts = (run: RunState, isLive: boolean): Omit<RunFacts, 'approved' | 'open'> => {
  const merged = new Set<AchievementId>(run.opened.settled.filter(({ why }) => why === 'merged').map(({ id }) => id));
  const running = new Set<AchievementId>();
  for (const [id, { state }] of run.nodes) {
    if (state === 'succeeded') merged.add(id);
    else if (isLive && atWork.has(state)) running.add(id);
  }
  return { running, merged, awaitingApproval: merged, mended: mendedFixes(run) };
};
