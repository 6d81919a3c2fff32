import { posix } from 'node:path';
import { readDerivedBlocks } from '../documents/derived-block.ts';
import { linesOf } from '../documents/markdown-text.ts';
import type { Evidence } from '../domain/evidence.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Citation } from '../parallel-json/answer.ts';
import { listInWords } from '../text/list-in-words.ts';

/** A document whose lines a proposal may cite. */
export interface Citable {
  /** The name that evidence uses for it. */
  readonly file: string;
  /** The name that the prompt uses: as seen from the plan's folder. */
  readonly name: string;
  readonly lines: readonly string[];
  /** The lines as they are compared: white space folded, and marks of emphasis taken off. */
  readonly folded: readonly { readonly words: string; readonly plain: string }[];
  readonly isDerived: (line: number) => boolean;
}

/** Why a citation proves nothing, and what would. */
export interface BadCitation {
  readonly message: string;
  readonly advice: string;
}

/** A document by its text; what planloom derived in it is marked. */
export const citable = (file: string, name: string, text: string): Citable => {
  const derived = readDerivedBlocks(text);
  const lines = linesOf(text);
  return {
    file,
    name,
    lines,
    folded: lines.map(comparable),
    isDerived: (line) => derived.some(({ from, to }) => from <= line && line <= to),
  };
};

/** A line may have moved so far since the prompt was made, or have been miscounted by so much. */
const nearby = 10;

/**
 * The line that a citation means, as evidence of kind `agent`: the quoted words must stand on it, white space and marks
 * of emphasis apart. One that stands a few lines off is found; `moved` says so.
 */
export const verifyCitation = (
  { file, line, text }: Citation,
  documents: readonly Citable[],
): Result<{ readonly evidence: Evidence; readonly moved: boolean }, BadCitation> => {
  const document = documentNamed(file, documents);
  if (document === undefined) {
    return fail({
      message: `${file} is no document of this plan.`,
      advice: `Cite a line of ${listInWords(
        documents.map(({ name }) => name),
        'or',
      )}.`,
    });
  }
  const quoted = comparable(text);
  const holders = document.folded.flatMap((one, index) => (holds(one, quoted) ? [index + 1] : []));
  const found = nearest(holders, line);
  if (found === undefined) return fail(notThere(document, line, text, holders));
  if (found === null) {
    const steps = distance(holders, line);
    return fail({
      message: `The quoted words stand on lines ${line - steps} and ${line + steps} of ${document.name}, not on line ${line}.`,
      advice: 'Give the line that is meant.',
    });
  }
  if (document.isDerived(found)) {
    return fail({
      message: `Line ${found} of ${document.name} was derived from the plan by planloom, and proves nothing.`,
      advice: 'Cite the line of the PLAN that it comes from.',
    });
  }
  const whole = document.lines[found - 1] ?? '';
  if (isTooLittle(quoted.plain, document.folded[found - 1]?.plain)) {
    return fail({
      message: `"${text}" is too little to know line ${found} of ${document.name} by.`,
      advice: 'Quote more of the line.',
    });
  }
  const at = whole.indexOf(text.trim());
  const column = (at < 0 ? whole.search(/\S/) : at) + 1;
  return ok({
    evidence: { kind: 'agent', file: document.file, line: found, column, text: whole.trim() },
    moved: found !== line,
  });
};

/** By its name in the prompt, the name that reports use, or the end of either: models shorten paths. */
const documentNamed = (file: string, documents: readonly Citable[]): Citable | undefined => {
  const wanted = posix.normalize(file.trim().replaceAll('\\', '/'));
  const exact = documents.find((one) => one.name === wanted) ?? documents.find((one) => one.file === wanted);
  if (exact !== undefined) return exact;
  const alike = documents.filter((one) => one.file.endsWith(`/${wanted}`) || wanted.endsWith(`/${one.name}`));
  return alike.length === 1 ? alike[0] : undefined;
};

const folded = (text: string): string => text.replace(/[\s\u0085]+/g, ' ').trim();

const comparable = (text: string): Citable['folded'][number] => ({
  words: folded(text),
  plain: folded(text.replace(/[*_`]/g, '')),
});

const holds = (line: Citable['folded'][number], quoted: Citable['folded'][number]): boolean =>
  (quoted.words !== '' && line.words.includes(quoted.words)) ||
  (quoted.plain !== '' && line.plain.includes(quoted.plain));

const distance = (holders: readonly number[], line: number): number =>
  Math.min(...holders.map((holder) => Math.abs(holder - line)));

/** The nearest of the lines, undefined when none is near, null when two are equally near. */
const nearest = (holders: readonly number[], line: number): number | null | undefined => {
  const steps = distance(holders, line);
  if (steps > nearby) return undefined;
  const best = holders.filter((holder) => Math.abs(holder - line) === steps);
  return best.length === 1 ? best[0] : null;
};

/** Three letters stand on every line: a quote must be worth looking for, or be the whole line. */
const isTooLittle = (quoted: string, line: string | undefined): boolean => {
  const weight = quoted.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return weight < (quoted === line ? 1 : 4);
};

const notThere = ({ name, lines }: Citable, line: number, text: string, holders: readonly number[]): BadCitation => {
  const reads = lines[line - 1];
  if (holders.length > 0) {
    return {
      message: `The quoted words do not stand on line ${line} of ${name} or near it.`,
      advice: `They stand on line ${listInWords(holders.map(String), 'and', 4)}.`,
    };
  }
  return {
    message: `${name} does not say "${shortened(folded(text))}".`,
    advice:
      reads === undefined
        ? `Copy the words of one of its ${lines.length} lines.`
        : reads.trim() === ''
          ? `Copy the words of a line; line ${line} is empty.`
          : `Copy the words of one line; line ${line} reads "${shortened(folded(reads))}".`,
  };
};

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);
