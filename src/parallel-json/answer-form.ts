import type { SchemaError } from '../generated/answer-schema.js';
import type { JsonDocument, JsonPath } from './json-document.ts';
import type { Problem } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';

/**
 * What a validator found wrong with the form of an answer, as errors at their places. `advice`: what to write, by the key
 * that is missing or has the wrong value.
 */
export const answerFormProblems = (
  document: JsonDocument,
  errors: readonly SchemaError[],
  advice: Readonly<Record<string, string>>,
): readonly Problem[] => worthSaying(errors).map((error) => toProblem(document, error, advice));

/** A value of the wrong type breaks other rules as well, of which nobody needs to hear. */
const worthSaying = (errors: readonly SchemaError[]): readonly SchemaError[] => {
  const ofWrongType = new Set(errors.flatMap((error) => (error.keyword === 'type' ? [error.instancePath] : [])));
  return errors.filter(({ keyword, instancePath }) => keyword === 'type' || !ofWrongType.has(instancePath));
};

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const toProblem = (
  document: JsonDocument,
  { keyword, params, instancePath }: SchemaError,
  advice: Readonly<Record<string, string>>,
): Problem => {
  const path = instancePath.split('/').slice(1);
  const missing = keyword === 'required' ? String(params.missingProperty) : undefined;
  const what = capital(subject(path));
  const written = shortened(document.writtenAt(path));
  const help = advice[missing ?? path.findLast((step) => !/^\d+$/.test(step)) ?? ''];
  return {
    ...(missing !== undefined
      ? { rule: 'missing-key', message: `${what} has no "${missing}".` }
      : finding(keyword, params, what, written)),
    severity: 'error',
    at: document.placeOf(path),
    ...(help === undefined ? {} : { advice: help }),
  };
};

const finding = (
  keyword: string,
  params: SchemaError['params'],
  what: string,
  written: string,
): Pick<Problem, 'rule' | 'message'> => {
  const kind = /^[[{]/.exec(written)?.[0];
  switch (keyword) {
    case 'type': {
      const found = kind === '[' ? 'a list' : kind === '{' ? 'an object' : written;
      return { rule: 'wrong-type', message: `${what} is ${found}, not ${words[String(params.type)] ?? 'that'}.` };
    }
    case 'maxItems':
      return { rule: 'too-many', message: `${what} has more than ${String(params.limit)} entries.` };
    case 'minItems':
      return { rule: 'too-few', message: `${what} has no entry.` };
    case 'maxLength':
      return { rule: 'too-long', message: `${what} has more than ${String(params.limit)} characters.` };
    case 'enum': {
      const known = (params.allowedValues as readonly unknown[]).map((value) => JSON.stringify(value));
      return { rule: 'unknown-word', message: `${what} is ${written}, not ${listInWords(known, 'or')}.` };
    }
    default:
      return { rule: 'wrong-value', message: `${what} cannot be ${written}.` };
  }
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
