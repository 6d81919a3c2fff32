// What a run costs beside the work itself: planloom against a bare script that calls the plain git commands of each node
// one after the other in each of four lanes, and against `ninja -j8` for commands that do nothing. Both in this run, in
// turns. Needs git; the second part needs ninja, and is left out where there is none.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const main = path.resolve('dist/main.js');
const results = [];

const report = (name, figure, limit) => {
  const ok = figure <= limit;
  results.push(ok);
  console.log(`${ok ? 'ok  ' : 'MISS'}  ${name.padEnd(76)} ${figure.toFixed(2)} ×  (at most ${limit} ×)`);
};
const folders = [];
/** All are removed at the end: ext4 looks for room for new files long where many have just been deleted. */
const newFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planloom-bench-'));
  folders.push(folder);
  return folder;
};
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const git = (cwd, ...args) => execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=b@x', ...args], { cwd });

/** A repository of 200 files with a plan of `levels` levels of `width`, each node after the one above it. */
const repository = (folder, levels, width, config) => {
  const root = path.join(folder, 'repository');
  for (let i = 0; i < 200; i++) {
    const file = path.join(root, `src/part-${i % 20}/file-${i}.txt`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `file ${i}\n`.repeat(40));
  }
  const achievements = [];
  for (let level = 0; level < levels; level++) {
    for (let i = 1; i <= width; i++) {
      const dependencies = level === 0 ? [] : [`${level - 1}.${i}`];
      achievements.push({ achievement_id: `${level}.${i}`, title: `Part ${i}`, estimated_hours: 1, dependencies });
    }
  }
  const plan = { schema_version: 1, plan_name: 'BENCH', parallelization_level: 'level_3', achievements };
  writeFileSync(path.join(root, 'parallel.json'), JSON.stringify(plan));
  writeFileSync(path.join(root, 'planloom.config.json'), JSON.stringify(config));
  git(folder, 'init', '--quiet', root);
  git(root, 'config', 'user.name', 'Bench');
  git(root, 'config', 'user.email', 'b@x');
  git(root, 'add', '-A');
  git(root, 'commit', '--quiet', '-m', 'start');
  return root;
};

/** The plain way: for each node of a lane the commands that a careful script calls, the merge under a lock. */
const bareScript = (root, folder, levels, width, lanes, work) => {
  const script = path.join(folder, 'bare.sh');
  writeFileSync(
    script,
    `set -e
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.fsync GIT_CONFIG_VALUE_0=committed,reference,loose-object
export GIT_AUTHOR_NAME=b GIT_AUTHOR_EMAIL=b@x GIT_COMMITTER_NAME=b GIT_COMMITTER_EMAIL=b@x
store=${folder}/bare/store.git; user=${root}
mkdir -p ${folder}/bare
git clone --quiet --bare "$user" "$store"
git -C "$store" branch --quiet -f integration HEAD
node() {
  tree=${folder}/bare/$1
  git clone --quiet --shared --no-checkout "$store" "$tree" 2> /dev/null
  git -C "$tree" checkout --quiet -b "node-$1" origin/integration
  (cd "$tree"; PLANLOOM_NODE=$1 ${work})
  git -C "$tree" add -A
  git -C "$tree" commit --quiet -m "$1"
  (
    flock 9
    git -C "$store" fetch --quiet "$tree" "+HEAD:refs/attempts/$1"
    tip=$(git -C "$store" rev-parse integration)
    merged=$(git -C "$store" merge-tree --write-tree integration "refs/attempts/$1")
    commit=$(git -C "$store" commit-tree -p "$tip" -p "refs/attempts/$1" -m "merge $1" "$merged")
    git -C "$store" update-ref refs/heads/integration "$commit" "$tip"
    git -C "$user" fetch --quiet "$store" "+refs/heads/integration:refs/heads/bare"
  ) 9> ${folder}/bare/lock
  rm -rf "$tree"
}
for lane in $(seq 1 ${lanes}); do
  (for level in $(seq 0 ${levels - 1}); do for i in $(seq "$lane" ${lanes} ${width}); do node "$level.$i"; done; done) &
done
wait
`,
  );
  return script;
};

const timed = (command, options) => {
  const started = performance.now();
  const run = spawnSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'pipe'], ...options });
  if (run.status !== 0) throw new Error(`${command.join(' ')} failed: ${run.stderr}`);
  return (performance.now() - started) / 1000;
};

const againstBareScript = (name, levels, width, work, limit, rounds) => {
  const ours = [];
  const bare = [];
  for (let round = 0; round < rounds; round++) {
    const folder = newFolder();
    const command = ['sh', '-c', work];
    const root = repository(folder, levels, width, { executors: { work: { kind: 'command', command } } });
    const env = { ...process.env, PLANLOOM_WORKTREE_ROOT: path.join(folder, 'worktrees') };
    bare.push(timed(['bash', bareScript(root, folder, levels, width, 4, `sh -c '${work}'`)]));
    const run = [process.execPath, main, 'run', path.join(root, 'parallel.json'), '--max-executors', '4', '--yes'];
    ours.push(timed([...run, '--trust', '--json'], { env, cwd: root }));
  }
  console.log(`      planloom ${median(ours).toFixed(2)} s, bare script ${median(bare).toFixed(2)} s`);
  report(name, median(ours) / median(bare), limit);
};

/** Ten layers of a hundred nodes, each after three of the layer before. */
const layered = () => {
  const nodes = [];
  for (let layer = 0; layer < 10; layer++) {
    for (let i = 1; i <= 100; i++) {
      const on = layer === 0 ? [] : [0, 7, 31].map((step) => `${layer - 1}.${((i + step) % 100) + 1}`);
      nodes.push({ id: `${layer}.${i}`, on });
    }
  }
  return nodes;
};

/** A folder in which ninja, or planloom, has all of them to do. */
const layeredFolder = (nodes) => {
  const folder = newFolder();
  const lines = nodes.map(({ id, on }) => `build ${id}: work ${on.join(' ')}\n`);
  writeFileSync(path.join(folder, 'build.ninja'), `rule work\n  command = /bin/true < in.md > $out\n${lines.join('')}`);
  writeFileSync(path.join(folder, 'in.md'), 'Do nothing.\n');
  const config = { executors: { work: { kind: 'command', command: ['/bin/true'] } }, worktree: { mode: 'none' } };
  const achievements = nodes.map(({ id, on }) => ({ achievement_id: id, title: id, dependencies: on }));
  const plan = { schema_version: 1, plan_name: 'BENCH', parallelization_level: 'level_3', achievements };
  writeFileSync(path.join(folder, 'parallel.json'), JSON.stringify(plan));
  writeFileSync(path.join(folder, 'planloom.config.json'), JSON.stringify(config));
  return folder;
};

const againstNinja = (rounds) => {
  if (spawnSync('ninja', ['--version']).status !== 0) {
    console.log('skip  1,000 commands that do nothing: ninja is not installed');
    return;
  }
  const nodes = layered();
  const run = [process.execPath, main, 'run', 'parallel.json', '--max-executors', '8', '--yes', '--trust', '--json'];
  const ninja = [];
  const ours = [];
  const withoutGuard = [];
  for (let round = 0; round < rounds; round++) {
    ninja.push(timed(['ninja', '-j8', '--quiet'], { cwd: layeredFolder(nodes) }));
    ours.push(timed(run, { cwd: layeredFolder(nodes) }));
    withoutGuard.push(timed([...run, '--no-guard'], { cwd: layeredFolder(nodes) }));
  }
  const guard = (median(ours) / median(withoutGuard) - 1) * 100;
  console.log(
    `      planloom ${median(ours).toFixed(2)} s, ninja ${median(ninja).toFixed(2)} s; the guard costs ${guard.toFixed(1)} %`,
  );
  report('1,000 commands that do nothing, 8 at once, wall time of `ninja -j8`', median(ours) / median(ninja), 2);
};

againstBareScript(
  '20 tasks of a second in 5 levels, wall time of a bare script in 4 lanes',
  5,
  4,
  'sleep 1; echo done > "part-$PLANLOOM_NODE.txt"',
  1.15,
  1,
);
againstBareScript(
  '200 instant tasks in 10 levels of 20, wall time of a bare script in 4 lanes',
  10,
  20,
  'echo done > "part-$PLANLOOM_NODE.txt"',
  1.2,
  3,
);
againstNinja(5);
process.exit(results.every(Boolean) ? 0 : 1);
