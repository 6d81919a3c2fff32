import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';
import type { Config } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { executorOf, usualAgents } from './executor-of.ts';

/** The names of the executors that the configuration has, for those who refer to them. */
export class ExecutorNames {
  readonly #names: readonly string[];
  readonly #executors: Config['executors'];

  /** `names`: also of those that could not be read. */
  constructor(names: readonly string[], executors: Config['executors']) {
    this.#names = names;
    this.#executors = executors;
  }

  /** The name that `value` says; a name that nobody has is an error. */
  read(value: ConfigValue): string | null {
    const name = value.text();
    if (name === null || this.#names.includes(name) || executorOf(this.#executors, name) !== undefined) return name;
    return value.error('unknown-executor', `There is no executor "${name}".`, adviceForExecutor(name, this.#names));
  }
}

/** What to write instead of a name that no executor has. */
export const adviceForExecutor = (name: string, names: readonly string[]): string => {
  const [base = name, model] = name.split(/:(.*)/s);
  const [first = name] = name.toLowerCase().split(/[\s(]/);
  if (first !== name.toLowerCase() && [...names, ...usualAgents].includes(first)) {
    return `Write the name alone, with the model behind a colon if need be: "${first}".`;
  }
  const isKnown = names.includes(base);
  if (model === '') return `Write "${base}" alone, or a model behind the colon: "${base}:opus".`;
  if (base === 'acp' && !isKnown) {
    return 'It needs to be told what starts the agent: "executors": { "acp": { "kind": "acp", "command": ["some-agent", "--acp"] } }.';
  }
  if (model !== undefined && isKnown) return `Only an agent takes a model: write "${base}".`;
  const known = [...names, ...usualAgents];
  const [alike] = nearest(base, known, 1);
  if (alike !== undefined) return `Did you mean "${alike}${model === undefined ? '' : `:${model}`}"?`;
  const own = `{ "kind": "command", "command": ["bash", "work.sh"] }`;
  return `The executors are ${listInWords(known.map((one) => `"${one}"`))}; to have another: "executors": { "${base}": ${own} }.`;
};
