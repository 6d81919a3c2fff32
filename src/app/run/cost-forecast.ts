import type { RunNode } from '../../domain/run.ts';
import { allTokens } from '../../journal/amounts.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { isEnd } from '../../journal/run-state.ts';
import type { Range } from './likely-range.ts';
import { spentBy } from './spent.ts';
import type { Spent } from './spent.ts';

/** What nodes will cost in about four cases of five. Null: nothing is known to go by. */
export interface CostForecast {
  readonly usd: Range | null;
  readonly tokens: Range | null;
  /** By level, those that have something left to do. */
  readonly levels: readonly {
    readonly level: number;
    readonly usd: Range | null;
    readonly tokens: Range | null;
  }[];
  /** How many finished nodes it goes by. */
  readonly basedOn: number;
}

/**
 * What `nodes` will cost, going by the finished nodes of `history` (earlier runs of the plan, and the run itself) that
 * said what they cost: for each hour of their estimate, or for each node where there is no estimate. Failed attempts and
 * repetitions are in what a node cost, and so in the forecast.
 */
export const costForecast = (nodes: readonly RunNode[], history: readonly RunState[]): CostForecast => {
  const finished = history.flatMap((state) => [...state.nodes.values()]).filter(isFinished);
  const usd = samplesOf(finished, ({ usd: cost, withoutUsd }) => (withoutUsd > 0 ? null : cost));
  const tokens = samplesOf(finished, (spent) =>
    spent.withoutTokens > 0 || spent.tokens === null ? null : allTokens(spent.tokens),
  );
  const levels = [...new Set(nodes.map(({ level }) => level))].toSorted((a, b) => a - b);
  return {
    usd: forecast(nodes, usd),
    tokens: forecast(nodes, tokens),
    levels: levels.map((level) => {
      const own = nodes.filter((node) => node.level === level);
      return { level, usd: forecast(own, usd), tokens: forecast(own, tokens) };
    }),
    basedOn: Math.max(usd.length, tokens.length),
  };
};

/** The nodes of a run that still have something to do: what a forecast at the beginning of a level is about. */
export const nodesLeft = ({ nodes }: RunState): readonly RunNode[] =>
  [...nodes.values()].filter(({ state }) => !isEnd(state)).map(({ node }) => node);

interface Sample {
  readonly cost: number;
  readonly hours: number | null;
}

const isFinished = ({ state, attempts }: NodeRun): boolean =>
  attempts.length > 0 && (state === 'succeeded' || state === 'failed' || state === 'conflicted');

const samplesOf = (finished: readonly NodeRun[], costOf: (spent: Spent) => number | null): readonly Sample[] =>
  finished.flatMap(({ node, attempts }) => {
    const cost = costOf(spentBy(attempts));
    return cost === null ? [] : [{ cost, hours: estimateOf(node) }];
  });

const estimateOf = ({ hours }: RunNode): number | null => (hours !== null && hours > 0 ? hours : null);

const forecast = (nodes: readonly RunNode[], samples: readonly Sample[]): Range | null => {
  if (samples.length === 0) return null;
  if (nodes.length === 0) return { low: 0, high: 0 };
  const perHour = samples.flatMap(({ cost, hours }) => (hours === null ? [] : [cost / hours]));
  const estimates = perHour.length === 0 ? [] : nodes.flatMap((node) => estimateOf(node) ?? []);
  const byHour = sumRange(estimates, perHour);
  const byNode = sumRange(
    nodes.slice(estimates.length).map(() => 1),
    samples.map(({ cost }) => cost),
  );
  return { low: byHour.low + byNode.low, high: byHour.high + byNode.high };
};

/** Of the normal distribution, as many deviations as leave out a tenth on each side. */
const tenth = 1.2816;

/**
 * The sum of values that are each so many times (`weights`) one of the kind of `seen`. What varies by chance evens out in
 * a sum; that the mean of few is not the mean of all does not.
 */
const sumRange = (weights: readonly number[], seen: readonly number[]): Range => {
  const weight = weights.reduce((sum, one) => sum + one, 0);
  if (weight === 0) return { low: 0, high: 0 };
  const count = seen.length;
  const mean = seen.reduce((sum, one) => sum + one, 0) / count;
  const variance = count < 2 ? 0 : seen.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (count - 1);
  const squares = weights.reduce((sum, one) => sum + one * one, 0);
  const error = tenth * Math.sqrt(variance * (squares + (weight * weight) / count));
  const middle = mean * weight;
  return {
    low: Math.max(0, Math.min(middle - error, (middle * count) / (count + 1))),
    high: Math.max(middle + error, (middle * (count + 1)) / count),
  };
};
