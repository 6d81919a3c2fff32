import type { DoneBefore } from '../../documents/run-prompt-input.ts';
import type { NodeId } from '../../domain/run.ts';
import type { AttemptRun, RunState } from '../../journal/run-state.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { knownRun } from './known-run.ts';
import type { RunSource } from './run-source.ts';

/** Another run by its id; undefined where there is none that can be read. */
export type RunBefore = (runId: string) => Promise<RunState | undefined>;

/** Reads every run once: many attempts ask for the same ones. */
export const runsBefore = (reader: RunReader): RunBefore => {
  const known = new Map<string, Promise<RunState | undefined>>();
  return (runId) => {
    const run = known.get(runId) ?? knownRun(reader, runId);
    known.set(runId, run);
    return run;
  };
};

/** What was done in an achievement that another one builds on, in this run or in one before it. */
export const doneBefore = async (
  { source, runBefore }: { readonly source: RunSource; readonly runBefore: RunBefore },
  state: RunState,
  id: NodeId,
  title: string,
): Promise<DoneBefore> => {
  const last = successOf(state, id) ?? (await successBefore(runBefore, state, id));
  const { documents } = source.state;
  const { subplan, executionTasks } = documents.byAchievement.get(id) ?? { subplan: null, executionTasks: [] };
  return {
    id,
    title,
    summary: last?.summary ?? null,
    changed: last?.evidence?.changed ?? [],
    documents: [...(subplan === null ? [] : [subplan]), ...executionTasks],
  };
};

const successOf = ({ nodes }: RunState, id: NodeId): AttemptRun | undefined =>
  nodes.get(id)?.attempts.findLast(({ outcome }) => outcome === 'succeeded');

/** A run that goes on from the branch of another one has the work of that, and of the runs before it. */
const successBefore = async (runBefore: RunBefore, state: RunState, id: NodeId): Promise<AttemptRun | undefined> => {
  if (!state.opened.settled.some((node) => node.id === id && node.why === 'merged')) return undefined;
  let runId = state.opened.after;
  for (let count = 0; runId !== null && count < mostRunsBefore; count++) {
    const before = await runBefore(runId);
    const found = before === undefined ? undefined : successOf(before, id);
    if (found !== undefined) return found;
    runId = before?.opened.after ?? null;
  }
  return undefined;
};

const mostRunsBefore = 10;
