import { readProgress } from '../workspace/read-progress.ts';
import { statusReport } from '../workspace/status-report.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import { labelled } from './open-plan.ts';
import type { PlanState } from './plan-state.ts';
import { readRunFacts } from './run/read-run-facts.ts';

/** Where the plan stands, from the files on disk and from the newest run. Paths of documents are relative to the root. */
export const reportStatus = async ({ place, documents, graph, problems: unread }: PlanState): Promise<StatusReport> => {
  const { root } = place;
  const { plan } = graph;
  const { progress, problems } = await readProgress(root.files, documents);
  const report = statusReport({
    plan: { name: plan.name, title: plan.title, file: plan.file },
    achievements: plan.achievements,
    levels: graph.levelOf,
    documents: documents,
    progress,
    facts: await readRunFacts(root.runs, { name: plan.name, file: place.file }),
  });
  return { ...report, problems: [...labelled(root, [...report.problems, ...problems]), ...unread] };
};
