import type { DispatchRules } from './dispatch-rules.ts';
import { numberOf } from './graph.ts';
import { ReadyQueue } from './ready-queue.ts';

/** Where a run stands. An id is in at most one of the two, once. */
export interface DispatchState<Id extends string> {
  /** Everything that it needs is satisfied, and it does not run yet. */
  readonly ready: Iterable<Id>;
  readonly running: Iterable<Id>;
}

/**
 * What starts now, in the order of starting. No limit, pool or conflict is broken, and nothing ready is left waiting
 * that could still start beside the rest.
 */
export const dispatch = <Id extends string>(rules: DispatchRules<Id>, { ready, running }: DispatchState<Id>): Id[] => {
  const { graph } = rules;
  const queue = new ReadyQueue(rules);
  const seen = new Set<Id>();
  const numberOnce = (id: Id): number => {
    if (seen.has(id)) throw new Error(`Internal error: dispatch was given ${id} twice.`);
    seen.add(id);
    return numberOf(graph, id);
  };
  for (const id of running) queue.start(numberOnce(id));
  for (const id of ready) queue.add(numberOnce(id));
  const starts: Id[] = [];
  for (let node = queue.next(); node !== undefined; node = queue.next()) starts.push(graph.ids[node]!);
  return starts;
};
