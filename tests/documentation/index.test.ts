import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fences, projectRoot } from './pages.ts';
import type { Page } from './pages.ts';

// UPDATE_DOCS=1 npx vitest run tests/documentation/index.test.ts writes the minutes into the index.
const pageAt = (file: string): Page => ({ file, lines: readFileSync(projectRoot + file, 'utf8').split('\n') });
const index = pageAt('documentation/README.md');

const depthOf = (line: string): number => /^#{1,6}(?= )/.exec(line)?.[0].length ?? 7;
const anchorOf = (line: string): string =>
  line
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** Minutes for a page or a section of it: 200 words a minute, and a second for each line of a block. */
const minutesOf = (page: Page, anchor: string | undefined): number => {
  const blocks = fences(page);
  const inBlock = (at: number): boolean => blocks.some(({ from, to }) => at + 1 >= from && at <= to);
  const isHeading = (at: number): boolean => depthOf(page.lines[at]!) < 7 && !inBlock(at);
  const places = page.lines.map((_, at) => at);
  const start = anchor === undefined ? 0 : places.find((at) => isHeading(at) && anchorOf(page.lines[at]!) === anchor)!;
  const depth = depthOf(page.lines[start]!);
  const end =
    anchor === undefined
      ? undefined
      : places.find((at) => at > start && isHeading(at) && depthOf(page.lines[at]!) <= depth);
  const read = places.slice(start, end);
  const words = read.filter((at) => !inBlock(at)).flatMap((at) => page.lines[at]!.match(/\S*\w\S*/g) ?? []);
  return words.length / 200 + read.filter(inBlock).length / 60;
};

const linked = (cell: string): number =>
  [...cell.matchAll(/\]\(([^)]+)\)/g)]
    .map(([, target = '']) => target.split('#'))
    .map(([file = '', anchor]) => minutesOf(pageAt(path.posix.join('documentation', file)), anchor))
    .reduce((sum, minutes) => sum + minutes, 0);

/** The rows of the tables that end with minutes: a page, or a way through several. */
const rows = index.lines.flatMap((line, at) => {
  const cells = line.split(' | ');
  const said = /^(\d+) \|$/.exec(cells.at(-1)!)?.[1];
  const from = cells[0]!.includes('](') ? cells[0]! : cells[1]!;
  return said === undefined ? [] : [{ at, line, said: Number(said), minutes: Math.ceil(linked(from)) }];
});

describe('the index of the documentation', () => {
  test('says how long each page and each way through them takes to read', () => {
    const wrong = rows.filter(({ said, minutes }) => Math.abs(said - minutes) > Math.max(1, minutes / 5));
    if (process.env.UPDATE_DOCS === '1') {
      const lines = [...index.lines];
      for (const { at, line, minutes } of rows) lines[at] = line.replace(/\d+ \|$/, `${minutes} |`);
      writeFileSync(`${projectRoot}${index.file}`, lines.join('\n'));
    } else expect(wrong.map(({ line, minutes }) => `${line} takes ${minutes}`)).toEqual([]);
    expect(rows.length).toBeGreaterThan(30);
  });
});
