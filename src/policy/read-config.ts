import type { Problem } from '../domain/problem.ts';
import { hasErrors } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { nearest } from '../text/nearest.ts';
import type { Config } from './config.ts';
import type { LocatedJson } from './located-json.ts';

type Path = readonly string[];
type JsonObject = Readonly<Record<string, unknown>>;

/** Keys that runs read; here only their form is looked at. */
const objects = ['executors', 'worktree'];
const texts = ['preset', 'defaultExecutor'];
const lists = ['checks'];
const known = ['$schema', 'maxExecutors', 'pools', ...objects, ...texts, ...lists];
/** They say where things are written and whom to trust: a file that came with a repository may not. */
const personal = ['worktreeRoot', 'hosts', 'tokens'];

/**
 * Reads the configuration of a workspace. Fails with all problems, in the order of the file, if one of them leaves a
 * value unknown. A key that is not known is a warning: a newer planloom may know it.
 */
export const readConfig = (document: LocatedJson): Result<Config> => {
  const { value } = document;
  if (!isObject(value)) {
    return fail([
      wrongType(document, [], `The file is ${kindOf(value)}, not an object.`, 'Write { } around its keys.'),
    ]);
  }
  const problems = [
    ...unknownKeys(document, [], value, known),
    ...limitProblems(document, ['maxExecutors'], value.maxExecutors),
    ...poolProblems(document, value.pools),
    ...formProblems(document, value),
  ].sort((a, b) => (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0));
  if (hasErrors(problems)) return fail(problems);
  const pools = isObject(value.pools) ? Object.entries(value.pools) : [];
  return ok({
    maxExecutors: typeof value.maxExecutors === 'number' ? value.maxExecutors : null,
    pools: Object.fromEntries(pools.map(([name, pool]) => [name, (pool as { slots: number }).slots])),
    problems,
  });
};

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const poolProblems = (document: LocatedJson, pools: unknown): readonly Problem[] => {
  if (pools === undefined) return [];
  const advice = 'Write "pools": { "default": { "slots": 3 } }.';
  if (!isObject(pools)) {
    return [wrongType(document, ['pools'], `"pools" is ${kindOf(pools)}, not an object.`, advice)];
  }
  return Object.entries(pools).flatMap(([name, pool]): readonly Problem[] => {
    const path = ['pools', name];
    if (!isObject(pool)) {
      return [wrongType(document, path, `The pool "${name}" is ${kindOf(pool)}, not an object.`, advice)];
    }
    if (!('slots' in pool)) {
      const message = `The pool "${name}" has no "slots".`;
      return [{ rule: 'missing-key', severity: 'error', at: document.placeOfKey(path), message, advice }];
    }
    return [
      ...limitProblems(document, [...path, 'slots'], pool.slots),
      ...unknownKeys(document, path, pool, ['slots']),
    ];
  });
};

const limitProblems = (document: LocatedJson, path: Path, value: unknown): readonly Problem[] => {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 1)) return [];
  const name = `"${path.join('.')}"`;
  const is = typeof value === 'number' ? String(value) : kindOf(value);
  return [
    wrongType(document, path, `${name} is ${is}, not a whole number of at least 1.`, 'Write a number such as 3.'),
  ];
};

const formProblems = (document: LocatedJson, value: JsonObject): readonly Problem[] => {
  const wrong = (keys: readonly string[], what: string, fits: (value: unknown) => boolean): readonly Problem[] =>
    keys
      .filter((key) => key in value && !fits(value[key]))
      .map((key) =>
        wrongType(
          document,
          [key],
          `"${key}" is ${kindOf(value[key])}, not ${what}.`,
          `Write ${what}, or remove the key.`,
        ),
      );
  return [
    ...wrong(objects, 'an object', isObject),
    ...wrong(texts, 'a text', (one) => typeof one === 'string'),
    ...wrong(lists, 'a list', Array.isArray),
  ];
};

const unknownKeys = (
  document: LocatedJson,
  path: Path,
  value: JsonObject,
  knownHere: readonly string[],
): readonly Problem[] =>
  Object.keys(value)
    .filter((key) => !knownHere.includes(key))
    .map((key): Problem => {
      const at = document.placeOfKey([...path, key]);
      if (path.length === 0 && personal.includes(key)) {
        const message = `"${key}" does not count here: it comes from your own configuration only.`;
        return { rule: 'misplaced-key', severity: 'warning', at, message, advice: 'Remove it from this file.' };
      }
      const [alike] = nearest(key, knownHere, 1);
      const offered = knownHere.filter((word) => !word.startsWith('$')).join(', ');
      const advice = alike === undefined ? `Known keys: ${offered}.` : `Did you mean "${alike}"?`;
      return { rule: 'unknown-key', severity: 'warning', at, message: `The key "${key}" is not known.`, advice };
    });

const wrongType = (document: LocatedJson, path: Path, message: string, advice: string): Problem => ({
  rule: 'wrong-type',
  severity: 'error',
  at: document.placeOf(path),
  message,
  advice,
});

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `the ${typeof value === 'string' ? 'text' : typeof value} ${JSON.stringify(value)}`;
};
