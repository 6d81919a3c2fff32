import type { RunReader } from '../ports/run-reader.ts';
import { emptyRunFacts } from '../workspace/run-facts.ts';
import type { RunFacts } from '../workspace/run-facts.ts';
import { readProgress } from '../workspace/read-progress.ts';
import { statusReport } from '../workspace/status-report.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import { labelled } from './open-plan.ts';
import type { PlanState } from './plan-state.ts';

/** The reader of journals is loaded only where something was run. */
const runFactsOf = async (
  plan: { readonly name: string; readonly file: string },
  runs: RunReader,
): Promise<RunFacts> => {
  if ((await runs.list()).length === 0) return emptyRunFacts;
  const { readRunFacts } = await import('./run/read-run-facts.ts');
  return readRunFacts(runs, plan);
};

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
    facts: await runFactsOf({ name: plan.name, file: place.file }, root.runs),
  });
  return { ...report, problems: [...labelled(root, [...report.problems, ...problems]), ...unread] };
};
