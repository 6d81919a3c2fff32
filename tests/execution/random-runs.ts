import { retryClasses } from '../../src/domain/retry-class.ts';
import fc from 'fast-check';
import type { BudgetLimits, NodeId, RunFact, RunNode } from '../../src/domain/run.ts';
import { seededRandom } from '../../src/graph/random.ts';
import type { Cost, Opened } from './run-rig.ts';
import { idOf, openedWith, processOf, RunRig, runNode } from './run-rig.ts';

/** A run, and the seed of all that happens in it. */
export interface RandomRun {
  readonly opened: Opened;
  readonly seed: number;
}

const body = fc.record({
  hours: fc.option(fc.integer({ min: 0, max: 5 })),
  priority: fc.option(fc.integer({ min: 0, max: 3 })),
  pool: fc.constantFrom('default', 'design', 'review'),
  executors: fc.constantFrom(['one'], ['one', 'two'], ['one', 'two', 'three']),
  onFailure: fc.constantFrom('fail', 'escalate', 'skip'),
  retry: fc.record({
    maxAttempts: fc.integer({ min: 1, max: 3 }),
    baseMs: fc.constantFrom(0, 100),
    factor: fc.constantFrom(1, 3),
    jitter: fc.constantFrom('none', 'full'),
  }),
});

/** Runs over graphs without cycles, with every kind of limit. */
export const randomRuns = (): fc.Arbitrary<RandomRun> =>
  fc.array(body, { maxLength: 14 }).chain((bodies) => {
    const places = fc.tuple(fc.nat(), fc.nat());
    return fc
      .record({
        seed: fc.nat(),
        edges: fc.array(places, { maxLength: bodies.length * 2 }),
        pairs: fc.array(places, { maxLength: 8 }),
        maxExecutors: fc.integer({ min: 1, max: 5 }),
        pools: fc.constantFrom({}, { design: 1 }, { design: 2, review: 1 }),
        barrier: fc.boolean(),
        mode: fc.constantFrom('clone', 'clone', 'copy', 'none'),
      })
      .map(({ seed, edges, pairs, maxExecutors, pools, barrier, mode }) => {
        const size = Math.max(1, bodies.length);
        const idAt = (place: number): NodeId => idOf(`1.${(place % size) + 1}`);
        const levels: number[] = [];
        const nodes: RunNode[] = bodies.map((more, place) => {
          const needed = edges.filter(([from, on]) => from % size === place && on % size < place);
          const needs = [...new Set(needed.map(([, on]) => on % size))].sort((a, b) => a - b);
          levels.push(needs.length === 0 ? 0 : 1 + Math.max(...needs.map((on) => levels[on]!)));
          return runNode(idAt(place), needs.map(idAt), { ...more, level: levels[place]! });
        });
        const conflicts = pairs.map(([a, b]) => ({ a: idAt(a), b: idAt(b) })).filter(({ a, b }) => a !== b);
        return { opened: openedWith(nodes, { conflicts, maxExecutors, pools, barrier, mode }), seed };
      });
  });

const limit = (most: number) => fc.option(fc.integer({ min: 1, max: most }));

const budgets: fc.Arbitrary<BudgetLimits> = fc.record({
  runUsd: limit(12),
  runTokens: limit(1200),
  attemptUsd: limit(3),
  attemptTokens: limit(300),
  onReached: fc.constantFrom('drain', 'stop'),
});

/** The same, with limits of what they may cost; only then do their attempts say what they cost. */
export const randomRunsWithBudget = (): fc.Arbitrary<RandomRun> =>
  fc.tuple(randomRuns(), budgets).map(([{ opened, seed }, budget]) => ({
    opened: { ...opened, settings: { ...opened.settings, budget } },
    seed,
  }));

/** What can happen in a random run besides success, in parts of one. */
export interface Mishaps {
  readonly failure: number;
  readonly mergeFailure: number;
  /** Of a person asking for something, at each event. */
  readonly person: number;
}

export const noMishaps: Mishaps = { failure: 0, mergeFailure: 0, person: 0 };
const most = 3000;

/** Makes things happen in any order until the run is closed. */
export const runToEnd = (rig: RunRig, random: () => number, mishaps: Mishaps): void => {
  for (let count = 0; rig.model.outcome === undefined; count++) {
    if (count > most) throw new Error('The run comes to no end.');
    rig.nowMs += Math.floor(random() * 50);
    // Nobody asks for ever.
    const person = count > most / 2 ? 0 : mishaps.person;
    const fact = (random() < person ? wish(rig, random) : undefined) ?? happening(rig, random, mishaps);
    if (fact === undefined) throw new Error('Nothing goes on, and the run is not closed.');
    rig.tell(fact);
  }
};

const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
  items[Math.floor(random() * items.length)];

const wish = ({ model }: RunRig, random: () => number): RunFact | undefined => {
  const chance = random();
  if (chance < 0.1) return { type: 'stop_asked', how: chance < 0.06 ? 'drain' : 'stop' };
  const ended = model.at('failed', 'conflicted', 'cancelled', 'blocked');
  const id = pick(random() < 0.5 && ended.length > 0 ? ended : [...model.spots.keys()], random);
  if (id === undefined) return undefined;
  if (chance < 0.5) return { type: 'skip_asked', node: id };
  return { type: 'retry_asked', nodes: [id, ...model.at('failed', 'conflicted').slice(0, 1)] };
};

const happening = (rig: RunRig, random: () => number, mishaps: Mishaps): RunFact | undefined => {
  const { model } = rig;
  const id = pick(model.at('running', 'verifying', 'waiting').concat(model.merging ?? []), random);
  if (id === undefined) return undefined;
  const { place, attempts: attempt } = model.spot(id);
  const isEnded = model.stop === 'stop' || model.budgetReached === 'stop';
  const isCancelled = isEnded && random() < 0.8;
  const cost = costOf(rig, random);
  if (place === 'waiting') return { type: 'backed_off', node: id };
  if (place === 'merging') {
    if (random() >= mishaps.mergeFailure)
      return { type: 'merged', node: id, attempt, commit: `merge of ${id}`, approved: null };
    const reason = random() < 0.5 ? 'conflict' : 'check';
    return { type: 'merge_failed', node: id, attempt, reason, paths: [], message: 'It cannot be merged.' };
  }
  if (isCancelled) return rig.ending(id, 'cancelled');
  if (random() < mishaps.failure) {
    const cancelled = random() < 0.1 ? ['cancelled' as const] : [];
    const running = ['failed', 'timed_out', 'idle_timed_out', 'interrupted', ...cancelled] as const;
    const outcomes = place === 'running' ? running : (['rejected', 'failed', 'interrupted', ...cancelled] as const);
    const ending = rig.ending(id, pick(outcomes, random)!, null, cost);
    const retryClass = random() < 0.3 ? pick(retryClasses, random) : undefined;
    return retryClass === undefined || ending.outcome !== 'failed' ? ending : { ...ending, retryClass };
  }
  if (place === 'verifying') return rig.ending(id, 'succeeded', random() < 0.1 ? null : `work of ${id}`, cost);
  return random() < 0.2
    ? { type: 'attempt_spawned', node: id, attempt, group: 100 + attempt }
    : { type: 'verifying', node: id, attempt };
};

/** Some say nothing. */
const costOf = ({ model }: RunRig, random: () => number): Cost | undefined =>
  model.settings.budget === undefined || random() < 0.2
    ? undefined
    : { usd: Math.floor(random() * 16) / 4, tokens: Math.floor(random() * 400) };

/** A whole run as it goes with `mishaps`, opened again as often as said. */
export const randomRun = ({ opened, seed }: RandomRun, mishaps: Mishaps, reopenings = 0): RunRig => {
  const random = seededRandom(seed);
  let rig = new RunRig(opened, { random });
  rig.begin();
  runToEnd(rig, random, mishaps);
  for (let pid = 2; pid <= reopenings + 1 && rig.model.outcome !== 'succeeded'; pid++) {
    rig = new RunRig(opened, { random, before: rig.entries });
    const { budget } = rig.model;
    const more = budget === undefined || random() < 0.3 ? {} : { budget: { ...budget, runUsd: 20, runTokens: null } };
    rig.tell({ type: 'reopened', process: processOf(pid), ...more });
    rig.tell({ type: 'retry_asked', nodes: rig.model.at('failed', 'conflicted', 'cancelled') });
    rig.begin();
    runToEnd(rig, random, mishaps);
  }
  return rig;
};
