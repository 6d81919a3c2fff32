import { posix } from 'node:path';
import { openParts } from '../../documents/open-parts.ts';
import type { PromptAchievement, PromptTask } from '../../documents/prompts/work-prompt-input.ts';
import type { PromptNeeds } from '../../documents/prompts/work-prompt-kinds.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { executionTaskProgress } from '../../workspace/execution-task-progress.ts';
import { documentPaths } from '../../workspace/names.ts';
import type { AchievementReport, StatusReport } from '../../workspace/status-report.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import { maxDocumentBytes, readProblem } from '../open-plan.ts';
import { planArgument } from '../plan-argument.ts';
import { sectionOf } from './section-of.ts';
import { standing } from './standing.ts';

/** What a prompt about an achievement is made from. Fails where a document that it needs is missing or cannot be read. */
export const promptAchievement = async (
  assembled: AssembledPlan,
  report: StatusReport,
  achievement: PlannedAchievement,
  needs: PromptNeeds,
): Promise<Result<PromptAchievement>> => {
  const { place, graph } = assembled;
  const { plan } = graph;
  const { id } = achievement;
  const reports = new Map(report.achievements.map((one) => [one.id, one]));
  const own = reports.get(id);
  if (own === undefined) throw new Error(`Internal error: ${id} is not in the report.`);
  const paths = documentPaths(plan.name, id);
  const at = (file: string): string => posix.join(place.folder, file);
  const wanted = wantedDocuments(own, needs);
  const missing = missingDocument(assembled, own, needs);
  if (missing !== undefined) return fail([missing]);
  const texts = new Map<string, string>();
  for (const file of wanted) {
    const read = await place.root.files.readText(file, maxDocumentBytes);
    if (!read.ok) return fail([readProblem(place.root.label(file), read.error)]);
    texts.set(file, read.value);
  }
  const textOf = (file: string | null): string | null => (file === null ? null : (texts.get(file) ?? null));
  const all = own.documents.executionTasks.flatMap((file): readonly PromptTask[] => {
    const text = texts.get(file);
    return text === undefined ? [] : [{ file, text, says: executionTaskProgress(text).says ?? 'without a status' }];
  });
  const tasks = needs.tasks === 'current' ? currentTask(all) : all;
  const subplan = needs.subplan === 'none' ? null : textOf(own.documents.subplan);
  const titleOf = (other: string): string => plan.achievements.find((one) => one.id === other)?.title ?? '';
  const count = own.documents.executionTasks.length;
  return ok({
    id,
    title: achievement.title,
    goal: achievement.goal,
    successCriteria: achievement.successCriteria,
    deliverables: achievement.deliverables.map(({ path, text }) => path ?? text),
    validationScript: achievement.validationScript,
    section: needs.section ? sectionOf(assembled.disk, achievement) : { place: place.file, text: '' },
    needs: achievement.dependencies.map(({ on }) => {
      const other = reports.get(on);
      const status = other === undefined ? 'unknown' : standing(other);
      return { id: on, title: titleOf(on), status, subplan: other?.documents.subplan ?? null };
    }),
    conflicts: plan.conflicts.flatMap(({ a, b, paths: shared }) => {
      const other = a === id ? b : b === id ? a : undefined;
      return other === undefined ? [] : [{ id: other, title: titleOf(other), paths: shared }];
    }),
    subplanFile: own.documents.subplan ?? at(paths.subplan),
    subplan,
    subplanOpen: subplan === null ? [] : openParts(subplan),
    tasks,
    taskOpen: needs.tasks === 'current' && tasks[0] !== undefined ? openParts(tasks[0].text) : [],
    nextTask: { file: at(documentPaths(plan.name, id, count + 1).executionTask), isFirst: count === 0 },
    fix: fixOf(own, textOf),
    resolutionFile: at(paths.resolution),
  });
};

const fixOf = ({ documents }: AchievementReport, textOf: (file: string | null) => string | null) => {
  const text = textOf(documents.fix);
  return documents.fix === null || text === null ? null : { file: documents.fix, text };
};

const wantedDocuments = (
  { documents: { subplan, executionTasks, fix } }: AchievementReport,
  needs: PromptNeeds,
): readonly string[] => [
  ...(subplan === null || needs.subplan === 'none' ? [] : [subplan]),
  // A FIX is mended in the log of the last piece of work.
  ...(needs.tasks === 'none' ? (needs.fix ? executionTasks.slice(-1) : []) : executionTasks),
  ...(fix === null || !needs.fix ? [] : [fix]),
];

/** The one that is not complete; where all are, the last. */
const currentTask = (tasks: readonly PromptTask[]): readonly PromptTask[] => {
  const current = tasks.find(({ says }) => says !== 'complete' && says !== 'abandoned') ?? tasks.at(-1);
  return current === undefined ? [] : [current];
};

/** What the prompt cannot do without, and how it comes about. */
const missingDocument = (
  { disk, graph, place }: AssembledPlan,
  { id, documents, status }: AchievementReport,
  needs: PromptNeeds,
): Problem | undefined => {
  const plan = planArgument(graph.plan);
  const problem = (message: string, advice: string): Problem => ({
    rule: 'missing-document',
    severity: 'error',
    at: { file: place.root.label(disk.place.file) },
    message,
    advice,
  });
  if (needs.subplan === 'always' && documents.subplan === null) {
    return problem(
      `${id} has no SUBPLAN yet.`,
      `planloom subplan ${plan} --achievement ${id} makes it; planloom prompt create-subplan ${plan} ${id} has it designed.`,
    );
  }
  if ((needs.tasks === 'current' || needs.tasks === 'all') && documents.executionTasks.length === 0) {
    return problem(
      `${id} has no EXECUTION_TASK yet.`,
      `planloom execution ${plan} --achievement ${id} makes it; planloom prompt design-execution ${plan} ${id} has it planned.`,
    );
  }
  if (needs.fix && status !== 'failed') {
    return problem(`${id} has no open FIX.`, `planloom next ${plan} says what can be done.`);
  }
  return undefined;
};
