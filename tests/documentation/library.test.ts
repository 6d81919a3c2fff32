import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { workspace } from '../support/workspace.ts';
import { fences, pages, projectRoot } from './pages.ts';

const manifest = JSON.parse(readFileSync(`${projectRoot}package.json`, 'utf8')) as {
  readonly exports: { readonly '.': { readonly default: string } };
};
const page = pages().find(({ file }) => file === 'documentation/library.md')!;
const block = (info: string): string => {
  const found = fences(page).find((fence) => fence.info === info);
  return page.lines.slice(found?.from, found?.to).join('\n');
};

describe('the library', () => {
  test('does what its page shows, in a program of its own', () => {
    const place = workspace();
    cpSync(`${projectRoot}examples/webhooks/PLAN_WEBHOOKS.md`, place.path('PLAN_WEBHOOKS.md'));
    const library = pathToFileURL(projectRoot + manifest.exports['.'].default).href;
    place.write('example.mjs', block('js').replace("from 'planloom'", `from '${library}'`));
    const { stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: place.root, encoding: 'utf8' });
    expect(stderr).toBe('');
    if (process.env.UPDATE_DOCS === '1') {
      const text = readFileSync(projectRoot + page.file, 'utf8');
      const shown = block('text');
      writeFileSync(
        projectRoot + page.file,
        text.replace(`\`\`\`text\n${shown}`, () => `\`\`\`text\n${stdout.trimEnd()}`),
      );
    } else expect(block('text')).toBe(stdout.trimEnd());
  });

  test('exports what its page lists, and nothing else', async () => {
    const library = (await import('../../src/index.ts')) as Readonly<Record<string, unknown>>;
    const listed = page.lines.flatMap((line) => /^\| `(\w+)\(/.exec(line)?.[1] ?? []);
    expect(listed.sort()).toEqual(Object.keys(library).sort());
  });
});
