import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Git, GitCall } from './git.ts';
import { fileOf, type PathBytes } from './path-bytes.ts';
import type { RawChange } from './raw-changes.ts';

const aboutLineEnds = /^[^#\n]*\b(?:text|eol|crlf)\b/m;
const maxAttributesBytes = 1024 * 1024;

/** Whether the folder's attributes change line ends on their way into git. */
const changesLineEnds = (folder: string): boolean => {
  const file = path.join(folder, '.gitattributes');
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size > maxAttributesBytes) return false;
  return aboutLineEnds.test(readFileSync(file, 'latin1'));
};

/** The contents of blobs, one character a byte; of what is no blob, nothing. */
const contentsOf = async (ids: readonly string[], call: GitCall, git: Git): Promise<readonly string[]> => {
  const { stdout } = await git(['cat-file', '--batch'], { ...call, input: `${ids.join('\n')}\n` });
  const contents: string[] = [];
  for (let at = 0; at < stdout.length;) {
    const end = stdout.indexOf('\n', at);
    const size = Number(stdout.toString('latin1', at, end).split(' ')[2] ?? 0);
    contents.push(stdout.toString('latin1', end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
};

const isFile = (mode: string): boolean => mode.startsWith('100');
const withCrlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');

/**
 * Of the changes, the files that nobody has touched: their version in git has line ends that git would not take in any
 * more, and so sees as changed as soon as it looks.
 */
export const onlyLineEnds = async (
  folder: string,
  changes: readonly RawChange[],
  call: GitCall,
  git: Git,
): Promise<ReadonlySet<PathBytes>> => {
  const edited = changes.filter(({ oldMode, newMode }) => isFile(oldMode) && oldMode === newMode);
  if (edited.length === 0 || !changesLineEnds(folder)) return new Set();
  const before = await contentsOf(
    edited.map(({ oldId }) => oldId),
    call,
    git,
  );
  const untouched = edited.filter(({ bytes }, index) => {
    const old = before[index];
    if (old?.includes('\r\n') !== true) return false;
    const now = readFileSync(fileOf(folder, bytes)).toString('latin1');
    return now === old || now === withCrlf(old);
  });
  return new Set(untouched.map(({ bytes }) => bytes));
};
