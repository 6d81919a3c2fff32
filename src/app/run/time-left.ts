import { compareIds } from '../../domain/ids.ts';
import type { NodeId } from '../../domain/run.ts';
import { runRules } from '../../execution/run-rules.ts';
import { buildGraph } from '../../graph/graph.ts';
import { simulate } from '../../graph/simulate.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { isEnd } from '../../journal/run-state.ts';
import { likelyRange } from './likely-range.ts';
import type { Range } from './likely-range.ts';
import { workedSeconds } from './worked-seconds.ts';

/**
 * Seconds until a run ends, from at best to at worst in about four cases of five: what is left is played through with the
 * rules of the run, with nodes that take their estimate times what the finished ones took of theirs; or as long as
 * finished ones, where there is no estimate. Null while nothing is finished, for then nothing is known.
 */
export const timeLeft = (state: RunState, nowMs: number): Range | null => {
  const runs = [...state.nodes.values()];
  const done = runs.filter((run) => run.state === 'succeeded' && run.attempts.length > 0);
  const durations = likelyRange(done.map((run) => workedSeconds(run, nowMs)));
  if (durations === null) return null;
  const perHour = likelyRange(
    done.flatMap((run) => (hasEstimate(run) ? [workedSeconds(run, nowMs) / run.node.hours!] : [])),
  );
  const isStopping = state.stop !== null || state.budgetReached !== null;
  const open = runs.filter((run) => !isEnd(run.state) && (!isStopping || isBegun(run)));
  if (open.length === 0) return null;
  const whole = (run: NodeRun, bound: keyof Range): number =>
    perHour !== null && hasEstimate(run) ? run.node.hours! * perHour[bound] : durations[bound];
  const left = (bound: keyof Range) => (run: NodeRun) => secondsLeft(run, whole(run, bound), bound, nowMs);
  return { low: played(state, open, left('low'), nowMs), high: played(state, open, left('high'), nowMs) };
};

const hasEstimate = ({ node }: NodeRun): boolean => node.hours !== null && node.hours > 0;

const isBegun = ({ state }: NodeRun): boolean => state === 'running' || state === 'verifying' || state === 'merging';

/** What has lasted longer than anything before it is not just about to end: it may take half as long again. */
const secondsLeft = (run: NodeRun, whole: number, bound: keyof Range, nowMs: number): number => {
  if (!isBegun(run)) return whole;
  const worked = workedSeconds(run, nowMs);
  return Math.max(whole - worked, bound === 'low' ? 0 : worked / 2);
};

/** How long it is until all of `open` has ended, if each takes the seconds that it has left. */
const played = (state: RunState, open: readonly NodeRun[], left: (run: NodeRun) => number, nowMs: number): number => {
  const { settings } = state.opened;
  const own = new Set<NodeId>(open.map(({ node }) => node.id));
  const graph = buildGraph(
    open.map((run) => {
      const wait = run.untilMs === null ? 0 : Math.max(0, run.untilMs - nowMs) / 1000;
      const { id, priority, pool } = run.node;
      return { id, hours: left(run) + wait, priority, pool };
    }),
    open.flatMap(({ node }) => node.dependencies.filter((on) => own.has(on)).map((on) => ({ from: node.id, on }))),
    compareIds,
  );
  const conflicts = settings.conflicts.filter(({ a, b }) => own.has(a) && own.has(b));
  // Who is at work has a slot already.
  const begun = open.filter(isBegun).map(({ node }) => node.id);
  const order = [...new Set([...begun, ...dispatchOrder(state).filter((id) => own.has(id))])];
  const { maxExecutors: executors, pools, barrier } = settings;
  return simulate(graph, { executors, pools, conflicts, barrier, order }).makespanHours;
};

const orders = new WeakMap<RunState['opened'], readonly NodeId[]>();

/** The nodes of a run in the order in which they go out when they are ready. Worked out once for a run. */
export const dispatchOrder = ({ opened }: RunState): readonly NodeId[] => {
  const known = orders.get(opened);
  if (known !== undefined) return known;
  const { graph, byRank } = runRules(opened.nodes, opened.settings);
  const order = byRank.map((number) => graph.ids[number]!);
  orders.set(opened, order);
  return order;
};
