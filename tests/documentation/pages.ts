import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the project. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** A document that readers see, relative to the top folder. */
export interface Page {
  readonly file: string;
  readonly lines: readonly string[];
}

/** The examples that have a page of their own. */
const exampleReadmes = (): readonly string[] =>
  readdirSync(`${projectRoot}examples`, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'README.md')
    .map((file) => `examples/${file.replaceAll(path.sep, '/')}`);

/** README.md, the methodology, everything in documentation/, and the pages of the examples. */
export const pages = (): readonly Page[] =>
  [
    'README.md',
    'LLM-METHODOLOGY.md',
    ...readdirSync(`${projectRoot}documentation`).map((name) => `documentation/${name}`),
    ...exampleReadmes(),
  ]
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => ({ file, lines: readFileSync(projectRoot + file, 'utf8').split('\n') }));

/** A fenced block of a page. `info` is what stands behind its opening fence; `from` and `to` enclose its content. */
export interface Fence {
  readonly info: string;
  /** Index of the first line of the content, 0-based. */
  readonly from: number;
  /** Index of the closing fence. */
  readonly to: number;
}

/** The fenced blocks of a page, in order. */
export const fences = ({ lines }: Page): readonly Fence[] => {
  const found: Fence[] = [];
  let open: { readonly ticks: string; readonly info: string; readonly from: number } | null = null;
  for (const [index, line] of lines.entries()) {
    if (open === null) {
      const [, ticks = '', info = ''] = /^(`{3,})(.*)$/.exec(line) ?? [];
      if (ticks !== '') open = { ticks, info: info.trim(), from: index + 1 };
    } else if (line === open.ticks) {
      found.push({ info: open.info, from: open.from, to: index });
      open = null;
    }
  }
  if (open !== null) throw new Error(`A fence that opens on line ${open.from} is never closed.`);
  return found;
};
