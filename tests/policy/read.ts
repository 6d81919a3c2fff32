import { parseJson } from '../../src/parallel-json/parse-json.ts';
import type { Config } from '../../src/policy/config.ts';
import { readConfig } from '../../src/policy/read-config.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Result } from '../../src/domain/result.ts';

/** The configuration that a text says. */
export const read = (text: string): Result<Config> => {
  const parsed = parseJson('planloom.config.json', text);
  if (!parsed.ok) throw new Error('no JSON');
  return readConfig(parsed.value.document);
};

/** The configuration of a value that has no mistake. */
export const configOf = (value: unknown): Config => {
  const config = read(JSON.stringify(value));
  if (!config.ok) throw new Error(config.error.map(({ message }) => message).join('\n'));
  return config.value;
};

export const problemsOf = (text: string): readonly Problem[] => {
  const config = read(text);
  return config.ok ? config.value.problems : config.error;
};
