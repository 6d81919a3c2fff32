import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fences, pages, projectRoot } from './pages.ts';
import type { Page } from './pages.ts';

/** The lines outside of fenced blocks, with their numbers. */
const prose = (page: Page): readonly { readonly text: string; readonly line: number }[] => {
  const blocks = fences(page);
  return page.lines
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ line }) => !blocks.some(({ from, to }) => line >= from && line <= to + 1));
};

/** The anchors of a page's headings, as GitHub makes them. */
const anchors = (page: Page): ReadonlySet<string> =>
  new Set(
    prose(page).flatMap(({ text }) => {
      const heading = /^#{1,6}\s+(.*)$/.exec(text)?.[1];
      if (heading === undefined) return [];
      return [
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s_-]/gu, '')
          .trim()
          .replace(/\s/g, '-'),
      ];
    }),
  );

const all = pages();
const byFile = new Map(all.map((page) => [page.file, page]));

const isBroken = (from: Page, target: string): boolean => {
  const [file = '', anchor] = target.split('#');
  const wanted = file === '' ? from.file : path.posix.join(path.posix.dirname(from.file), file);
  if (!existsSync(projectRoot + wanted)) return true;
  const page = byFile.get(wanted);
  return anchor !== undefined && (page === undefined || !anchors(page).has(anchor));
};

describe('the pages', () => {
  test.each(all)('$file leads nowhere that does not exist', (page) => {
    const broken = prose(page).flatMap(({ text, line }) =>
      [...text.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/.test(target) && isBroken(page, target))
        .map((target) => `${page.file}:${line} ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('are all named in the index, or in that of the examples', () => {
    const named = (index: string): readonly string[] => {
      const links =
        byFile
          .get(index)
          ?.lines.join('\n')
          .matchAll(/\]\(([^)#]+)/g) ?? [];
      return [...links].map(([, link = '']) => path.posix.join(path.posix.dirname(index), link));
    };
    const known = new Set(['documentation/README.md', 'examples/README.md'].flatMap(named));
    const missing = all.filter(({ file }) => file !== 'documentation/README.md' && !known.has(file));
    expect(missing.map(({ file }) => file)).toEqual([]);
  });

  test('name no machine and no registry', () => {
    const found = all.flatMap((page) =>
      page.lines
        .map((text, index) => ({ text, place: `${page.file}:${index + 1}` }))
        .filter(({ text }) => /\/(?:home|work|tmp|Users)\/|registry\.|localhost|127\.0\.0\.1/.test(text))
        .map(({ place }) => place),
    );
    expect(found).toEqual([]);
  });
});
