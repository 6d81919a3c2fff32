import validate from '../generated/answer-schema.js';
import type { SchemaError } from '../generated/answer-schema.js';
import type { JsonDocument, JsonPath } from './json-document.ts';
import type { Problem } from '../domain/problem.ts';

/** Everything in which an answer has not the form of schemas/answer.schema.json. All of it errors. */
export const answerProblems = (document: JsonDocument): readonly Problem[] =>
  validate(document.value) ? [] : worthSaying(validate.errors ?? []).map((error) => toProblem(document, error));

/** A value of the wrong type breaks other rules as well, of which nobody needs to hear. */
const worthSaying = (errors: readonly SchemaError[]): readonly SchemaError[] => {
  const ofWrongType = new Set(errors.flatMap((error) => (error.keyword === 'type' ? [error.instancePath] : [])));
  return errors.filter(({ keyword, instancePath }) => keyword === 'type' || !ofWrongType.has(instancePath));
};

/** What to write, by the key that is missing or has the wrong value. */
const advice: Readonly<Record<string, string>> = {
  dependencies: 'Write "dependencies": [ … ], or [] when nothing is proposed.',
  independent: 'Write "independent": [ … ], or leave it out.',
  achievement: 'Write the id in quotes: "achievement": "2.1".',
  needs: 'Write the id in quotes: "needs": "1.1"; one proposal for each.',
  a: 'Write the id in quotes: "a": "1.1".',
  b: 'Write the id in quotes: "b": "1.2".',
  file: 'Name the document of the line as the prompt names it.',
  line: 'Give the number of the cited line, from 1, without quotes.',
  text: 'Copy the words of the cited line.',
  decision: 'Write "decision": { "parallel": true, "reason": "…" }, or leave it out.',
  parallel: 'Write true or false.',
  notes: 'Write "notes": [ "…" ], or leave it out.',
};

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const toProblem = (document: JsonDocument, { keyword, params, instancePath }: SchemaError): Problem => {
  const path = instancePath.split('/').slice(1);
  const missing = keyword === 'required' ? String(params.missingProperty) : undefined;
  const what = capital(subject(path));
  const written = shortened(document.writtenAt(path));
  const kind = /^[[{]/.exec(written)?.[0];
  const help = advice[missing ?? path.findLast((step) => !/^\d+$/.test(step)) ?? ''];
  return {
    ...(missing !== undefined
      ? { rule: 'missing-key', message: `${what} has no "${missing}".` }
      : keyword === 'type'
        ? {
            rule: 'wrong-type',
            message: `${what} is ${kind === '[' ? 'a list' : kind === '{' ? 'an object' : written}, not ${words[String(params.type)] ?? 'that'}.`,
          }
        : keyword === 'maxItems'
          ? { rule: 'too-many', message: `${what} has more than ${String(params.limit)} entries.` }
          : { rule: 'wrong-value', message: `${what} cannot be ${written}.` }),
    severity: 'error',
    at: document.placeOf(path),
    ...(help === undefined ? {} : { advice: help }),
  };
};

/** The words for the value at `path`: `"line" of entry 2 of "dependencies"`. */
const subject = (path: JsonPath): string => {
  const last = path.at(-1);
  if (last === undefined) return 'the answer';
  const around = path.length === 1 ? '' : ` of ${subject(path.slice(0, -1))}`;
  return /^\d+$/.test(String(last)) ? `entry ${Number(last) + 1}${around}` : `"${last}"${around}`;
};

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
