import fc from 'fast-check';
import type { Edge, Graph } from '../../src/graph/graph.ts';
import { buildGraph } from '../../src/graph/graph.ts';

/** Every property test runs the same cases each time. */
export const seeded = { seed: 1, numRuns: 200 };

/** Ids of these tests sort by their text. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A graph from a table: what each node needs, all nodes one hour unless said otherwise. */
export const graphOf = (
  needs: Readonly<Record<string, readonly string[]>>,
  hours: Readonly<Record<string, number>> = {},
): Graph<string> =>
  buildGraph(
    Object.keys(needs).map((id) => ({ id, hours: hours[id] ?? 1, priority: null })),
    Object.entries(needs).flatMap(([from, ons]) => ons.map((on) => ({ from, on }))),
    byText,
  );

export interface Sample {
  readonly graph: Graph<string>;
  readonly edges: readonly Edge<string>[];
  readonly hoursOf: ReadonlyMap<string, number>;
  readonly poolOf: ReadonlyMap<string, string>;
}

const nodeOf = fc.record({
  hours: fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 90 }).map((tenths) => tenths / 10),
  ),
  priority: fc.option(fc.integer({ min: 0, max: 3 })),
  pool: fc.constantFrom('default', 'design', 'review'),
});

/** Edges only go from later to earlier places of a shuffled order, unless `cyclic`. */
export const samples = ({ cyclic = false } = {}): fc.Arbitrary<Sample> =>
  fc.array(nodeOf, { maxLength: 25 }).chain((bodies) => {
    const nodes = bodies.map((body, at) => ({
      ...body,
      id: `n${String((at * 7) % bodies.length).padStart(2, '0')}-${at}`,
    }));
    const place = fc.nat({ max: Math.max(0, nodes.length - 1) });
    return fc.array(fc.tuple(place, place), { maxLength: nodes.length * 3 }).map((pairs) => {
      const directed = pairs
        .filter(([a, b]) => nodes.length > 0 && (cyclic || a !== b))
        .map(([a, b]): [number, number] => (cyclic ? [a, b] : [Math.max(a, b), Math.min(a, b)]));
      const edges = [
        ...new Map(directed.map(([a, b]) => [`${a} ${b}`, { from: nodes[a]!.id, on: nodes[b]!.id }])).values(),
      ];
      return {
        graph: buildGraph(nodes, edges, byText),
        edges,
        hoursOf: new Map(nodes.map((node) => [node.id, node.hours])),
        poolOf: new Map(nodes.map((node) => [node.id, node.pool])),
      };
    });
  });

/** A sample with pairs that conflict. */
export const conflictSamples = (): fc.Arbitrary<Sample & { readonly conflicts: { a: string; b: string }[] }> =>
  samples().chain((sample) => {
    const { ids } = sample.graph;
    if (ids.length < 2) return fc.constant({ ...sample, conflicts: [] });
    const id = fc.constantFrom(...ids);
    const pairs = fc.array(fc.record({ a: id, b: id }), { maxLength: 15 });
    return pairs.map((all) => ({ ...sample, conflicts: all.filter(({ a, b }) => a !== b) }));
  });

/** Whether `from` reaches `to` by at least one of `edges`, by the plainest search. */
export const reaches = (edges: readonly Edge<string>[], from: string, to: string): boolean => {
  const seen = new Set<string>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of edges) {
      if (edge.from !== id || seen.has(edge.on)) continue;
      if (edge.on === to) return true;
      seen.add(edge.on);
      open.push(edge.on);
    }
  }
  return false;
};
