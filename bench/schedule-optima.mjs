// Makespans of the simulation against proved optima: a folder with the Standard Task Graph Set (`stg`, not ours to ship)
// and graphs of our own (bench/data/own-dag-optima.json). Exit code 1 when a figure is missed.
//   node bench/schedule-optima.mjs [folder that holds stg]
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSource } from './load-source.mjs';

const { buildGraph, simulate, improve } = await loadSource(['graph/graph.ts', 'graph/simulate.ts', 'graph/improve.ts']);
const rounds = 8;

const graphOf = (durations, dependencies) =>
  buildGraph(
    durations.map((hours, node) => ({ id: String(node), hours, priority: null })),
    dependencies.flatMap((ons, from) => ons.map((on) => ({ from: String(from), on: String(on) }))),
    (a, b) => a - b,
  );

/** Lines of number, time, count of predecessors, predecessors; the first and the last task are dummies. */
const readStg = (file) => {
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.trim().split(/\s+/).map(Number));
  const tasks = rows.slice(1);
  return graphOf(
    tasks.map(([, time]) => time),
    tasks.map(([, , count, ...ons]) => [...new Set(ons.slice(0, count))]),
  );
};

const stgCases = (folder) => {
  const graphs = new Map();
  const [, ...lines] = readFileSync(path.join(folder, 'optima.csv'), 'utf8').trim().split('\n');
  return lines
    .map((line) => line.trim().split(','))
    .filter(([, , published, status, proved]) => status === 'OPTIMAL' && published === proved)
    .map(([file, executors, optimum]) => {
      if (!graphs.has(file)) graphs.set(file, readStg(path.join(folder, file)));
      return { name: file, graph: graphs.get(file), executors: Number(executors), optimum: Number(optimum) };
    });
};

const ownCases = () =>
  JSON.parse(readFileSync('bench/data/own-dag-optima.json', 'utf8')).flatMap(
    ({ id, durations, dependencies, optimum }) => {
      const graph = graphOf(durations, dependencies);
      return Object.entries(optimum)
        .filter(([, hours]) => typeof hours === 'number')
        .map(([executors, hours]) => ({ name: id, graph, executors: Number(executors), optimum: hours }));
    },
  );

let missed = false;
const figure = (words, value, limit) => {
  const ok = value <= limit;
  if (!ok) missed = true;
  console.log(`  ${ok ? 'ok  ' : 'MISS'}  ${words.padEnd(44)} ${value.toFixed(4)}  (at most ${limit})`);
};
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

const judge = (name, cases, most, improvedMean) => {
  console.log(`${name}: ${cases.length} cases with a proved optimum`);
  const plain = cases.map(({ graph, executors, optimum }) => simulate(graph, { executors }).makespanHours / optimum);
  const better = cases.map(
    ({ graph, executors, optimum }) => improve(graph, { executors }, rounds).simulation.makespanHours / optimum,
  );
  const optimal = (all) => `${((100 * all.filter((one) => one === 1).length) / all.length).toFixed(0)} % optimal`;
  figure(`mean over the optimum (${optimal(plain)})`, mean(plain), 1.005);
  figure('worst case', Math.max(...plain), most);
  figure(`mean with --improve (${optimal(better)})`, mean(better), improvedMean);
  figure('worst case with --improve', Math.max(...better), most);
  figure('cases below the optimum', [...plain, ...better].filter((one) => one < 1).length, 0);
};

const shared = process.argv[2] ?? path.resolve(process.env.PLANLOOM_SHARED ?? '../shared');
const stg = path.join(shared, 'stg');
if (existsSync(stg)) judge('Standard Task Graph Set', stgCases(stg), 1.09, 1.001);
else console.log(`SKIPPED  Standard Task Graph Set: ${stg} is not there. Give the folder that holds stg.`);
judge('graphs of our own', ownCases(), 1.15, 1.005);
process.exit(missed ? 1 : 0);
