import type { Surroundings } from './app/surroundings.ts';
import { fileCache } from './adapters/file-cache.ts';
import { fileRecords } from './adapters/file-records.ts';
import { findRoot } from './adapters/find-root.ts';
import { gitIdentity } from './adapters/git-identity.ts';
import { NodeFiles } from './adapters/node-files.ts';
import { runReader } from './adapters/run/run-reader.ts';
import { version } from './cli/version.ts';

/** What is real around this process. `cwd` is absolute. */
export const nodeSurroundings = (cwd: string, progress: Surroundings['progress'] = () => undefined): Surroundings => ({
  cwd,
  progress,
  files: (root) => new NodeFiles(root),
  findRoot,
  cache: (root) => fileCache(root, version, process.env),
  records: fileRecords,
  runs: runReader,
  identity: (root) => gitIdentity(root, process.env),
  clock: { now: () => new Date() },
});
