import { posix } from 'node:path';
import { openParts } from '../../documents/open-parts.ts';
import type { PromptAchievement, PromptTask, PromptText } from '../../documents/prompts/work-prompt-input.ts';
import type { PromptNeeds } from '../../documents/prompts/work-prompt-kinds.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { isFinished } from '../../workspace/batch.ts';
import { executionTaskProgress } from '../../workspace/execution-task-progress.ts';
import { documentPaths } from '../../workspace/names.ts';
import type { AchievementReport, StatusReport } from '../../workspace/status-report.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import { maxDocumentBytes, readProblem } from '../open-plan.ts';
import { claimOf } from './claim-of.ts';
import { nothingToCarryOut, promptRefusal } from './prompt-refusal.ts';
import { sectionOf } from './section-of.ts';
import { standing } from './standing.ts';

/**
 * What a prompt about an achievement is made from. Fails where a
 * document that it needs is missing or cannot be read, and where there is nothing that such a prompt could ask for.
 */
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
  const refusal = promptRefusal(assembled, own, needs);
  if (refusal !== undefined) return fail([refusal]);
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
  const isDone = all.length > 0 && all.every(({ says }) => says === 'complete');
  if (needs.tasks === 'current' && isDone) return fail([nothingToCarryOut(assembled, own)]);
  const subplan = needs.subplan === 'none' ? null : textOf(own.documents.subplan);
  const subplanOpen = subplan === null ? [] : openParts(subplan);
  const titleOf = (other: string): string => plan.achievements.find((one) => one.id === other)?.title ?? '';
  const count = own.documents.executionTasks.length;
  return ok({
    id,
    title: achievement.title,
    claim: claimOf(own, subplanOpen.length),
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
    waitsFor: achievement.dependencies.flatMap(({ on }) => {
      const other = reports.get(on);
      return other === undefined || isFinished(other) ? [] : [on];
    }),
    conflicts: plan.conflicts.flatMap(({ a, b, paths: shared }) => {
      const other = a === id ? b : b === id ? a : undefined;
      return other === undefined ? [] : [{ id: other, title: titleOf(other), paths: shared }];
    }),
    subplanFile: own.documents.subplan ?? at(paths.subplan),
    subplan,
    subplanOpen,
    tasks,
    taskOpen: needs.tasks === 'current' && tasks[0] !== undefined ? openParts(tasks[0].text) : [],
    otherTasks: all.filter((one) => !tasks.includes(one)).map(({ file, says }) => ({ file, says })),
    nextTask: { file: at(documentPaths(plan.name, id, count + 1).executionTask), isFirst: count === 0 },
    fix: fixOf(own, needs, textOf),
    resolution: needs.fix === 'shown' ? named(own.documents.resolution, textOf) : null,
    resolutionFile: own.documents.resolution ?? at(paths.resolution),
  });
};

type TextOf = (file: string | null) => string | null;

const named = (file: string | null, textOf: TextOf): PromptText | null => {
  const text = textOf(file);
  return file === null || text === null ? null : { file, text };
};

/** One that was answered counts only for who looks again. */
const fixOf = ({ documents, status }: AchievementReport, needs: PromptNeeds, textOf: TextOf) => {
  if (needs.fix !== 'named') return named(documents.fix, textOf);
  return documents.fix === null || status !== 'failed' ? null : { file: documents.fix, text: null };
};

const wantedDocuments = (
  { documents: { subplan, executionTasks, fix, resolution } }: AchievementReport,
  needs: PromptNeeds,
): readonly string[] => [
  ...(subplan === null || needs.subplan === 'none' ? [] : [subplan]),
  // A FIX is mended in the log of the last piece of work.
  ...(needs.tasks === 'none' ? (needs.fix === 'wanted' ? executionTasks.slice(-1) : []) : executionTasks),
  ...(fix === null || needs.fix === 'named' ? [] : [fix]),
  ...(resolution === null || needs.fix !== 'shown' ? [] : [resolution]),
];

/** The one that is not complete; where all are, the last. */
const currentTask = (tasks: readonly PromptTask[]): readonly PromptTask[] => {
  const current = tasks.find(({ says }) => says !== 'complete' && says !== 'abandoned') ?? tasks.at(-1);
  return current === undefined ? [] : [current];
};
