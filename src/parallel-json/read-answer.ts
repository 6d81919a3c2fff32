import { answerProblems } from './answer-problems.ts';
import type { Answer, Citation } from './answer.ts';
import { findJson } from './find-json.ts';
import type { JsonDocument } from './json-document.ts';
import { isObject } from './parallel-source.ts';
import { parseJson } from './parse-json.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/**
 * Reads the answer that a model gave to a discovery prompt: one JSON object, with words and code fences around it or not.
 * Of several that have `dependencies` the last one counts, since models correct themselves. Problems stand at their
 * places in the whole text; `file` is its name.
 */
export const readAnswer = (file: string, text: string): Result<Answer> => {
  const { spans, broken } = findJson(text);
  const answers = spans.filter(({ value }) => isObject(value) && Object.hasOwn(value, 'dependencies'));
  const isBroken = broken !== null && text.slice(broken.from, broken.to).includes('"dependencies"');
  const [longest] = [...spans].sort((a, b) => b.to - b.from - (a.to - a.from));
  const chosen = answers.at(-1) ?? (isBroken ? broken : (longest ?? broken));
  if (chosen === null) return fail([noJson(file, text)]);
  const json = parseJson(file, alone(text, chosen));
  if (!json.ok) return fail(json.error.map(withAdvice));
  const { document, duplicates } = json.value;
  // Which of two equal keys was meant, nobody can tell.
  const problems = [...duplicates.map((one): Problem => ({ ...one, severity: 'error' })), ...answerProblems(document)];
  if (problems.length > 0) return fail(problems.sort(byPlace));
  return ok({
    ...toAnswer(document, document.value as WrittenAnswer),
    problems: answers.length > 1 ? [severalAnswers(document, answers.length)] : [],
  });
};

/** What the schema promises. */
interface WrittenAnswer {
  readonly dependencies: readonly (Citation &
    WrittenReason & { readonly achievement: string; readonly needs: string })[];
  readonly independent?: readonly (Citation & WrittenReason & { readonly a: string; readonly b: string })[];
  readonly decision?: { readonly parallel: boolean } & WrittenReason;
  readonly notes?: readonly string[];
}
interface WrittenReason {
  readonly reason?: string;
}

const toAnswer = (document: JsonDocument, written: WrittenAnswer): Omit<Answer, 'problems'> => {
  const proposal = (list: string, index: number, { file, line, text, reason }: Citation & WrittenReason) => ({
    cites: { file, line, text },
    reason: reasonOf(reason),
    at: document.placeOf([list, index]),
  });
  return {
    file: document.source.file,
    dependencies: written.dependencies.map((one, index) => ({
      proposal: 'dependency',
      from: one.achievement.trim(),
      on: one.needs.trim(),
      ...proposal('dependencies', index, one),
    })),
    independent: (written.independent ?? []).map((one, index) => ({
      proposal: 'independence',
      a: one.a.trim(),
      b: one.b.trim(),
      ...proposal('independent', index, one),
    })),
    decision:
      written.decision === undefined
        ? null
        : { parallel: written.decision.parallel, reason: reasonOf(written.decision.reason) },
    notes: (written.notes ?? []).filter((note) => note.trim() !== ''),
  };
};

const reasonOf = (reason: string | undefined): string | null =>
  reason === undefined || reason.trim() === '' ? null : reason;

/** The text with blanks in the place of what is not the answer, so that every place in it stays what it is. */
const alone = (text: string, { from, to }: { readonly from: number; readonly to: number }): string =>
  blank(text.slice(0, from)) + text.slice(from, to);

const blank = (text: string): string => text.replace(/[^\r\n]/g, ' ');

const byPlace = ({ at: a }: Problem, { at: b }: Problem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

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

const severalAnswers = (document: JsonDocument, count: number): Problem => ({
  rule: 'several-answers',
  severity: 'warning',
  at: document.placeOf([]),
  message: `The text holds ${count} answers; the last one counts.`,
  advice: 'Take out those that are not meant, if it is another one.',
});
