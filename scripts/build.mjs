// Bundles the command and the library into dist/. The command is CommonJS, because Node starts that sooner: a tiny
// start that answers `--version`, the program behind it, and one file for everything that is imported only on demand.
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
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

/** `src/cli/commands/check.ts` -> `cli-commands-check`, `node_modules/handlebars/lib/index.js` -> `handlebars-lib-index` */
const nameOf = (file) =>
  file
    .replace(/^(?:src|node_modules)./, '')
    .replace(/\.[a-z]+$/, '')
    .split(path.sep)
    .join('-');

const waiting = ['src/main.ts'];
const seen = new Set(waiting);
const onDemand = {
  name: 'on-demand',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /./ }, async ({ kind, path: wanted, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === 'resolved' || wanted.startsWith('node:')) return undefined;
      const found = await resolve(wanted, { kind, importer, resolveDir, pluginData: 'resolved' });
      if (found.errors.length > 0) return found;
      const file = path.relative('.', found.path);
      if (!seen.has(file)) waiting.push(file);
      seen.add(file);
      return { path: `./${nameOf(file)}.js`, external: true };
    });
  },
};
for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
  await build({
    ...common,
    entryPoints: [file],
    format: 'cjs',
    // `import()` becomes a deferred `require`: the loader of ES modules never starts.
    supported: { 'dynamic-import': false },
    define: { ...common.define, 'import.meta.dirname': '__dirname', 'import.meta.url': 'moduleUrl' },
    outfile: `dist/${nameOf(file)}.js`,
    inject: file === 'src/adapters/clipboard.ts' ? ['scripts/module-url.mjs'] : [],
    ...(file === 'src/main.ts' ? { banner: { js: '#!/usr/bin/env node' } } : {}),
    plugins: [onDemand],
  });
}
// Loads next to nothing: see its first lines.
await build({
  ...common,
  entryPoints: ['src/adapters/run/launcher-main.ts'],
  format: 'cjs',
  outfile: 'dist/launcher.js',
});
// The programs behind the agents that are no programs of somebody else, each with its library.
for (const kind of ['acp', 'api']) {
  await build({
    ...common,
    entryPoints: [`src/adapters/agents/${kind}/${kind}-main.ts`],
    format: 'cjs',
    outfile: `dist/${kind}-runner.js`,
  });
}
chmodSync('dist/main.js', 0o755);
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

await build({
  ...common,
  entryPoints: { index: 'src/index.ts' },
  format: 'esm',
  splitting: true,
  outdir: 'dist/library',
  outExtension: { '.js': '.mjs' },
  chunkNames: '[name]-[hash]',
  banner: {
    js: "import{createRequire as planloomRequire}from'node:module';const require=planloomRequire(import.meta.url);",
  },
});
