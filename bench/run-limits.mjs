// A run of a thousand quick nodes with git: the memory and the open files of planloom's own process, and the disk that its
// trees take, all sampled while it runs. It is killed while its last node is at work, and resumed: the wall time until the
// first new attempt has begun, against that of a Node that does nothing, and the replay of its journal. Needs git and /proc.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadSource } from './load-source.mjs';

const main = path.resolve('dist/main.js');
const finished = 1000;
const atOnce = 4;
const rounds = 9;
const sampleMs = 50;
const results = [];

const report = (name, figure, limit, unit) => {
  const ok = figure <= limit;
  results.push(ok);
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(76)} ${figure.toFixed(2)} ${unit}  (at most ${limit} ${unit})`);
};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

// Every node changes one of a hundred files, so that the checkout stays as large as it is.
const folder = mkdtempSync(path.join(tmpdir(), 'planloom-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const root = path.join(folder, 'repository');
const worktrees = path.join(folder, 'worktrees');
const began = path.join(folder, 'began');
const ids = Array.from({ length: finished }, (_, at) => `${1 + Math.floor(at / 100)}.${1 + (at % 100)}`);
const last = '99.1';
mkdirSync(path.join(root, 'parts'), { recursive: true });
for (let part = 1; part <= 100; part++)
  writeFileSync(path.join(root, 'parts', `${part}.txt`), 'nothing yet\n'.repeat(400));
const work = [
  `test "$PLANLOOM_NODE" = ${last} && { date > ${began}; exec sleep 1000; }`,
  'echo "$PLANLOOM_NODE" > "parts/${PLANLOOM_NODE#*.}.txt"',
].join('; ');
const achievements = [...ids, last].map((id) => ({
  achievement_id: id,
  title: `Part ${id}`,
  dependencies: id === last ? ids : [],
}));
const plan = { schema_version: 1, plan_name: 'BENCH', parallelization_level: 'level_3', achievements };
const config = { executors: { work: { kind: 'command', command: ['sh', '-c', work] } } };
writeFileSync(path.join(root, 'parallel.json'), JSON.stringify(plan));
writeFileSync(path.join(root, 'planloom.config.json'), JSON.stringify(config));
const git = (...args) =>
  execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=b@x', ...args], { cwd: root, stdio: 'pipe' });
git('init', '--quiet');
git('add', '-A');
git('commit', '--quiet', '-m', 'start');

const megabytesOf = (places, ...options) => {
  // Files go away while they are counted.
  const { stdout } = spawnSync('du', ['-skc', ...options, ...places], { encoding: 'utf8' });
  return Number(stdout.trimEnd().split('\n').at(-1).split('\t')[0]) / 1024;
};
const checkout = megabytesOf([root], '--exclude=.git');

const environment = { ...process.env, HOME: folder, PLANLOOM_WORKTREE_ROOT: worktrees };

const isOurs = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${folder}\0`);
  } catch {
    return false;
  }
};

/** Milliseconds until the last node's command runs; everything is killed then. `look` gets planloom's process id. */
const untilBegun = async (argv, everyMs, look = () => {}) => {
  rmSync(began, { force: true });
  const start = performance.now();
  const child = spawn(process.execPath, [main, ...argv, '--trust', '--json'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let isOver = false;
  child.once('exit', () => (isOver = true));
  while (!existsSync(began)) {
    if (isOver) throw new Error(`${argv.join(' ')} ended before the last node began.`);
    look(child.pid);
    await wait(everyMs);
  }
  const milliseconds = performance.now() - start;
  child.kill('SIGKILL');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name))) {
    spawnSync('kill', ['-9', pid]);
  }
  return milliseconds;
};

/** The trees of attempts, those that wait for their removal, and the one for checks; not the store's objects. */
const treesOf = () =>
  readdirSync(worktrees)
    .flatMap((place) => readdirSync(path.join(worktrees, place)).map((run) => path.join(worktrees, place, run)))
    .flatMap((run) => ['attempts', 'trash', 'check'].map((name) => path.join(run, name)))
    .filter((each) => existsSync(each));

let megabytes = 0;
let openFiles = 0;
let disk = 0;
let looks = 0;
const spent = await untilBegun(
  ['run', 'parallel.json', '--yes', '--max-executors', String(atOnce)],
  sampleMs,
  (pid) => {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    megabytes = Math.max(megabytes, Number(kilobytes ?? 0) / 1024);
    openFiles = Math.max(openFiles, readdirSync(`/proc/${pid}/fd`).length);
    if (looks++ % 20 === 0 && existsSync(worktrees)) disk = Math.max(disk, megabytesOf(treesOf()));
  },
);
console.log(
  `      ${finished} nodes with git in ${(spent / 1000).toFixed(1)} s, a checkout has ${checkout.toFixed(1)} MB`,
);
report('a run of 1,000 nodes, memory of planloom', megabytes, 250, 'MB');
report('a run of 1,000 nodes, open files of planloom', openFiles, 200, 'files');
report('a run of 1,000 nodes, disk of its trees, checkouts for each attempt at once', disk / checkout / atOnce, 3, '×');

const ours = [];
const bare = [];
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  bare.push(performance.now() - start);
  ours.push(await untilBegun(['resume'], 1));
}
console.log(`      resume ${median(ours).toFixed(0)} ms, node -e 0 ${median(bare).toFixed(0)} ms`);
report(
  'first attempt of a resume of 1,000 finished nodes, wall time of `node -e 0`',
  median(ours) / median(bare),
  10,
  '×',
);

const runs = path.join(root, '.git/planloom/runs');
const text = readFileSync(path.join(runs, readdirSync(runs)[0], 'journal.jsonl'), 'utf8');
const { decodeJournal, replay } = await loadSource(['journal/journal-text.ts', 'journal/replay.ts']);
const start = process.cpuUsage();
const state = replay(decodeJournal('journal.jsonl', text).value.entries);
const { user, system } = process.cpuUsage(start);
if ([...state.nodes.values()].filter((node) => node.state === 'succeeded').length !== finished) process.exit(1);
report('replay of its journal, CPU time, not warmed up', (user + system) / 1000, 100, 'ms');
process.exit(results.every(Boolean) ? 0 : 1);
