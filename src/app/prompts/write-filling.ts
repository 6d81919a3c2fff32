import type { Problem } from '../../domain/problem.ts';
import { changedMeanwhile } from '../changed-meanwhile.ts';
import type { PlanPlace } from '../open-plan.ts';
import { vanishedPlan } from '../vanished-plan.ts';
import { writeProblem } from '../write-problem.ts';
import type { FilledDocument } from './weigh-filling.ts';

/**
 * Writes filled documents, each whole or not at all, and none that is not what it was when it was read. Answers with what
 * was written, and why the others were not.
 */
export const writeFilling = async (
  place: PlanPlace,
  changes: readonly FilledDocument[],
): Promise<{ readonly written: readonly FilledDocument[]; readonly problems: readonly Problem[] }> => {
  const vanished = await vanishedPlan(place);
  if (vanished !== undefined) return { written: [], problems: [vanished] };
  const written: FilledDocument[] = [];
  const problems: Problem[] = [];
  for (const change of changes) {
    const { path, label, text } = change.document;
    const outcome = await place.root.files.change(path, text, change.text);
    if (!outcome.ok) problems.push(writeProblem(label, outcome.error));
    else if (outcome.value) written.push(change);
    else problems.push(changedMeanwhile(label));
  }
  return { written, problems };
};
