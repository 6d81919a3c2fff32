import type { Graph } from './graph.ts';
import { normal, seededRandom } from './random.ts';
import type { SimulationOptions } from './simulate.ts';
import { simulate } from './simulate.ts';

export interface Spread {
  /** Half of the rounds took at most so long. */
  readonly medianHours: number;
  /** Nine rounds of ten took at most so long. */
  readonly ninetiethHours: number;
}

export interface WrongEstimates {
  /** At least 1. */
  readonly rounds: number;
  readonly seed: number;
  /** Deviation of the logarithm: with 0.5 two thirds of the nodes take between 0.6 and 1.6 times their estimate. */
  readonly deviation: number;
}

/**
 * How long a run takes when estimates are wrong: in each round every node takes its hours times a factor of its own,
 * while nodes start in the order that the estimates gave (`options.order`, else the usual one). The same seed gives the
 * same answer. Throws as `simulate` does.
 */
export const withWrongEstimates = <Id extends string>(
  graph: Graph<Id>,
  options: SimulationOptions<Id> & { readonly order: readonly Id[] },
  { rounds, seed, deviation }: WrongEstimates,
): Spread => {
  const random = seededRandom(seed);
  const makespans = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    const hours = graph.hours.map((estimate) => estimate * Math.exp(deviation * normal(random)));
    makespans[round] = simulate({ ...graph, hours }, options).makespanHours;
  }
  makespans.sort();
  const atMost = (share: number): number => makespans[Math.max(0, Math.ceil(share * rounds) - 1)]!;
  return { medianHours: atMost(0.5), ninetiethHours: atMost(0.9) };
};
