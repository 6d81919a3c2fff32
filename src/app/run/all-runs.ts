import type { Problem } from '../../domain/problem.ts';
import type { RunReader } from '../../ports/run-reader.ts';
import { readRun } from './find-run.ts';
import type { FoundRun } from './find-run.ts';

/** All runs of a workspace, newest first; those that cannot be read are told as warnings. */
export const allRuns = async (
  reader: RunReader,
): Promise<{ readonly runs: readonly FoundRun[]; readonly problems: readonly Problem[] }> => {
  const runs: FoundRun[] = [];
  const problems: Problem[] = [];
  for (const id of await reader.list()) {
    const found = await readRun(reader, id);
    if (found.ok) runs.push(found.value);
    else problems.push(...found.error.map((problem) => ({ ...problem, severity: 'warning' as const })));
  }
  return { runs, problems };
};
