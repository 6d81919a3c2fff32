/** Work with the numbers of its lines, so that they can be cited. */
export interface NumberedWork {
  readonly text: string;
  /** The lines that can be cited, by file; a file may have none. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
}

const width = 5;
const numbered = (number: number | null, line: string): string =>
  `${number === null ? ' '.repeat(width) : String(number).padStart(width)} | ${line}`;

/** Files as they are now. */
export const numberedFiles = (files: readonly { readonly path: string; readonly text: string }[]): NumberedWork => {
  const lines = new Map<string, ReadonlySet<number>>();
  const texts = files.map(({ path, text }) => {
    const all = text.replace(/\n$/, '').split(/\r\n|\n|\r/);
    lines.set(path, new Set(all.map((_, index) => index + 1)));
    return [`=== ${path}`, ...all.map((line, index) => numbered(index + 1, line))].join('\n');
  });
  return { text: texts.join('\n\n'), lines };
};

/** A diff of git: its lines by their numbers in the new files. A line of a file that reads like a head is none. */
export const numberedDiff = (diff: string): NumberedWork => {
  const lines = new Map<string, Set<number>>();
  const text: string[] = [];
  let file: string | null = null;
  let next = 0;
  // How many lines of the hunk are to come: of the old file, and of the new one.
  let left = { old: 0, new: 0 };
  const cite = (path: string): Set<number> => {
    const known = lines.get(path) ?? new Set<number>();
    lines.set(path, known);
    return known;
  };
  for (const line of diff.replace(/\n$/, '').split('\n')) {
    if (left.old > 0 || left.new > 0) {
      const sign = line.charAt(0);
      const isNew = sign !== '-' && sign !== '\\';
      if (isNew && file !== null) cite(file).add(next);
      text.push(numbered(isNew ? next : null, line));
      if (isNew) next++;
      if (sign !== '\\') left = { old: left.old - (sign === '+' ? 0 : 1), new: left.new - (sign === '-' ? 0 : 1) };
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    const [, before, after] = /^(---|\+\+\+) (?:"?[ab]\/)?(.+?)"?\t?$/.exec(line) ?? [];
    if (hunk !== null) {
      next = Number(hunk[2]);
      left = { old: Number(hunk[1] ?? 1), new: Number(hunk[3] ?? 1) };
    } else if (before !== undefined && after !== undefined && after !== '/dev/null') {
      file = after;
      cite(file);
    } else if (line.startsWith('diff --git ')) file = null;
    text.push(line);
  }
  return { text: text.join('\n'), lines };
};
