import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { configFileName, noConfig } from '../policy/config.ts';
import type { Config } from '../policy/config.ts';
import { maxDocumentBytes, readProblem } from './open-plan.ts';
import type { Root } from './open-plan.ts';

export interface ConfigOnDisk {
  readonly config: Result<Config>;
  /** The file's text by the name that problems use; empty where there is none. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads `planloom.config.json` at the root of a workspace; a workspace needs none. */
export const readConfigOnDisk = async (root: Root): Promise<ConfigOnDisk> => {
  const label = root.label(configFileName);
  const read = await root.files.readText(configFileName, maxDocumentBytes);
  if (!read.ok) {
    const config = read.error.reason === 'missing' ? ok(noConfig) : fail([readProblem(label, read.error)]);
    return { config, sources: new Map() };
  }
  return { config: await configOf(label, read.value), sources: new Map([[label, read.value]]) };
};

/** Every problem of the file, whether it could be read or not. */
export const configProblems = ({ config }: ConfigOnDisk): readonly Problem[] =>
  config.ok ? config.value.problems : config.error;

/** Reads the text of a configuration; `label` is what problems name it by. */
export const configOf = async (label: string, text: string): Promise<Result<Config>> => {
  // The reader of JSON with places is loaded only where there is something to read.
  const { parseJson } = await import('../parallel-json/parse-json.ts');
  const parsed = parseJson(label, text);
  if (!parsed.ok) return parsed;
  const { document, duplicates } = parsed.value;
  const { readConfig } = await import('../policy/read-config.ts');
  const config = readConfig(document);
  if (!config.ok) return fail([...duplicates, ...config.error]);
  return ok({ ...config.value, problems: [...duplicates, ...config.value.problems] });
};
