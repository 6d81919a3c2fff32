// Forty achievements by eight real Claude Code programs at once, answered by a model on this machine: the memory of
// planloom's own process, and its share of the processor's time beside that of the agents. Needs git, /proc, and
// `node scripts/install-agents.mjs claude`.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';

const main = path.resolve('dist/main.js');
const programs = path.resolve('.agents/node_modules/.bin');
const achievements = 40;
const atOnce = 8;
const steps = 20;
const sampleMs = 50;
const results = [];

if (!existsSync(path.join(programs, 'claude'))) {
  console.log('skipped: claude is not installed; node scripts/install-agents.mjs claude');
  process.exit(0);
}

const report = (name, figure, limit, unit) => {
  const ok = figure <= limit;
  results.push(ok);
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(76)} ${figure.toFixed(2)} ${unit}  (at most ${limit} ${unit})`);
};

const folder = mkdtempSync(path.join(tmpdir(), 'planloom-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }));
const root = path.join(folder, 'repository');
const home = path.join(folder, 'home');
for (const each of [root, home]) mkdirSync(each);

const bundle = path.join(folder, 'model-server.mjs');
const entry = 'tests/support/model-server/model-server.ts';
await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: bundle });
const { modelServer } = await import(bundle);
// Real attempts have dozens of steps; these have twenty.
const server = await modelServer(({ prompt, results: seen }) => {
  if (seen.length === steps) return { say: 'Done.' };
  if (seen.length > 0) return { use: [{ shell: 'ls -l' }] };
  return { use: [{ write: /parts\/\d+\.\d+\.txt/.exec(prompt)?.[0] ?? 'nowhere.txt', content: 'Part.\n' }] };
});

const ids = Array.from({ length: achievements }, (_, at) => `${1 + Math.floor(at / 10)}.${1 + (at % 10)}`);
const plan = {
  schema_version: 1,
  plan_name: 'BENCH',
  parallelization_level: 'level_3',
  achievements: ids.map((id) => ({
    achievement_id: id,
    title: `Part ${id}`,
    dependencies: [],
    deliverables: [{ text: `parts/${id}.txt`, path: `parts/${id}.txt` }],
  })),
};
const config = { executors: { agent: { kind: 'claude', model: 'claude-sonnet-4-5' } }, defaultExecutor: 'agent' };
writeFileSync(path.join(root, 'parallel.json'), JSON.stringify(plan));
writeFileSync(path.join(root, 'planloom.config.json'), JSON.stringify(config));
const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=b@x', ...args], { cwd: root, stdio: 'pipe' });
git('init', '--quiet');
git('add', '-A');
git('commit', '--quiet', '-m', 'start');

const ticksOf = (fields, ...at) => at.reduce((sum, index) => sum + Number(fields[index]), 0);

/** What /proc tells of a process: ticks of the processor, its own and those of children that it has buried. */
const timesOf = (pid) => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { own: ticksOf(fields, 11, 12), buried: ticksOf(fields, 13, 14) };
  } catch {
    return null;
  }
};

/** The processes by which planloom starts programs; they read what agents print, and bury them. */
const launchersOf = (pid) => {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return children.filter((each) => readFileSync(`/proc/${each}/cmdline`, 'utf8').includes('launcher'));
  } catch {
    return [];
  }
};

const memoryOf = (pid) => {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
};

const started = performance.now();
const argv = ['run', 'parallel.json', '--trust', '--yes', '--json', '--max-executors', String(atOnce)];
const child = spawn(process.execPath, [main, ...argv], {
  cwd: root,
  env: {
    PATH: [programs, process.env.PATH].join(path.delimiter),
    HOME: home,
    PLANLOOM_WORKTREE_ROOT: path.join(folder, 'worktrees'),
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: 'not-a-real-key',
    ...server.proxy,
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
child.stdout.on('data', (chunk) => (printed += chunk));
let isOver = false;
child.once('close', () => (isOver = true));

let megabytes = 0;
let own = 0;
/** By launcher; the last sample of each counts. */
const launchers = new Map();
while (!isOver) {
  const found = launchersOf(child.pid);
  megabytes = Math.max(megabytes, memoryOf(child.pid) + found.reduce((sum, pid) => sum + memoryOf(pid), 0));
  own = Math.max(own, timesOf(child.pid)?.own ?? 0);
  for (const pid of found) launchers.set(pid, timesOf(pid) ?? launchers.get(pid));
  await wait(sampleMs);
}
await server.close();

const summary = JSON.parse(printed);
if (summary.outcome !== 'succeeded') {
  console.log(`The run ended as ${summary.outcome}: ${JSON.stringify(summary.counts)}`);
  process.exit(1);
}
const times = [...launchers.values()];
const reading = times.reduce((sum, time) => sum + time.own, 0);
const agents = times.reduce((sum, time) => sum + time.buried, 0);
const seconds = (ticks) => (ticks / 100).toFixed(1);
console.log(
  `      ${achievements} achievements, ${atOnce} at once, in ${((performance.now() - started) / 1000).toFixed(1)} s; ` +
    `processor: planloom ${seconds(own)} s, its launcher ${seconds(reading)} s, agents ${seconds(agents)} s`,
);
report('eight agents at once, memory of planloom and its launcher', megabytes, 200, 'MB');
report(
  'eight agents at once, processor time of planloom beside that of the agents',
  (100 * (own + reading)) / agents,
  5,
  '%',
);
process.exit(results.every(Boolean) ? 0 : 1);
