import type { RunState } from '../../journal/run-state.ts';
import type { RunOfRemains, RunRemains } from '../../ports/run-remains.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { readRun } from './find-run.ts';
import { hasResult, runKey } from './known-run.ts';
import { neededJournals } from './needed-journals.ts';
import type { RunAdapters } from './run-adapters.ts';
import { noteIn } from './with-run-lock.ts';

/** Why a run is not removed, or what is lost with it. */
export type WhyLeft =
  /** Somebody works on it, or on its plan; `holder` is null where that one does not say its run. */
  | { readonly kind: 'live'; readonly holder: string | null }
  | { readonly kind: 'unaccepted'; readonly branch: string }
  | { readonly kind: 'attempts'; readonly folders: readonly string[] }
  | { readonly kind: 'unpublished'; readonly commits: readonly string[] }
  | { readonly kind: 'refs'; readonly refs: readonly string[] }
  /** Its journal is damaged, so nobody knows what it has done. */
  | { readonly kind: 'unreadable' };

/** A run that was looked at, with its store or without. */
export interface LookedAt {
  readonly runId: string;
  /** Null where the run's folder is gone, and only its store was left. */
  readonly state: RunState | null;
  /** Bytes that its store and its working trees take. */
  readonly diskBytes: number;
  readonly hasStore: boolean;
  /** Empty: nothing is lost with it. */
  readonly why: readonly WhyLeft[];
}

/** What becomes of a run. */
export interface Cleaned extends LookedAt {
  readonly isRemoved: boolean;
  /** The run's folder is removed, too. */
  readonly isForgotten: boolean;
}

/**
 * Looks at what is left of runs. Changes nothing. `states`: of those whose journal can be read; `strays`: of the others,
 * among them the `damaged` ones, which have a journal.
 */
export const lookAtRuns = async (
  adapters: RunAdapters,
  states: readonly RunState[],
  strays: readonly string[],
  damaged: ReadonlySet<string>,
): Promise<readonly LookedAt[]> => {
  // After the stores were listed: whoever has begun one before that, and is still at it, is among them.
  const atWork = await adapters.stores.atWork();
  const looked: LookedAt[] = [];
  for (const state of states) looked.push(await lookAt(adapters, state.runId, state, atWork));
  for (const runId of strays) {
    const one = await lookAt(adapters, runId, null, atWork);
    looked.push(damaged.has(runId) ? { ...one, why: [...one.why, { kind: 'unreadable' }] } : one);
  }
  return looked;
};

const lookAt = async (
  { stores }: RunAdapters,
  runId: string,
  state: RunState | null,
  atWork: readonly string[] | undefined,
): Promise<LookedAt> => {
  const hasStore = stores.has(runId);
  const isAtWork = atWork?.includes(runId) ?? (state?.outcome ?? null) === null;
  if (isAtWork) {
    const holder = atWork === undefined ? null : runId;
    return { runId, state, diskBytes: await stores.diskBytes(runId), hasStore, why: [{ kind: 'live', holder }] };
  }
  const remains = await stores.look(remainsOf(runId, state));
  return { runId, state, diskBytes: remains.diskBytes, hasStore, why: whyOf(remains, state) };
};

const remainsOf = (runId: string, state: RunState | null): RunOfRemains => ({
  runId,
  branch: state?.integrationBranch ?? null,
  commits: [...(state?.nodes.values() ?? [])].flatMap(({ attempts }) => attempts.flatMap(({ commit }) => commit ?? [])),
});

const whyOf = (remains: RunRemains, state: RunState | null): readonly WhyLeft[] => {
  const { keptAttempts, keptRefs, unacceptedBranch: branch, unpublished } = remains;
  const why: WhyLeft[] = [];
  // A branch with nothing but the documents that the run began with is nobody's work.
  if (branch !== null && state !== null && hasResult(state) && !state.isDiscarded)
    why.push({ kind: 'unaccepted', branch });
  if (keptAttempts.length > 0) why.push({ kind: 'attempts', folders: keptAttempts });
  if (unpublished.length > 0 && state?.isDiscarded !== true) why.push({ kind: 'unpublished', commits: unpublished });
  if (keptRefs.length > 0) why.push({ kind: 'refs', refs: keptRefs });
  return why;
};

/** What is to become of the runs that were looked at. */
export interface CleanOrder {
  /** Also those with which something is lost. */
  readonly force: boolean;
  /** Also the folders with their journals, of those that no later run needs. */
  readonly journals: boolean;
}

/** Refs are in the user's repository, where they stay unless they are forced away. */
const withoutRefs = (why: readonly WhyLeft[]): readonly WhyLeft[] => why.filter(({ kind }) => kind !== 'refs');

/** What becomes of the runs that were looked at. `all`: every run whose journal can be read, newest first. */
export const planClean = (
  looked: readonly LookedAt[],
  all: readonly RunState[],
  { force, journals }: CleanOrder,
): readonly Cleaned[] => {
  const seen = looked.map((one) => (force ? one : { ...one, why: withoutRefs(one.why) }));
  // Nobody is forced out of a run.
  const going = seen.filter(({ why }) => why.length === 0 || (force && why.every(({ kind }) => kind !== 'live')));
  const needed = neededJournals(all, new Set(journals ? going.map(({ runId }) => runId) : []));
  return seen.map((one) => {
    const goes = going.includes(one);
    const isForgotten = goes && journals && one.state !== null && !needed.has(one.runId);
    return { ...one, isRemoved: goes && (one.hasStore || one.why.length > 0), isForgotten };
  });
};

/** Removes what was planned, one run after the other, each under its plan's lock, and only as it was looked at. */
export const cleanRuns = async (
  reader: RunReader,
  adapters: RunAdapters,
  planned: readonly Cleaned[],
): Promise<readonly Cleaned[]> => {
  const cleaned: Cleaned[] = [];
  for (const one of planned) {
    cleaned.push(one.isRemoved || one.isForgotten ? await cleanOne(reader, adapters, one) : one);
  }
  return cleaned;
};

const cleanOne = async (reader: RunReader, adapters: RunAdapters, one: Cleaned): Promise<Cleaned> => {
  const left = (why: readonly WhyLeft[]): Cleaned => ({ ...one, why, isRemoved: false, isForgotten: false });
  const { runId, state } = one;
  const lock = state === null ? null : await adapters.lock(runKey(state.plan), runId);
  if (lock?.ok === false) return left([{ kind: 'live', holder: lock.holder ?? null }]);
  try {
    // Somebody may have gone on with it since it was looked at.
    const now = state === null ? null : await readRun(reader, runId);
    const current = now?.ok === true ? now.value.state : state;
    const found = whyOf(await adapters.stores.look(remainsOf(runId, current)), current);
    const isDamaged = one.why.some(({ kind }) => kind === 'unreadable');
    const seen: readonly WhyLeft[] = isDamaged ? [...found, { kind: 'unreadable' }] : found;
    const why = one.why.length > 0 ? seen : withoutRefs(seen);
    if (!isCovered(why, one.why)) return left(why);
    if (state?.outcome === null) await adapters.sweep(runId);
    // First the journal: what goes now counts no more, whatever happens in between.
    const isGivenUp = why.some(({ kind }) => kind === 'unaccepted' || kind === 'unpublished');
    if (now?.ok === true && isGivenUp) await noteIn(adapters, runId, now.value.tornAt, [{ type: 'discarded' }]);
    // Without a loss the refs stay: they are the user's way to the run's work.
    if (one.isRemoved) await adapters.stores.remove(remainsOf(runId, current), one.why.length > 0);
    if (one.isForgotten) await adapters.stores.removeFolder(runId);
    return one;
  } finally {
    if (lock?.ok === true) await lock.release();
  }
};

/** Whether nothing would be lost that was not shown. */
const isCovered = (now: readonly WhyLeft[], shown: readonly WhyLeft[]): boolean => {
  const texts = new Set(shown.map((one) => JSON.stringify(one)));
  return now.every((one) => texts.has(JSON.stringify(one)));
};
