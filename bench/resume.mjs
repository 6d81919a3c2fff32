// Resume of a run in which a thousand nodes are finished and merged: the wall time until its first new attempt has begun,
// against that of a Node that does nothing, and the replay of its journal. The run is a real one; planloom is killed while
// the last node is at its work, and again after each resume. Needs git and /proc.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadSource } from './load-source.mjs';

const main = path.resolve('dist/main.js');
const finished = 1000;
const rounds = 5;
const results = [];

const report = (name, figure, limit, unit) => {
  const ok = figure <= limit;
  results.push(ok);
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(76)} ${figure.toFixed(2)} ${unit}  (at most ${limit} ${unit})`);
};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const folder = mkdtempSync(path.join(tmpdir(), 'planloom-bench-'));
const root = path.join(folder, 'repository');
const began = path.join(folder, 'began');
mkdirSync(root);
const ids = Array.from({ length: finished }, (_, at) => `${1 + Math.floor(at / 100)}.${1 + (at % 100)}`);
const last = '99.1';
const work = `test "$PLANLOOM_NODE" = ${last} && { date > ${began}; exec sleep 1000; }; echo done > "$PLANLOOM_NODE.txt"`;
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

const env = { ...process.env, HOME: folder, PLANLOOM_WORKTREE_ROOT: path.join(folder, 'worktrees') };

/** Milliseconds until the last node's command runs; everything is killed then. */
const untilBegun = async (argv) => {
  rmSync(began, { force: true });
  const start = performance.now();
  const child = spawn(process.execPath, [main, ...argv, '--trust', '--json'], { cwd: root, env, stdio: 'ignore' });
  let isOver = false;
  child.once('exit', () => (isOver = true));
  while (!existsSync(began)) {
    if (isOver) throw new Error(`${argv.join(' ')} ended before the last node began.`);
    await wait(1);
  }
  const milliseconds = performance.now() - start;
  child.kill('SIGKILL');
  const isOurs = (pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${folder}\0`);
    } catch {
      return false;
    }
  };
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name))) {
    spawnSync('kill', ['-9', pid]);
  }
  return milliseconds;
};

await untilBegun(['run', 'parallel.json', '--yes', '--max-executors', '4']);
const ours = [];
const bare = [];
for (let round = 0; round < rounds; round++) {
  const start = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  bare.push(performance.now() - start);
  ours.push(await untilBegun(['resume']));
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
const milliseconds = (user + system) / 1000;
if ([...state.nodes.values()].filter((node) => node.state === 'succeeded').length !== finished) process.exit(1);
report('replay of its journal, CPU time, not warmed up', milliseconds, 100, 'ms');
rmSync(folder, { recursive: true, force: true });
process.exit(results.every(Boolean) ? 0 : 1);
