import type { ConflictPair } from './dispatch-rules.ts';
import { dispatchRules } from './dispatch-rules.ts';
import type { Graph } from './graph.ts';
import { Heap } from './heap.ts';
import { addHours } from './hours.ts';
import { ReadyQueue } from './ready-queue.ts';
import { rowOf } from './rows.ts';
import { Seats } from './seats.ts';

export interface SimulationOptions<Id extends string> {
  /** A whole number of at least 1, or Infinity. */
  readonly executors: number;
  /** Slots by pool; a pool that is not named here is limited by `executors` alone. */
  readonly pools?: Readonly<Record<string, number>>;
  readonly conflicts?: readonly ConflictPair<Id>[];
  /** A level starts only when the one before has finished. */
  readonly barrier?: boolean;
  /** Every id once: of those that could start, the first in this order does. Default: longest path to the end first. */
  readonly order?: readonly Id[];
}

/** Hours count from the start of the run. */
export interface Assignment<Id extends string> {
  readonly id: Id;
  /** From 1; the lowest that is free. */
  readonly executor: number;
  readonly startHours: number;
  readonly endHours: number;
}

export interface Simulation<Id extends string> {
  /** In the order of starting. */
  readonly assignments: readonly Assignment<Id>[];
  readonly makespanHours: number;
}

/**
 * How a run goes if every node takes its hours: the rules of `dispatch`, asked again whenever something finishes.
 * Throws for limits below 1 and unknown ids. The graph must have no cycle.
 */
export const simulate = <Id extends string>(graph: Graph<Id>, options: SimulationOptions<Id>): Simulation<Id> => {
  const { executors, pools = {}, conflicts = [], barrier = false, order } = options;
  const queue = new ReadyQueue(dispatchRules(graph, { maxExecutors: executors, pools }, conflicts, order));
  const release = barrier ? levelByLevel(graph) : byDependency(graph);
  const seats = new Seats();
  const assignments: Assignment<Id>[] = [];
  const startedAs = new Int32Array(graph.ids.length);
  const endOf = (node: number): number => assignments[startedAs[node]!]!.endHours;
  const running = new Heap((a, b) => endOf(a) < endOf(b) || (endOf(a) === endOf(b) && a < b));
  let now = 0;

  const startAllThatCan = () => {
    for (let node = queue.next(); node !== undefined; node = queue.next()) {
      const endHours = addHours(now, graph.hours[node]!);
      startedAs[node] = assignments.length;
      assignments.push({ id: graph.ids[node]!, executor: seats.take(), startHours: now, endHours });
      running.push(node);
    }
  };

  for (const node of release.first) queue.add(node);
  startAllThatCan();
  for (let node = running.pop(); node !== undefined; node = running.pop()) {
    now = endOf(node);
    queue.finish(node);
    seats.free(assignments[startedAs[node]!]!.executor);
    for (const ready of release.after(node)) queue.add(ready);
    // Everything that ends now, before anything starts: the choice is made among all that is free then.
    if (running.first === undefined || endOf(running.first) > now) startAllThatCan();
  }
  return { assignments, makespanHours: now };
};

/** Decides what becomes ready: at the beginning, and after a node. */
interface Release {
  readonly first: Iterable<number>;
  after(node: number): Iterable<number>;
}

const byDependency = (graph: Graph<string>): Release => {
  const waitingFor = Int32Array.from(graph.ids, (_, node) => rowOf(graph.dependencies, node).length);
  const stillWaiting = (node: number) => --waitingFor[node]!;
  return {
    first: [...graph.ids.keys()].filter((node) => waitingFor[node] === 0),
    after: (node) => rowOf(graph.dependents, node).filter((dependent) => stillWaiting(dependent) === 0),
  };
};

const levelByLevel = (graph: Graph<string>): Release => {
  const { levelOf } = graph;
  const members: number[][] = [];
  for (const [node, level] of levelOf.entries()) (members[level] ??= []).push(node);
  const left = members.map((level) => level.length);
  return {
    first: members[0] ?? [],
    after: (node) => {
      const level = levelOf[node]!;
      left[level]!--;
      return left[level] === 0 ? (members[level + 1] ?? []) : [];
    },
  };
};
