import validate from '../generated/parallel-schema.js';
import type { SchemaError } from '../generated/parallel-schema.js';
import type { JsonPath } from './json-document.ts';
import { isObject } from './parallel-source.ts';
import type { ParallelSource } from './parallel-source.ts';
import type { Problem } from '../domain/problem.ts';

/**
 * Everything in which the file does not have the form that the schema describes. An error where the graph depends on
 * it, a warning where the value is passed over.
 */
export const formProblems = (source: ParallelSource): readonly Problem[] =>
  validate(source.value) ? [] : worthSaying(validate.errors ?? []).map((error) => toProblem(source, error));

/** A value of the wrong type breaks other rules as well, of which nobody needs to hear. */
const worthSaying = (errors: readonly SchemaError[]): readonly SchemaError[] => {
  const ofWrongType = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath),
  );
  return errors.filter(({ keyword, instancePath }) => keyword === 'type' || !ofWrongType.has(instancePath));
};

/** Advice by the key that is missing or has the wrong value. */
const advice: Readonly<Record<string, string>> = {
  plan_name: 'Write "plan_name": "NAME", the NAME of PLAN_NAME.md.',
  parallelization_level: 'Write "parallelization_level": "level_2", or level_1 or level_3.',
  achievements: 'Write "achievements": [ … ], one object for each achievement.',
  achievement_id: 'Write "achievement_id": "1.2", two or three whole numbers with dots between them.',
  on: 'Write "on": "1.2", the id of the achievement that is needed.',
  dependencies: 'Write the ids as a list, "dependencies": ["1.2"], or [] if it needs nothing.',
  dependency_evidence: 'Restore it, or remove the key: discover writes it anew.',
  kind: 'Write "manual" for a dependency that you decided on.',
  removed: 'Write true, or remove the key.',
  schema_version: 'Use the planloom that wrote it, or a newer one.',
  status: 'Remove it: status comes from the documents on disk.',
  estimated_hours: 'Write hours as a number, or a range as text: "4-6".',
};

const toProblem = (source: ParallelSource, error: SchemaError): Problem => {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = valueAt(source.value, path);
  const key = error.keyword === 'required' ? String(error.params.missingProperty) : keyOf(path);
  const used = isUsed(error.keyword === 'required' ? [...path, key] : path);
  return {
    ...findingOf(source, error, path, value),
    severity: used ? 'error' : 'warning',
    at: source.document.placeOf(source.origin(path)),
    advice: adviceOf(source, path, key, value) ?? (used ? 'Write the file anew with discover.' : 'It is passed over.'),
  };
};

const adviceOf = (source: ParallelSource, path: JsonPath, key: string, value: unknown): string | undefined => {
  if (typeof value === 'number' && isIdPlace(path)) {
    const number = source.document.writtenAt(source.origin(path));
    return `Put it in quotes: "${number}". As numbers, 1.1 and 1.10 are the same.`;
  }
  if (path.at(-2) === 'dependencies') return 'Write ids as text, two or three whole numbers with dots: "1.2".';
  return advice[key];
};

const isIdPlace = (path: JsonPath): boolean =>
  ['achievement_id', 'on'].includes(String(path.at(-1))) || path.at(-2) === 'dependencies';

/** The key that a value stands under, over any lists between. */
const keyOf = (path: JsonPath): string => String(path.findLast((step) => !/^\d+$/.test(String(step))) ?? '');

const usedInAchievement = new Set(['achievement_id', 'dependencies', 'dependency_evidence']);
const usedInEvidence = new Set(['on', 'kind', 'removed']);

/** Whether the graph, or what people put into it, cannot be known without the value at `path`. */
const isUsed = ([top, , key, , inner]: JsonPath): boolean => {
  if (top === undefined || top === 'plan_name' || top === 'parallelization_level' || top === 'schema_version')
    return true;
  if (top !== 'achievements') return false;
  if (key === undefined) return true;
  return usedInAchievement.has(String(key)) && (inner === undefined || usedInEvidence.has(String(inner)));
};

const findingOf = (
  source: ParallelSource,
  { keyword, params }: SchemaError,
  path: JsonPath,
  value: unknown,
): Pick<Problem, 'rule' | 'message'> => {
  const what = capital(subject(source.document.value, source.origin(path)));
  const written = shortened(source.document.writtenAt(source.origin(path)));
  switch (keyword) {
    case 'required':
      return { rule: 'missing-key', message: `${what} has no "${String(params.missingProperty)}".` };
    case 'type':
      return { rule: 'wrong-type', message: `${what} is ${kindOf(value, written)}, not ${expected(params.type)}.` };
    case 'enum':
      return { rule: 'unknown-word', message: `${what} is ${written}, not ${oneOf(params.allowedValues)}.` };
    case 'const':
      return { rule: 'newer-schema', message: `${what} is ${written}; this planloom knows 1.` };
    case 'pattern':
      return isIdPlace(path)
        ? { rule: 'bad-id', message: `${what} is ${written}, which is no achievement id.` }
        : { rule: 'wrong-value', message: `${what} is ${written === '""' ? 'empty' : written}.` };
    default:
      return { rule: 'wrong-value', message: `${what} cannot be ${written}.` };
  }
};

const valueAt = (value: unknown, path: JsonPath): unknown =>
  path.reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step], value);

/** The words for the value at `path`: `entry 2 of "dependencies" of achievement 2.1`. */
const subject = (root: unknown, path: JsonPath): string => {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (path.at(-2) === 'achievements') {
    const achievement = valueAt(root, path);
    const id = isObject(achievement) ? (achievement.achievement_id ?? achievement.id) : undefined;
    if (typeof id === 'string') return `achievement ${id}`;
  }
  const around = path.length === 1 ? '' : ` of ${subject(root, path.slice(0, -1))}`;
  return /^\d+$/.test(String(last)) ? `entry ${Number(last) + 1}${around}` : `"${last}"${around}`;
};

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** The types that the schema allows; `null` is only tolerated, so it is not offered. */
const expected = (types: unknown): string => listed([types].flat().flatMap((type) => typeWords[String(type)] ?? []));

const oneOf = (words: unknown): string =>
  listed((words as readonly unknown[]).filter((word) => word !== null).map(String));

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const kindOf = (value: unknown, written: string): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'boolean') return written;
  return `the ${typeof value === 'string' ? 'text' : 'number'} ${written}`;
};

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
