import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The exports of modules of `src`, bundled on the spot: benches measure the sources, not what was built last. */
export const loadSource = async (files) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planloom-source-'));
  const outfile = path.join(folder, 'bundle.mjs');
  const contents = files.map((file) => `export * from './src/${file}';`).join('\n');
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  const loaded = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true });
  return loaded;
};
