import type { RunOutcome } from '../domain/run.ts';
import type { RunState } from '../journal/run-state.ts';
import { runSeconds } from './run-seconds.ts';

/** A run as a line of a list. */
export interface RunListEntry {
  readonly runId: string;
  readonly plan: { readonly name: string; readonly title: string; readonly file: string };
  /** `interrupted`: not closed, and nobody works on it. */
  readonly outcome: RunOutcome | 'live' | 'interrupted';
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** Succeeded, of those that the run had to do. */
  readonly done: number;
  readonly total: number;
  /** Null where not known; of an interrupted run at least so many. */
  readonly seconds: number | null;
  readonly integrationBranch: string | null;
  readonly acceptedInto: string | null;
  readonly isDiscarded: boolean;
  /** What its store and its working trees take; absent where nobody has asked, as it takes its time. */
  readonly diskBytes?: number;
}

/** A run in a line. `nowMs` as for `runSummary`. */
export const runListEntry = (state: RunState, nowMs: number | null): RunListEntry => {
  const runs = [...state.nodes.values()];
  return {
    runId: state.runId,
    plan: state.plan,
    outcome: state.outcome ?? (nowMs === null ? 'interrupted' : 'live'),
    openedAt: state.openedAt,
    done: runs.filter((run) => run.state === 'succeeded').length,
    total: runs.length,
    seconds: runSeconds(runs, state.outcome === null ? nowMs : null),
    integrationBranch: state.integrationBranch,
    acceptedInto: state.accepted?.into ?? null,
    isDiscarded: state.isDiscarded,
  };
};
