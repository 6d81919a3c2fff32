import { posix } from 'node:path';
import type { CheckResult } from '../domain/run.ts';
import type { Processes } from '../ports/processes.ts';
import type { RunStore, TreeChange } from '../ports/run-store.ts';
import { checkNotRun, checkResult } from './check-result.ts';
import { definitionFiles } from './evidence/definition-files.ts';
import { frozenCheck } from './evidence/frozen-check.ts';
import type { FrozenCheck } from './evidence/frozen-check.ts';
import type { TextPair } from './evidence/package-scripts.ts';
import type { RunCheck } from './run-check.ts';

/** What is to be checked, and where. */
export interface WorkToCheck {
  readonly store: RunStore;
  readonly processes: Processes;
  /** The folder that holds the result, at the top of the repository; absolute. */
  readonly top: string;
  /** The workspace's root below it, where the commands run; absolute. */
  readonly folder: string;
  readonly prefix: string;
  /** What protected files are put back to. */
  readonly base: string;
  readonly basePaths: readonly string[];
  readonly result: string;
  readonly changes: readonly TreeChange[];
  /** What the attempt was to make, relative to the workspace's root. */
  readonly deliverables: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly outputFile: string;
}

export interface Checked {
  readonly results: readonly CheckResult[];
  readonly protectedChanged: readonly string[];
  readonly remarks: readonly string[];
}

/**
 * Runs the checks one after the other, each with its protected files as they were before the attempt. All are run, also
 * after one has failed: the next attempt is told of everything at once.
 */
export const checkWork = async (
  checks: readonly RunCheck[],
  work: WorkToCheck,
  signal: AbortSignal,
): Promise<Checked> => {
  const results: CheckResult[] = [];
  const protectedChanged = new Set<string>();
  const remarks = new Set<string>();
  for (const check of checks) {
    const frozen = await freeze(check, work);
    for (const path of frozen.restore) protectedChanged.add(path);
    for (const remark of frozen.remarks) remarks.add(remark);
    const whyNot = check.notRun ?? (await untrusted(check, work));
    if (whyNot !== null) {
      results.push(checkNotRun(check, whyNot));
      continue;
    }
    const result = await run(check, frozen, work, signal);
    // What the attempt wrote itself proves nothing. But what fails by its own measure is not to be merged.
    const isProof = frozen.counts || result.outcome === 'failed';
    results.push(isProof ? result : { ...checkNotRun(check, frozen.reason), seconds: result.seconds });
  }
  return { results, protectedChanged: [...protectedChanged].sort(), remarks: [...remarks] };
};

/** The script that would run is that of the base; somebody may have changed it since it was shown to a person. */
const untrusted = async ({ command, trustedText }: RunCheck, { store, base, prefix }: WorkToCheck) => {
  if (trustedText === null) return null;
  const path = posix.join(prefix, command.at(-1) ?? '');
  return (await store.textOf(base, path)) === trustedText ? null : 'It is not the script that was trusted.';
};

const freeze = async ({ name, command, protect }: RunCheck, work: WorkToCheck): Promise<FrozenCheck> => {
  const { store, prefix, basePaths, changes, base, result, deliverables } = work;
  const definitions = new Map<string, TextPair>();
  for (const path of definitionFiles(command, prefix, changes)) {
    const [before, after] = await Promise.all([store.textOf(base, path), store.textOf(result, path)]);
    definitions.set(path, { base: before ?? '', result: after ?? '' });
  }
  return frozenCheck(name, { command, protect, prefix, basePaths, changes, definitions, deliverables });
};

const run = async (
  check: RunCheck,
  { restore }: FrozenCheck,
  { store, processes, top, folder, base, result, env, outputFile }: WorkToCheck,
  signal: AbortSignal,
): Promise<CheckResult> => {
  const { command, timeoutMs } = check;
  const request = { command, folder, env, outputFile, timeoutMs };
  if (restore.length > 0) await store.restore(top, base, restore);
  let exit = await processes.run(request, signal);
  if (restore.length > 0) {
    await store.restore(top, result, restore);
    // What is merged are the attempt's own versions: with them the check must pass as well.
    if (exit.outcome === 'succeeded') exit = await processes.run(request, signal);
  }
  return checkResult(check, exit);
};
