import { findJson } from './find-json.ts';
import type { JsonDocument } from './json-document.ts';
import { isObject } from './parallel-source.ts';
import { parseJson } from './parse-json.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/** The JSON object of an answer; its form is not checked yet. */
export interface AnswerJson {
  readonly document: JsonDocument;
  /** `duplicate-key`, errors: which of two equal keys was meant, nobody can tell. */
  readonly duplicates: readonly Problem[];
  /** How many objects of the text have the key that was looked for. */
  readonly count: number;
}

/**
 * The JSON object in what a model answered, with words and code fences around it or not. Of several that have `key` the
 * last one counts, since models correct themselves. Problems stand at their places in the whole text; `file` is its name.
 */
export const answerJson = (file: string, text: string, key: string): Result<AnswerJson> => {
  const { spans, broken } = findJson(text);
  const answers = spans.filter(({ value }) => isObject(value) && Object.hasOwn(value, key));
  const isBroken = broken !== null && text.slice(broken.from, broken.to).includes(`"${key}"`);
  const [longest] = [...spans].sort((a, b) => b.to - b.from - (a.to - a.from));
  const chosen = answers.at(-1) ?? (isBroken ? broken : (longest ?? broken));
  if (chosen === null) return fail([noJson(file, text)]);
  const json = parseJson(file, alone(text, chosen));
  if (!json.ok) return fail(json.error.map(withAdvice));
  const { document, duplicates } = json.value;
  return ok({
    document,
    duplicates: duplicates.map((one): Problem => ({ ...one, severity: 'error' })),
    count: answers.length,
  });
};

/** The text with blanks in the place of what is not the answer, so that every place in it stays what it is. */
const alone = (text: string, { from, to }: { readonly from: number; readonly to: number }): string =>
  blank(text.slice(0, from)) + text.slice(from, to);

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** What would help a file that planloom writes does not help an answer. */
const withAdvice = (problem: Problem): Problem => ({
  ...problem,
  advice: problem.rule === 'json-nesting' ? 'Ask for the form that the prompt shows.' : (problem.advice ?? ''),
});

const noJson = (file: string, text: string): Problem => ({
  rule: 'no-answer',
  severity: 'error',
  at: { file },
  message: text.trim() === '' ? 'The answer is empty.' : 'There is no JSON object in the answer.',
  advice: 'Ask for the JSON object that the prompt shows, and save all that comes back.',
});
