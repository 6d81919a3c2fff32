import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const seconds = (text) => {
  const [minutes, rest] = text.replace('s', '').split('m');
  return Number(minutes) * 60 + Number(rest);
};

/** CPU seconds, user and system, of one run of `command` as a process of its own. */
const cpuSeconds = (command) => {
  const run = spawnSync('sh', ['-c', '"$@" > /dev/null 2>&1; code=$?; times; exit $code', 'sh', ...command], {
    encoding: 'utf8',
  });
  const children = run.stdout.trim().split('\n')[1];
  return children.split(/\s+/).reduce((sum, text) => sum + seconds(text), 0);
};

const wallSeconds = (command) => {
  const started = performance.now();
  spawnSync(command[0], command.slice(1), { stdio: 'ignore' });
  return (performance.now() - started) / 1000;
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * How many times the cost of `rival` the cost of `command` is: the median of `rounds` runs each, taken in turns, so that
 * a busy machine slows both. `of` is 'cpu' or 'wall'.
 */
export const ratio = (of, command, rival, rounds = 15) => {
  const cost = of === 'cpu' ? cpuSeconds : wallSeconds;
  const ours = [];
  const theirs = [];
  for (let i = 0; i < rounds; i++) {
    theirs.push(cost(rival));
    ours.push(cost(command));
  }
  return median(ours) / median(theirs);
};

/** The largest resident memory of one run of a Node command, in megabytes: it reports its own peak when it ends. */
export const peakMegabytes = (command) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planloom-bench-'));
  const hook = path.join(folder, 'report-peak.cjs');
  const report = path.join(folder, 'peak');
  writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`,
  );
  spawnSync(command[0], command.slice(1), {
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: `--require ${hook}` },
  });
  const kilobytes = Number(readFileSync(report, 'utf8'));
  rmSync(folder, { recursive: true });
  return kilobytes / 1024;
};
