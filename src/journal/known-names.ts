import type { NodeId, RunEvent } from '../domain/run.ts';

/** Checks that events speak of nodes and attempts that the run has. Asked about each event in order. */
export class KnownNames {
  /** How many attempts each node has; undefined until the run is opened. */
  #attempts: Map<NodeId, number> | undefined;
  /** Nodes with an attempt that has not ended. */
  readonly #working = new Set<NodeId>();

  /** What is wrong with the event in its place: the rest of a sentence that begins with its line; else nothing. */
  problemOf(event: RunEvent): string | undefined {
    if (event.type === 'opened') return this.#open(event);
    const attempts = this.#attempts;
    if (attempts === undefined) return 'comes before the run was opened';
    const nodes = 'node' in event ? [event.node] : 'nodes' in event ? event.nodes : [];
    const unknown = nodes.find((id) => !attempts.has(id));
    if (unknown !== undefined) return `speaks of ${unknown}, which the run does not have`;
    if (!('attempt' in event)) return undefined;
    const { node, attempt } = event;
    const made = attempts.get(node)!;
    if (event.type === 'attempt_started') {
      if (attempt !== made + 1) return `starts attempt ${attempt} of ${node}, which comes after attempt ${made}`;
      attempts.set(node, attempt);
      this.#working.add(node);
    } else if (event.type === 'merge_found') {
      // It may be all that is left of its attempt.
      attempts.set(node, Math.max(made, attempt));
      if (attempt >= made) this.#working.delete(node);
    } else if (attempt > made) return `speaks of attempt ${attempt} of ${node}, which was not started`;
    else if (event.type === 'attempt_ended' && (attempt < made || !this.#working.delete(node))) {
      return `ends attempt ${attempt} of ${node} a second time`;
    }
    return undefined;
  }

  #open({ nodes }: Extract<RunEvent, { type: 'opened' }>): string | undefined {
    if (this.#attempts !== undefined) return 'opens the run a second time';
    this.#attempts = new Map(nodes.map(({ id }) => [id, 0]));
    if (this.#attempts.size < nodes.length) return 'has a node twice';
    const wanting = nodes.find(({ dependencies }) => dependencies.some((on) => !this.#attempts!.has(on)));
    return wanting === undefined ? undefined : `lacks a node that ${wanting.id} needs`;
  }
}
