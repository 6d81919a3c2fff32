import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dispatch } from '../../src/graph/dispatch.ts';
import { dispatchRules } from '../../src/graph/dispatch-rules.ts';
import { buildGraph } from '../../src/graph/graph.ts';
import { pathHours } from '../../src/graph/path-hours.ts';
import { byText, conflictSamples, graphOf, seeded } from './random-graphs.ts';

const flat = (...nodes: { id: string; hours?: number; priority?: number; pool?: string }[]) =>
  buildGraph(
    nodes.map((node) => ({ hours: 1, priority: null, ...node })),
    [],
    byText,
  );
const all = { maxExecutors: Infinity };

describe('what starts now', () => {
  test('is the longest path to the end first, not the longest node', () => {
    const graph = graphOf({ a: [], b: [], c: ['b'] }, { a: 3, b: 1, c: 4 });
    expect(dispatch(dispatchRules(graph, { maxExecutors: 1 }), { ready: ['a', 'b'], running: [] })).toEqual(['b']);
  });

  test('is then the lower priority, none last, then id order', () => {
    const graph = flat({ id: 'a' }, { id: 'b', priority: 2 }, { id: 'c', priority: 0 }, { id: 'd', priority: 2 });
    const starts = dispatch(dispatchRules(graph, all), { ready: ['d', 'a', 'b', 'c'], running: [] });
    expect(starts).toEqual(['c', 'b', 'd', 'a']);
  });

  test('is nothing when nothing is ready, or all executors are taken', () => {
    const rules = dispatchRules(graphOf({ a: [], b: [] }), { maxExecutors: 1 });
    expect(dispatch(rules, { ready: [], running: [] })).toEqual([]);
    expect(dispatch(rules, { ready: ['a'], running: ['b'] })).toEqual([]);
  });

  test('passes over a node whose pool is full', () => {
    const graph = flat({ id: 'a', pool: 'lab' }, { id: 'b', pool: 'lab' }, { id: 'c' });
    const rules = dispatchRules(graph, { maxExecutors: 2, pools: { lab: 1 } });
    expect(dispatch(rules, { ready: ['a', 'b', 'c'], running: [] })).toEqual(['a', 'c']);
  });

  test('counts a node without a pool to the pool called default', () => {
    const rules = dispatchRules(flat({ id: 'a' }, { id: 'b' }), { maxExecutors: 5, pools: { default: 1 } });
    expect(dispatch(rules, { ready: ['a', 'b'], running: [] })).toEqual(['a']);
  });

  test('passes over a node in conflict with one that runs or has just been started', () => {
    const conflicts = [
      { a: 'a', b: 'x' },
      { a: 'c', b: 'b' },
    ];
    const rules = dispatchRules(flat(...['a', 'b', 'c', 'd', 'x'].map((id) => ({ id }))), all, conflicts);
    expect(dispatch(rules, { ready: ['a', 'b', 'c', 'd'], running: ['x'] })).toEqual(['b', 'd']);
  });

  test('is nothing while more run than a lowered limit allows', () => {
    const rules = dispatchRules(graphOf({ a: [], b: [], c: [], d: [] }), { maxExecutors: 2 });
    expect(dispatch(rules, { ready: ['d'], running: ['a', 'b', 'c'] })).toEqual([]);
  });

  test.each([
    ['maxExecutors', { maxExecutors: 0 }],
    ['maxExecutors', { maxExecutors: NaN }],
    ['maxExecutors', { maxExecutors: 2.5 }],
    ['lab', { maxExecutors: 2, pools: { lab: 0 } }],
    ['lab', { maxExecutors: 2, pools: { lab: -3 } }],
  ])('a limit below 1 or in parts is refused: %s of %o', (name, limits) => {
    expect(() => dispatchRules(graphOf({ a: [] }), limits)).toThrow(`Internal error: the limit ${name} is`);
  });

  test('unknown ids and ids given twice are refused', () => {
    const rules = dispatchRules(graphOf({ a: [] }), all);
    expect(() => dispatch(rules, { ready: ['z'], running: [] })).toThrow('does not have z');
    expect(() => dispatch(rules, { ready: ['a'], running: ['a'] })).toThrow('given a twice');
    expect(() => dispatchRules(graphOf({ a: [] }), all, [{ a: 'a', b: 'z' }])).toThrow('does not have z');
  });

  test('breaks no limit, pool or conflict, leaves nothing waiting that could start, and keeps to the order', () => {
    const limits = fc.record({
      maxExecutors: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constant(Infinity)),
      pools: fc.dictionary(fc.constantFrom('default', 'design', 'review'), fc.integer({ min: 1, max: 4 })),
    });
    const situations = conflictSamples().chain((sample) =>
      fc.record({
        sample: fc.constant(sample),
        limits,
        places: fc.array(fc.constantFrom('ready', 'running', 'elsewhere'), {
          minLength: sample.graph.ids.length,
          maxLength: sample.graph.ids.length,
        }),
      }),
    );
    fc.assert(
      fc.property(situations, ({ sample: { graph, poolOf, conflicts }, limits: { maxExecutors, pools }, places }) => {
        const rules = dispatchRules(graph, { maxExecutors, pools }, conflicts);
        const [ready, running] = ['ready', 'running'].map((place) => graph.ids.filter((_, at) => places[at] === place));
        const starts = dispatch(rules, { ready: ready!, running: running! });
        const inPool = (ids: readonly string[], pool?: string) => ids.filter((id) => poolOf.get(id) === pool).length;
        const fits = (id: string, others: readonly string[]) =>
          others.length < maxExecutors &&
          inPool(others, poolOf.get(id)) < (pools[poolOf.get(id)!] ?? maxExecutors) &&
          !conflicts.some(({ a, b }) => (a === id && others.includes(b)) || (b === id && others.includes(a)));

        starts.forEach((id, at) => expect(fits(id, [...running!, ...starts.slice(0, at)])).toBe(true));
        const together = [...running!, ...starts];
        for (const id of ready!) if (!starts.includes(id)) expect(fits(id, together)).toBe(false);

        const hours = pathHours(graph);
        const rank = (id: string) => -hours[graph.numbers.get(id)]!;
        expect(starts.map(rank)).toEqual(starts.map(rank).sort((a, b) => a - b));
        // The same whatever order the ids come in.
        expect(dispatch(rules, { ready: ready!.toReversed(), running: running!.toReversed() })).toEqual(starts);
      }),
      seeded,
    );
  });
});
