import { answerJson } from './answer-json.ts';
import { answerProblems } from './answer-problems.ts';
import type { Answer, Citation } from './answer.ts';
import type { JsonDocument } from './json-document.ts';
import { severalAnswers } from './several-answers.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/**
 * Reads the answer that a model gave to a discovery prompt: one JSON object, with words and code fences around it or not.
 * Of several that have `dependencies` the last one counts, since models correct themselves. Problems stand at their
 * places in the whole text; `file` is its name.
 */
export const readAnswer = (file: string, text: string): Result<Answer> => {
  const json = answerJson(file, text, 'dependencies');
  if (!json.ok) return json;
  const { document, duplicates, count } = json.value;
  const problems = [...duplicates, ...answerProblems(document)];
  if (problems.length > 0) return fail(problems.sort(byPlace));
  return ok({
    ...toAnswer(document, document.value as WrittenAnswer),
    problems: count > 1 ? [severalAnswers(document, count)] : [],
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

const byPlace = ({ at: a }: Problem, { at: b }: Problem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
