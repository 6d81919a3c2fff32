import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** Runs the built command as a process of its own. */
export const built = (
  cwd: string,
  argv: readonly string[],
  input = '',
): { code: number; stdout: string; stderr: string } => {
  const run = spawnSync(process.execPath, [main, ...argv], { cwd, input, encoding: 'utf8', timeout: 60_000 });
  return { code: run.status ?? -1, stdout: run.stdout, stderr: run.stderr };
};
