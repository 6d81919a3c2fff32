// Bundles the command and the library into dist/: a tiny start, lazy chunks, nothing to install beside it.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  define: { PLANLOOM_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');

// The program and the library are ESM with shared lazy chunks. Libraries written in CommonJS look for `require`.
await build({
  ...common,
  entryPoints: { program: 'src/program.ts', index: 'src/index.ts' },
  format: 'esm',
  splitting: true,
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  banner: {
    js: "import{createRequire as planloomRequire}from'node:module';const require=planloomRequire(import.meta.url);",
  },
});

// The start is CommonJS: Node is on its feet sooner with it, and `--version` needs nothing more.
await build({
  ...common,
  entryPoints: ['src/main.ts'],
  format: 'cjs',
  outfile: 'dist/main.js',
  banner: { js: '#!/usr/bin/env node' },
  plugins: [
    {
      name: 'program-is-built-apart',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/program\.ts$/ }, () => ({ path: './program.mjs', external: true })),
    },
  ],
});
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');
chmodSync('dist/main.js', 0o755);
