import type { Place, Problem, Severity } from '../domain/problem.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';
import type { LocatedJson } from './located-json.ts';

type Path = readonly (string | number)[];

export interface NumberRange {
  readonly least: number;
  /** Default: no end. */
  readonly most?: number;
  /** Whether `least` itself does not fit. Default: no. */
  readonly above?: boolean;
  readonly whole?: boolean;
}

/**
 * A value of the configuration that knows where it stands. What does not fit is noted in `problems`, and the value then
 * counts as absent (`null`), so that one reading finds every mistake.
 */
export class ConfigValue {
  readonly value: unknown;
  readonly path: Path;
  readonly problems: Problem[];
  readonly #document: LocatedJson;
  readonly #subject: string | undefined;

  constructor(document: LocatedJson, problems: Problem[], value: unknown, path: Path = [], subject?: string) {
    this.value = value;
    this.path = path;
    this.problems = problems;
    this.#document = document;
    this.#subject = subject;
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  /** How messages name it: `"checks[0].command"`, say. */
  get subject(): string {
    return this.#subject ?? (this.path.length === 0 ? 'The file' : `"${dotted(this.path)}"`);
  }

  get place(): Place {
    return this.#document.placeOf(this.path);
  }

  /** What stands under `key`, present or not. */
  at(key: string, subject?: string): ConfigValue {
    const found = isObject(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new ConfigValue(this.#document, this.problems, found, [...this.path, key], subject);
  }

  /** The values of an object by their keys; nothing where there is no object. */
  entries(subject?: (key: string) => string): readonly (readonly [string, ConfigValue])[] {
    return isObject(this.value) ? Object.keys(this.value).map((key) => [key, this.at(key, subject?.(key))]) : [];
  }

  /** Whether it is an object; keys besides `known` are warned of. Null for `known`: any key will do. */
  isObject(known: readonly string[] | null, advice = 'Write an object, or remove the key.'): boolean {
    if (this.isAbsent) return false;
    if (!isObject(this.value)) {
      this.misfit('an object', advice);
      return false;
    }
    if (known !== null) this.warnOfUnknown(known);
    return true;
  }

  list(): readonly ConfigValue[] | null {
    if (this.isAbsent) return null;
    if (!Array.isArray(this.value)) return this.misfit('a list', 'Write a list, or remove the key.');
    return this.value.map(
      (one: unknown, index) => new ConfigValue(this.#document, this.problems, one, [...this.path, index]),
    );
  }

  text(): string | null {
    if (this.isAbsent) return null;
    if (typeof this.value === 'string') return this.value;
    return this.misfit('a text', 'Write a text, or remove the key.');
  }

  choice<Word extends string>(words: readonly Word[]): Word | null {
    const text = this.text();
    if (text === null) return null;
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    const [alike] = nearest(text, words, 1);
    const offered = listInWords(words, 'or');
    return this.misfit(offered, alike === undefined ? `Write ${offered}.` : `Did you mean "${alike}"?`);
  }

  number({ least, most = Infinity, above = false, whole = false }: NumberRange): number | null {
    if (this.isAbsent) return null;
    const { value } = this;
    const fits =
      typeof value === 'number' && Number.isFinite(value) && value <= most && (above ? value > least : value >= least);
    if (fits && (!whole || Number.isSafeInteger(value))) return value;
    const start = above ? `above ${least}` : `of at least ${least}`;
    const range = most === Infinity ? start : above ? `${start} and at most ${most}` : `from ${least} to ${most}`;
    const example = Math.min(Math.max(least, 3), most);
    const is = typeof value === 'number' ? String(value) : kindOf(value);
    return this.misfit(`a ${whole ? 'whole ' : ''}number ${range}`, `Write a number such as ${example}.`, is);
  }

  /** Notes that it is not `what`; answers with nothing, as what does not fit counts as absent. */
  misfit(what: string, advice: string, is = kindOf(this.value)): null {
    return this.error('wrong-type', `${this.subject} is ${is}, not ${what}.`, advice);
  }

  error(rule: string, message: string, advice: string): null {
    this.#note(rule, 'error', message, advice);
    return null;
  }

  warn(rule: string, message: string, advice: string): void {
    this.#note(rule, 'warning', message, advice);
  }

  /** Notes a mistake in the key that leads here. */
  errorOfKey(rule: string, message: string, advice: string): null {
    this.#note(rule, 'error', message, advice, this.#document.placeOfKey(this.path));
    return null;
  }

  /** As `errorOfKey`; the value counts all the same. */
  warnOfKey(rule: string, message: string, advice: string): void {
    this.#note(rule, 'warning', message, advice, this.#document.placeOfKey(this.path));
  }

  #note(
    rule: string,
    severity: Severity,
    message: string,
    advice: string,
    at = this.#document.placeOf(this.path),
  ): void {
    this.problems.push({ rule, severity, at, message, advice });
  }

  /** Warns of keys that are neither `known` nor left to the caller. */
  warnOfUnknown(known: readonly string[], left: readonly string[] = []): void {
    for (const [key, one] of this.entries()) {
      if (known.includes(key) || left.includes(key)) continue;
      const [alike] = nearest(key, known, 1);
      const offered = known.filter((word) => !word.startsWith('$')).join(', ');
      const advice = alike === undefined ? `Known keys: ${offered}.` : `Did you mean "${alike}"?`;
      one.warnOfKey('unknown-key', `The key "${key}" is not known.`, advice);
    }
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dotted = (path: Path): string =>
  path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? part : `${name}.${part}`;
  }, '');

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value);
  return `the ${typeof value === 'string' ? 'text' : typeof value} ${text.length > 80 ? `${text.slice(0, 78)}…"` : text}`;
};
