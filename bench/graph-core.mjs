// Levels, cycle check and critical path of 100,000 nodes and 300,000 edges, given as string ids, against bare typed
// arrays that are given the same graph as numbers and do the same. Both warm and in turns, in this process.
import { Buffer } from 'node:buffer';
import { loadSource } from './load-source.mjs';

const { buildGraph, levels, findCycles, criticalPath, compareIds } = await loadSource([
  'graph/graph.ts',
  'graph/levels.ts',
  'graph/cycles.ts',
  'graph/critical-path.ts',
  'domain/ids.ts',
]);

const size = 100_000;
const edgeCount = 300_000;
const layer = 1000;
const limit = 4;
const rounds = 31;

/** A generator of numbers from 0 to below 1 that gives the same ones every time (mulberry32). */
const seeded = (seed) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A hundred layers of a thousand nodes; each node needs three of the layer before, some four: 300,000 in all. */
const layered = () => {
  const random = seeded(1);
  const from = new Int32Array(edgeCount);
  const on = new Int32Array(edgeCount);
  const hours = Float64Array.from({ length: size }, () => 1 + Math.floor(random() * 80) / 10);
  const missing = edgeCount - 3 * (size - layer);
  let count = 0;
  for (let node = layer; node < size; node++) {
    const before = Math.floor(node / layer - 1) * layer;
    const chosen = new Set();
    while (chosen.size < (node < layer + missing ? 4 : 3)) chosen.add(before + Math.floor(random() * layer));
    for (const other of chosen) {
      from[count] = node;
      on[count++] = other;
    }
  }
  return { from, on, hours };
};

/** The limit: what a program would do that knows nothing but numbers. Returns the same answers, by number. */
const bare = ({ from, on, hours }) => {
  const edges = from.length;
  const starts = new Int32Array(size + 1);
  const waiting = new Int32Array(size);
  for (let at = 0; at < edges; at++) {
    starts[on[at] + 1]++;
    waiting[from[at]]++;
  }
  for (let node = 0; node < size; node++) starts[node + 1] += starts[node];
  const next = starts.slice();
  const targets = new Int32Array(edges);
  for (let at = 0; at < edges; at++) targets[next[on[at]]++] = from[at];
  const order = new Int32Array(size);
  const level = new Int32Array(size);
  const begin = new Float64Array(size);
  const through = new Int32Array(size).fill(-1);
  let found = 0;
  for (let node = 0; node < size; node++) if (waiting[node] === 0) order[found++] = node;
  let last = -1;
  let longest = -1;
  for (let done = 0; done < found; done++) {
    const node = order[done];
    const end = begin[node] + hours[node];
    if (end > longest) {
      longest = end;
      last = node;
    }
    for (let at = starts[node]; at < starts[node + 1]; at++) {
      const dependent = targets[at];
      if (end > begin[dependent]) {
        begin[dependent] = end;
        through[dependent] = node;
      }
      if (level[node] >= level[dependent]) level[dependent] = level[node] + 1;
      if (--waiting[dependent] === 0) order[found++] = dependent;
    }
  }
  const levelStarts = new Int32Array(level[order[found - 1]] + 2);
  for (let node = 0; node < size; node++) levelStarts[level[node] + 1]++;
  for (let at = 1; at < levelStarts.length; at++) levelStarts[at] += levelStarts[at - 1];
  const place = levelStarts.slice();
  const byLevel = new Int32Array(size);
  for (let node = 0; node < size; node++) byLevel[place[level[node]]++] = node;
  const path = [];
  for (let node = last; node >= 0; node = through[node]) path.push(node);
  return { hasCycle: found < size, levelStarts, byLevel, hours: longest, path: path.reverse() };
};

const ours = ({ nodes, edges, compare }) => {
  const graph = buildGraph(nodes, edges, compare);
  const cycles = findCycles(graph);
  return { cycles, levels: levels(graph), path: criticalPath(graph) };
};

/** Strings of their own for every use of an id, as a parser makes them: no two uses are the same object. */
const fresh = (text) => Buffer.from(text).toString('latin1');

const inputOf = (graph, idOf, compare) => ({
  nodes: Array.from(graph.hours, (hours, node) => ({ id: fresh(idOf(node)), hours, priority: null })),
  edges: Array.from(graph.from, (from, at) => ({ from: fresh(idOf(from)), on: fresh(idOf(graph.on[at])) })),
  compare,
});

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const timeOf = (work) => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

const graph = layered();
const inputs = {
  'short texts, compared as texts': () =>
    inputOf(
      graph,
      (node) => `n${String(node).padStart(6, '0')}`,
      (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    ),
  'ids of achievements, in their natural order': () =>
    inputOf(graph, (node) => `${Math.floor(node / layer) + 1}.${(node % layer) + 1}`, compareIds),
};

const answer = bare(graph);
const agrees = ({ nodes }, { cycles, levels: found, path }) =>
  !answer.hasCycle &&
  cycles.length === 0 &&
  Math.abs(path.hours - answer.hours) < 1e-6 &&
  found.flat().every((id, at) => id === nodes[answer.byLevel[at]].id) &&
  found.length === answer.levelStarts.length - 1;

let missed = false;
for (const [name, make] of Object.entries(inputs)) {
  const input = make();
  const ratios = [];
  for (let round = -5; round < rounds; round++) {
    const limitTime = timeOf(() => bare(graph));
    const ourTime = timeOf(() => ours(input));
    if (round >= 0) ratios.push(ourTime / limitTime);
  }
  const ratio = median(ratios);
  const isRight = agrees(input, ours(input));
  const ok = isRight && ratio < limit;
  if (!ok) missed = true;
  const words = isRight ? `below ${limit} ×` : 'and the answers differ';
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(46)} ${ratio.toFixed(2)} ×  (${words})`);
}
process.exit(missed ? 1 : 0);
