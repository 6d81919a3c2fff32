import type { RunReader } from '../ports/run-reader.ts';
import { shortDigest } from '../text/short-digest.ts';
import { emptyRunFacts } from '../workspace/run-facts.ts';
import type { RunFacts } from '../workspace/run-facts.ts';
import { readProgress } from '../workspace/read-progress.ts';
import { statusReport } from '../workspace/status-report.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import { hasExecutor } from './has-executor.ts';
import { labelled, maxDocumentBytes } from './open-plan.ts';
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

/** A FIX that was changed after a run had mended it is another one. */
const withFixesAsMended = async (
  { root }: PlanState['place'],
  { byAchievement }: PlanState['documents'],
  facts: RunFacts,
): Promise<RunFacts> => {
  const mended = new Map(facts.mended);
  for (const [id, { fix }] of facts.mended) {
    const file = byAchievement.get(id)?.fix ?? null;
    const read = file === null ? undefined : await root.files.readText(file, maxDocumentBytes);
    if (read?.ok !== true || shortDigest(read.value) !== fix) mended.delete(id);
  }
  return { ...facts, mended };
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
    conflicts: plan.conflicts,
    documents: documents,
    progress,
    hasExecutor: await hasExecutor(root),
    facts: await withFixesAsMended(
      place,
      documents,
      await runFactsOf({ name: plan.name, file: place.file }, root.runs),
    ),
  });
  return { ...report, problems: [...labelled(root, [...report.problems, ...problems]), ...unread] };
};
