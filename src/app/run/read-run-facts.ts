import { compareIds } from '../../domain/ids.ts';
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

const hasFailed = (state: NodeState): boolean => state === 'failed' || state === 'conflicted';

const atWork: ReadonlySet<NodeState> = new Set(['running', 'backing_off', 'verifying', 'merging']);

/** What the newest run of a plan adds to what its files say. */
export const readRunFacts = async (
  reader: RunReader,
  plan: { readonly name: string; readonly file: string },
): Promise<RunFacts> => {
  const run = await newestRun(reader, plan);
  if (run === undefined) return emptyRunFacts;
  const isLive = run.outcome === null && (await reader.live(runKey(plan))) === run.runId;
  const onBranch = await runsOfBranch(reader, run);
  const unaccepted = unacceptedOf(onBranch);
  return {
    ...runFacts(run, isLive),
    unaccepted,
    open: isLive ? [] : openRuns(run, unaccepted),
    // Also what was approved while the branch was still that of a run before.
    approved: new Map(onBranch.flatMap(({ approved }) => [...approved])),
  };
};

/** The run, and those that its branch goes on from, newest first. */
const runsOfBranch = async (reader: RunReader, run: RunState): Promise<readonly RunState[]> => {
  const runs = [run];
  for (let after = run.opened.after; after !== null; after = runs.at(-1)!.opened.after) {
    const before = await knownRun(reader, after);
    if (before === undefined) break;
    runs.push(before);
  }
  return runs;
};

const unacceptedOf = (onBranch: readonly RunState[]): RunFacts['unaccepted'] => {
  const isAccepted = onBranch.findIndex(({ accepted }) => accepted !== null);
  const runs = isAccepted === -1 ? onBranch : onBranch.slice(0, isAccepted);
  const merged = runs.flatMap(({ nodes }) => [...nodes].filter(([, { mergeCommit }]) => mergeCommit !== null));
  if (merged.length === 0) return null;
  return { runId: runs[0]!.runId, achievements: new Set(merged.map(([id]) => id)) };
};

const openRuns = (run: RunState, unaccepted: RunFacts['unaccepted']): readonly OpenRun[] => {
  const { runId, accepted, approved } = run;
  if (accepted !== null) return [];
  const unfinished = unfinishedRun(run);
  const hasResult = unaccepted !== null || approved.size > 0;
  const accept = { runId, step: 'accept', command: `planloom runs accept ${runId}` } as const;
  return [
    ...(unfinished === null ? [] : [unfinished]),
    ...(hasResult ? [{ ...accept, nodes: [...(unaccepted?.achievements ?? [])].sort(compareIds) }] : []),
  ];
};

const unfinishedRun = ({ runId, outcome, nodes, budgetReached }: RunState): OpenRun | null => {
  const failed = [...nodes].filter(([, { state }]) => hasFailed(state)).map(([id]) => id);
  if (failed.length > 0)
    return { runId, step: 'retry', nodes: failed, command: resumeCommand(runId, budgetReached, ' --retry-failed') };
  const left = [...nodes.values()].some(({ state }) => !isEnd(state) || state === 'cancelled');
  if (outcome === null || left)
    return { runId, step: 'resume', nodes: [], command: resumeCommand(runId, budgetReached) };
  return null;
};

const runFacts = (run: RunState, isLive: boolean): Omit<RunFacts, 'approved' | 'open' | 'unaccepted'> => {
  const merged = new Set<AchievementId>(run.opened.settled.filter(({ why }) => why === 'merged').map(({ id }) => id));
  const running = new Set<AchievementId>();
  for (const [id, { state }] of run.nodes) {
    if (state === 'succeeded') merged.add(id);
    else if (isLive && atWork.has(state)) running.add(id);
  }
  const failed = new Map([...run.nodes].flatMap(([id, { state }]) => (hasFailed(state) ? [[id, run.runId]] : [])));
  return { running, merged, failed, awaitingApproval: merged, mended: mendedFixes(run) };
};
