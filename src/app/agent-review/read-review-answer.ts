import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import validate from '../../generated/review-answer-schema.js';
import { answerFormProblems } from '../../parallel-json/answer-form.ts';
import { answerJson } from '../../parallel-json/answer-json.ts';
import type { JsonDocument, JsonPath } from '../../parallel-json/json-document.ts';
import { listInWords } from '../../text/list-in-words.ts';
import type { NumberedWork } from './numbered-work.ts';

/** A line of the work, which is there; `line` null: the file as a whole. */
export interface WorkPlace {
  readonly file: string;
  readonly line: number | null;
}

export interface CriterionJudged {
  readonly criterion: string;
  readonly met: boolean;
  readonly reason: string;
  readonly at: WorkPlace | null;
}

export interface FixWanted {
  readonly what: string;
  readonly at: WorkPlace | null;
}

interface ReadReview {
  readonly verdict: 'approve' | 'fix';
  readonly criteria: readonly CriterionJudged[];
  readonly fixes: readonly FixWanted[];
  readonly summary: string | null;
}

/** What the schema promises. */
interface WrittenPlace {
  readonly file?: string;
  readonly line?: number;
}

interface WrittenReview {
  readonly verdict: 'approve' | 'fix';
  readonly criteria: readonly (WrittenPlace & {
    readonly number: number;
    readonly met: boolean;
    readonly reason: string;
  })[];
  readonly fixes?: readonly (WrittenPlace & { readonly what: string })[];
  readonly summary?: string;
}

/** What to write, by the key that is missing or has the wrong value. */
const advice: Readonly<Record<string, string>> = {
  verdict: 'Write "approve" or "fix".',
  criteria: 'Write "criteria": [ { "number": 1, "met": true, "reason": "…" } ], one for each criterion.',
  number: "Write the criterion's number in the prompt.",
  met: 'Write true or false.',
  reason: 'Say why in one sentence.',
  fixes: 'Write "fixes": [ { "what": "…" } ].',
  what: 'Say what to do in one or two sentences.',
  line: 'Write the number of the line without quotes, or leave file and line out.',
};

/** Reads a review, and compares what it cites with the lines that were shown. */
export const readReviewAnswer = (
  file: string,
  text: string,
  criteria: readonly string[],
  lines: NumberedWork['lines'],
): Result<ReadReview> => {
  const json = answerJson(file, text, 'verdict');
  if (!json.ok) return json;
  const { document, duplicates } = json.value;
  const form = validate(document.value) ? [] : answerFormProblems(document, validate.errors ?? [], advice);
  if (duplicates.length + form.length > 0) return fail([...duplicates, ...form]);
  const written = document.value as WrittenReview;
  const { verdict, fixes = [], summary = '' } = written;
  const problems = [
    ...contradictions(document, written, criteria.length),
    ...written.criteria.flatMap((one, index) => citing(document, ['criteria', index], one, lines)),
    ...fixes.flatMap((one, index) => citing(document, ['fixes', index], one, lines)),
  ];
  if (problems.length > 0) return fail(problems);
  return ok({
    verdict,
    criteria: [...written.criteria]
      .sort((a, b) => a.number - b.number)
      .map((one) => ({
        criterion: criteria[one.number - 1] ?? '',
        met: one.met,
        reason: one.reason,
        at: placeOf(one, lines),
      })),
    fixes: fixes.map((one) => ({ what: one.what, at: placeOf(one, lines) })),
    summary: summary.trim() === '' ? null : summary,
  });
};

const wrong = (document: JsonDocument, path: JsonPath, rule: string, message: string, help: string): Problem => ({
  rule,
  severity: 'error',
  at: document.placeOf(path),
  message,
  advice: help,
});

const contradictions = (
  document: JsonDocument,
  { verdict, criteria, fixes = [] }: WrittenReview,
  count: number,
): readonly Problem[] => {
  const numbers = criteria.map(({ number }) => number);
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !numbers.includes(number));
  const unmet = criteria.filter(({ met }) => !met).map(({ number }) => number);
  return [
    ...numbers.flatMap((number, index) =>
      number > count || numbers.indexOf(number) < index
        ? [
            wrong(
              document,
              ['criteria', index, 'number'],
              number > count ? 'unknown-criterion' : 'duplicate-criterion',
              number > count ? `There is no criterion ${number}.` : `Criterion ${number} is judged twice.`,
              `Judge each of the criteria 1 to ${count} once.`,
            ),
          ]
        : [],
    ),
    ...(missing.length === 0
      ? []
      : [
          wrong(
            document,
            ['criteria'],
            'missing-criterion',
            `Criterion ${listInWords(missing.map(String))} is not judged.`,
            `Judge each of the criteria 1 to ${count} once.`,
          ),
        ]),
    ...(verdict === 'approve' && (unmet.length > 0 || fixes.length > 0)
      ? [
          wrong(
            document,
            ['verdict'],
            'contradicts-itself',
            `The verdict is "approve", and ${unmet.length > 0 ? `criterion ${listInWords(unmet.map(String))} is not met` : 'something is to be mended'}.`,
            'Say "fix", or correct what contradicts it; what need not be mended belongs in the summary.',
          ),
        ]
      : []),
    ...(verdict === 'fix' && fixes.length === 0
      ? [
          wrong(
            document,
            ['verdict'],
            'contradicts-itself',
            'The verdict is "fix", and nothing is said to mend.',
            'Say what to do in "fixes", or say "approve".',
          ),
        ]
      : []),
  ];
};

const citing = (
  document: JsonDocument,
  path: JsonPath,
  { file, line }: WrittenPlace,
  lines: NumberedWork['lines'],
): readonly Problem[] => {
  if (file === undefined) return [];
  const found = fileOf(file, lines);
  if (found === undefined) {
    const help = `It has ${listInWords([...lines.keys()])}; leave file and line out where there is no such line.`;
    return [
      wrong(
        document,
        [...path, 'file'],
        'unknown-file',
        `The work has no file ${JSON.stringify(file.slice(0, 120))}.`,
        help,
      ),
    ];
  }
  if (line === undefined || lines.get(found)?.has(line) === true) return [];
  const help = 'Cite a line as it is numbered in the prompt, or leave the line out.';
  return [wrong(document, [...path, 'line'], 'unknown-line', `Line ${line} of ${found} was not shown.`, help)];
};

const fileOf = (written: string, lines: NumberedWork['lines']): string | undefined =>
  [written, written.replace(/^(?:\.\/|[ab]\/)/, '')].find((name) => lines.has(name));

const placeOf = ({ file, line }: WrittenPlace, lines: NumberedWork['lines']): WorkPlace | null => {
  const found = file === undefined ? undefined : fileOf(file, lines);
  return found === undefined ? null : { file: found, line: line ?? null };
};
