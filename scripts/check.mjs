// Runs every check of the project in turn, says how long each took, and stops at none: all findings in one go.
import { spawnSync } from 'node:child_process';

const checks = [
  ['types', 'tsc', '-p', '.'],
  ['lint', 'eslint', '.', '--max-warnings', '0'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['imports', 'depcruise', 'src', 'tests', 'bench', '--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
  ['dead code', 'knip'],
  ['generated', 'node', 'scripts/generate.mjs', '--check'],
  ['build', 'node', 'scripts/build.mjs'],
  ['tests', 'vitest', 'run', '--coverage'],
];

const failed = [];
for (const [name, command, ...args] of checks) {
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  });
  console.log(`${status === 0 ? 'ok    ' : 'failed'}  ${name}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (status !== 0) failed.push(name);
}
console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
