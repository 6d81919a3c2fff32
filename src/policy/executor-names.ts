import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';
import type { ConfigValue } from './config-value.ts';

/** The names of the executors that the configuration has, for those who refer to them. */
export class ExecutorNames {
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** The name that `value` says; a name that nobody has is an error. */
  read(value: ConfigValue): string | null {
    const name = value.text();
    if (name === null || this.#names.includes(name)) return name;
    return value.error('unknown-executor', `There is no executor "${name}".`, adviceForExecutor(name, this.#names));
  }
}

/** What to write instead of a name that no executor has. */
export const adviceForExecutor = (name: string, names: readonly string[]): string => {
  if (names.length === 0)
    return `Define it: "executors": { "${name}": { "kind": "command", "command": ["bash", "work.sh"] } }.`;
  const [alike] = nearest(name, names, 1);
  return alike === undefined
    ? `The executors are ${listInWords(names.map((one) => `"${one}"`))}.`
    : `Did you mean "${alike}"?`;
};
