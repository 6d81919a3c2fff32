import { findRoot } from './adapters/find-root.ts';
import { fileCache } from './adapters/file-cache.ts';
import { gitIdentity } from './adapters/git-identity.ts';
import { NodeFiles } from './adapters/node-files.ts';
import { nodeTerminal } from './adapters/node-terminal.ts';
import { runCli } from './cli/cli.ts';
import { version } from './cli/version.ts';

/** Runs the command that this process was started with, on what is real. */
export const start = async (): Promise<void> => {
  const argv = process.argv.slice(2);
  // A reader that stops reading (`planloom status | head`) is no failure of ours.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  process.exitCode = await runCli(argv, {
    terminal: nodeTerminal(process, argv),
    cwd: process.cwd(),
    files: (root) => new NodeFiles(root),
    findRoot,
    cache: (root) => fileCache(root, version, process.env),
    identity: (root) => gitIdentity(root, process.env),
    clock: { now: () => new Date() },
  });
};
