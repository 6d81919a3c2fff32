import { readProgress } from '../workspace/read-progress.ts';
import { emptyRunFacts } from '../workspace/run-facts.ts';
import { statusReport } from '../workspace/status-report.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { AssembledPlan } from './assemble-plan.ts';
import { labelled } from './read-plan.ts';

/** Where the plan stands, from the files on disk. Paths of documents are relative to the root. */
export const reportStatus = async ({ disk, graph }: AssembledPlan): Promise<StatusReport> => {
  const { root } = disk.place;
  const { progress, problems } = await readProgress(root.files, disk.documents);
  const report = statusReport({
    plan: { name: disk.parsed.name, title: disk.parsed.title, file: disk.parsed.file },
    achievements: graph.plan.achievements,
    levels: graph.levelOf,
    documents: disk.documents,
    progress,
    facts: emptyRunFacts,
  });
  return { ...report, problems: labelled(root, [...report.problems, ...problems]) };
};
