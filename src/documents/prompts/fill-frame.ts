import type { Problem } from '../../domain/problem.ts';
import { linesOf } from '../markdown-text.ts';

/** The text for one open part, as it stands in an answer. */
export interface Frame {
  /** The part that it is for, as the answer names it. */
  readonly id: string;
  /** Of the line that opens it; 1-based. */
  readonly line: number;
  /** What stands between its two lines, with LF line ends. */
  readonly text: string;
}

/** A line that looks like one of a frame and is none; `id` is the part that it names, or empty. */
export interface BrokenFrame {
  readonly id: string;
  readonly problem: Problem;
}

const form = /^ {0,3}(={3,}) (part|end) ([\w.#/-]{1,80})(?: =+)?\s*$/;
/** Looks like a line of a frame, and may be none. */
const likeness = /^ {0,3}={2,} ?(?:part|end)\b/i;

/** Whether a line opens or ends a frame, or looks so much like it that somebody may have meant it. */
export const isFrameLine = (line: string): boolean => likeness.test(line);

/** A text in its frame. The lines of the frame are longer than any that the text has itself. */
export const frame = (id: string, text: string): string => {
  const longest = Math.max(2, ...linesOf(text).map((line) => form.exec(line)?.[1]?.length ?? 0));
  const marks = '='.repeat(longest + 1);
  return `${marks} part ${id} ${marks}\n${text}\n${marks} end ${id} ${marks}\n`;
};

/**
 * The frames of an answer, in its order; what stands between them is nobody's concern. A frame ends at the first line with
 * as many marks that names the same part, whatever stands before that line. `file` is only named in problems.
 */
export const readFrames = (
  file: string,
  answer: string,
): { readonly frames: readonly Frame[]; readonly broken: readonly BrokenFrame[] } => {
  const lines = linesOf(answer.replace(/^\ufeff/, ''));
  const ends = endsOf(lines);
  const frames: Frame[] = [];
  const broken: BrokenFrame[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (!isFrameLine(line)) continue;
    const [, marks = '', word, id = ''] = form.exec(line) ?? [];
    const end = word === 'part' ? ends(marks, id, at) : undefined;
    if (end === undefined) {
      broken.push({ id, problem: brokenFrame(file, at + 1, line, word, marks, id) });
      continue;
    }
    frames.push({ id, line: at + 1, text: lines.slice(at + 1, end).join('\n') });
    at = end;
  }
  return { frames, broken };
};

/** Finds the line that ends a frame; asked in the order of the lines, so that each is looked at once. */
const endsOf = (lines: readonly string[]): ((marks: string, id: string, from: number) => number | undefined) => {
  const found = new Map<string, { readonly at: number[]; next: number }>();
  for (const [at, line] of lines.entries()) {
    const [, marks, word, id] = form.exec(line) ?? [];
    if (word !== 'end') continue;
    const key = `${marks} ${id}`;
    const list = found.get(key);
    if (list === undefined) found.set(key, { at: [at], next: 0 });
    else list.at.push(at);
  }
  return (marks, id, from) => {
    const list = found.get(`${marks} ${id}`);
    if (list === undefined) return undefined;
    while ((list.at[list.next] ?? Infinity) < from) list.next++;
    return list.at[list.next];
  };
};

const brokenFrame = (
  file: string,
  line: number,
  text: string,
  word: string | undefined,
  marks: string,
  id: string,
): Problem => ({
  rule: 'broken-frame',
  severity: 'error',
  at: { file, line, column: text.search(/\S/) + 1, length: text.trim().length },
  ...(word === 'part'
    ? { message: `The part ${id} has no end.`, advice: `End it with ${marks} end ${id} ${marks}` }
    : word === 'end'
      ? { message: `The part ${id} ends here and has not begun.`, advice: `Begin it with ${marks} part ${id} ${marks}` }
      : {
          message: 'This line looks like the begin or the end of a part and names none.',
          advice: 'Write === part ID === and === end ID === with the id from the prompt.',
        }),
});
