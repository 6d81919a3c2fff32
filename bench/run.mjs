// Measures what planloom promises, as ratios against a limit or a rival in the same run. Exit code 1 when one is missed.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { peakMegabytes, ratio } from './measure.mjs';
import { syntheticPlan } from './synthetic-plan.mjs';

const node = process.execPath;
const main = path.resolve('dist/main.js');
const bare = [node, '-e', '0'];
const folder = mkdtempSync(path.join(tmpdir(), 'planloom-bench-'));
const planOf = (count) => {
  const file = path.join(folder, `PLAN_SYNTHETIC-${count}.md`);
  writeFileSync(file, syntheticPlan(count));
  return file;
};

const results = [];
const measure = (name, figure, limit, unit = '×') => {
  const ok = figure <= limit;
  results.push(ok);
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(76)} ${figure.toFixed(2)} ${unit}  (at most ${limit} ${unit})`);
};

measure('--version, CPU time of `node -e 0`', ratio('cpu', [node, main, '--version'], bare, 21), 1.2);

const thousand = planOf(1000);
const remark = [node, path.resolve('bench/undivided-remark.mjs'), thousand];
measure(
  'parse of 1,000 achievements, CPU time of remark-parse on the same text',
  ratio('cpu', [node, main, 'parse', thousand, '--json'], remark, 3),
  1 / 3,
);
const parse = (count) => [node, main, 'parse', planOf(count), '--json'];
measure('parse of 4,000 achievements, CPU time of parse of 1,000', ratio('cpu', parse(4000), parse(1000), 5), 4.6);
measure('parse of 10,000 achievements, memory', peakMegabytes(parse(10_000)), 700, 'MB');

const shared = path.resolve(process.env.PLANLOOM_SHARED ?? '../shared');
const real = path.join(shared, 'corpus/work-space/plans/GRAPHRAG-OBSERVABILITY-VALIDATION');
if (existsSync(real)) {
  const plan = path.join(real, `PLAN_${path.basename(real)}.md`);
  measure(
    'check of a real plan of 75 KB with its SUBPLANs, wall time of `node -e 0`',
    ratio('wall', [node, main, 'check', plan], bare, 21),
    5,
  );
  const alone = path.join(folder, 'alone');
  cpSync(plan, path.join(alone, path.basename(plan)), { recursive: true });
  measure(
    'check of that plan alone, wall time of `node -e 0`',
    ratio('wall', [node, main, 'check', path.join(alone, path.basename(plan))], bare, 21),
    5,
  );

  // What a user meets at work: nothing has changed since the last call.
  const copy = path.join(folder, 'work-space');
  cpSync(path.join(shared, 'corpus/work-space'), copy, { recursive: true });
  spawnSync('chmod', ['-R', 'u+w', copy]);
  spawnSync('git', ['init', '--quiet'], { cwd: folder });
  const status = [node, main, 'status', path.join(copy, 'plans', path.basename(real)), '--json'];
  spawnSync(status[0], status.slice(1), { stdio: 'ignore' });
  measure('status --json of that plan, nothing changed, CPU time of `node -e 0`', ratio('cpu', status, bare, 21), 2.5);
} else console.log('skip  check and status of a real plan: no corpus beside the project');

// Benchmarks with a process of their own: each prints its figures and ends with 1 when a limit is missed.
for (const script of ['graph-core.mjs', 'schedule-optima.mjs', 'scheduler.mjs', 'run-limits.mjs']) {
  results.push(spawnSync(node, [`bench/${script}`], { stdio: 'inherit' }).status === 0);
}

// What a user gets: the package as packed, with everything that it installs.
execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { stdio: 'ignore' });
const packed = readdirSync(folder).find((file) => file.endsWith('.tgz'));
writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
spawnSync('npm', ['install', '--silent', '--no-audit', '--no-fund', path.join(folder, packed)], { cwd: folder });
const sizeOf = (each) =>
  readdirSync(each, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
measure('the package as installed', sizeOf(path.join(folder, 'node_modules')) / 1e6, 10, 'MB');

rmSync(folder, { recursive: true });
process.exit(results.every(Boolean) ? 0 : 1);
