// Runs what reads the corpus of real plans, where it lies beside the project; says so and passes where it does not.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const shared = path.resolve(process.env.PLANLOOM_SHARED ?? '../shared');
if (!existsSync(path.join(shared, 'corpus', 'score.mjs'))) {
  console.log(`No corpus beside the project, nothing to run.\n0 passed, 0 failed`);
  process.exit(0);
}

const bounds = {
  least: {
    idPrecision: 1,
    idRecall: 1,
    titleExact: 1,
    priorityExact: 1,
    hoursExact: 0.97,
    statusExact: 0.97,
    deliverableRecall: 0.9,
    deliverablePrecision: 0.7,
    edgePrecision: 0.95,
    edgeRecall: 0.95,
    statedEdgeRecall: 0.95,
    ruleEdgeRecall: 0.9,
    subplanEdgePrecision: 0.95,
    subplanEdgeRecall: 0.95,
  },
  most: { failures: 0, duplicates: 0, forbiddenEdges: 0, negativeAchievements: 0 },
};
const folder = mkdtempSync(path.join(tmpdir(), 'planloom-corpus-'));
const boundsFile = path.join(folder, 'bounds.json');
writeFileSync(boundsFile, JSON.stringify(bounds));

const steps = [
  ['build', process.execPath, 'scripts/build.mjs'],
  [
    'score',
    process.execPath,
    path.join(shared, 'corpus', 'score.mjs'),
    '--cli',
    'node dist/main.js',
    '--bounds',
    boundsFile,
  ],
  ['readers', 'node_modules/.bin/vitest', 'run', '--config', 'vitest.corpus.config.ts'],
];
let failed = 0;
for (const [name, command, ...args] of steps) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, PLANLOOM_SHARED: shared } });
  console.log(`${status === 0 ? 'ok    ' : 'failed'}  ${name}`);
  if (status !== 0) failed++;
}
rmSync(folder, { recursive: true });
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
