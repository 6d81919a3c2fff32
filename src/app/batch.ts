import { posix } from 'node:path';
import type { AchievementInput } from '../documents/achievement-view.ts';
import type { DocumentTemplate } from '../documents/document-template.ts';
import { executionTaskDocument } from '../documents/execution-task-document.ts';
import { executionTaskView } from '../documents/execution-task-view.ts';
import { readSubplanForTask } from '../documents/read-subplan-for-task.ts';
import { subplanDocument } from '../documents/subplan-document.ts';
import { subplanView } from '../documents/subplan-view.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { dependentsOf } from '../graph/graph.ts';
import { batchSelection } from '../workspace/batch-selection.ts';
import type { BatchChoice } from '../workspace/batch-selection.ts';
import type { BatchKind, BatchSelection } from '../workspace/batch.ts';
import { documentPaths } from '../workspace/names.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { AssembledPlan } from './assemble-plan.ts';
import { maxDocumentBytes, readProblem } from './open-plan.ts';
import { ownTemplateOf } from './own-template-of.ts';
import { vanishedPlan } from './vanished-plan.ts';
import { writeProblem } from './write-problem.ts';

/** A document that a batch will make. `path` is relative to the root, `label` is its name for the user. */
export interface PlannedDocument {
  readonly id: AchievementId;
  readonly path: string;
  readonly label: string;
  readonly text: string;
}

/** What a batch would do: the documents, ready to be written, and everything that it leaves out with the reason. */
export interface PlannedBatch {
  readonly selection: BatchSelection;
  readonly documents: readonly PlannedDocument[];
  readonly failed: readonly { readonly id: AchievementId; readonly problem: Problem }[];
}

export interface BatchOutcome {
  readonly created: readonly PlannedDocument[];
  /** Somebody else made them in the meantime. */
  readonly skipped: readonly PlannedDocument[];
  readonly failed: readonly { readonly id: AchievementId; readonly problem: Problem }[];
}

/** Their names among the workspace's own templates. */
const templateNames: Readonly<Record<BatchKind, string>> = { subplan: 'subplan', execution: 'execution-task' };

/** Where a file of the workspace is, as seen from the folder of a document. Both relative to the root. */
const asSeenFrom = (document: string, file: string): string => posix.relative(posix.dirname(document), file);

const achievementInput = (
  { disk, graph }: AssembledPlan,
  id: AchievementId,
  document: string,
  created: string,
  subplans: ReadonlyMap<AchievementId, string>,
): AchievementInput | undefined => {
  const achievement = graph.plan.achievements.find((one) => one.id === id);
  const level = graph.levelOf.get(id);
  const rounds = level === undefined ? [] : (graph.levels[level]?.groups ?? []);
  const index = rounds.findIndex((round) => round.includes(id));
  if (achievement === undefined || level === undefined) return undefined;
  return {
    plan: graph.plan,
    achievement,
    planFile: asSeenFrom(document, disk.place.file),
    created,
    level,
    group: { number: index + 1, of: rounds.length },
    together: (rounds[index] ?? []).filter((other) => other !== id),
    dependents: dependentsOf(graph.graph, id),
    subplanFiles: new Map([...subplans].map(([other, file]) => [other, asSeenFrom(document, file)])),
    approvalFile: asSeenFrom(document, posix.join(disk.place.folder, documentPaths(disk.parsed.name, id).approved)),
  };
};

/** Plans a batch and renders its documents; nothing is written. `today` is the day to put into them, YYYY-MM-DD. */
export const planBatch = async (
  assembled: AssembledPlan,
  report: StatusReport,
  kind: BatchKind,
  choice: BatchChoice,
  today: string,
): Promise<Result<PlannedBatch>> => {
  const selected = batchSelection(kind, report, choice);
  if (!selected.ok) return selected;
  const selection = selected.value;
  const { root, folder } = assembled.disk.place;
  const template =
    selection.make.length > 0 ? await ownTemplateOf(assembled.disk.place.root, templateNames[kind]) : ok(undefined);
  if (!template.ok) return template;

  const subplans = existingSubplans(report);
  if (kind === 'subplan') for (const { id, path } of selection.make) subplans.set(id, posix.join(folder, path));

  const documents: PlannedDocument[] = [];
  const failed = [...selection.failed];
  for (const { id, path } of selection.make) {
    const file = posix.join(folder, path);
    const input = achievementInput(assembled, id, file, today, subplans);
    if (input === undefined) continue;
    const text =
      kind === 'subplan'
        ? renderSubplan(assembled, input, file, template.value)
        : await executionTaskText(assembled, input, subplans.get(id) ?? '', file, template.value);
    if (text.ok) documents.push({ id, path: file, label: root.label(file), text: text.value });
    else failed.push(...text.error.map((problem) => ({ id, problem })));
  }
  return ok({ selection, documents, failed });
};

const renderSubplan = (
  { disk }: AssembledPlan,
  input: AchievementInput,
  file: string,
  template: DocumentTemplate | undefined,
): Result<string> => {
  const task = posix.join(disk.place.folder, documentPaths(disk.parsed.name, input.achievement.id).executionTask);
  const view = subplanView({ ...input, executionTaskFile: asSeenFrom(file, task) });
  return subplanDocument(view, template === undefined ? {} : { subplan: template });
};

const existingSubplans = (report: StatusReport): Map<AchievementId, string> => {
  const found = new Map<AchievementId, string>();
  for (const { id, documents } of report.achievements) if (documents.subplan !== null) found.set(id, documents.subplan);
  return found;
};

/** The SUBPLAN of an achievement as it would be made today at `file`, relative to the root. */
export const subplanText = async (
  assembled: AssembledPlan,
  report: StatusReport,
  id: AchievementId,
  file: string,
): Promise<Result<string>> => {
  const template = await ownTemplateOf(assembled.disk.place.root, templateNames.subplan);
  if (!template.ok) return template;
  const input = achievementInput(assembled, id, file, '', existingSubplans(report));
  return input === undefined ? ok('') : renderSubplan(assembled, input, file, template.value);
};

const executionTaskText = async (
  { disk }: AssembledPlan,
  input: AchievementInput,
  subplanFile: string,
  file: string,
  template: DocumentTemplate | undefined,
): Promise<Result<string>> => {
  const { root } = disk.place;
  const read = await root.files.readText(subplanFile, maxDocumentBytes);
  if (!read.ok) return fail([readProblem(root.label(subplanFile), read.error)]);
  const view = executionTaskView({
    ...input,
    subplanFile: asSeenFrom(file, subplanFile),
    subplan: readSubplanForTask(read.value),
    taskNumber: 1,
    taskKind: 'single execution',
  });
  return executionTaskDocument(view, template === undefined ? {} : { executionTask: template });
};

/** Writes the documents of a batch one by one; what exists is never touched, and one failure does not stop the others. */
export const writeBatch = async ({ disk }: AssembledPlan, batch: PlannedBatch): Promise<BatchOutcome> => {
  const created: PlannedDocument[] = [];
  const skipped: PlannedDocument[] = [];
  const failed = [...batch.failed];
  const vanished = await vanishedPlan(disk.place);
  if (vanished !== undefined) {
    failed.push(...batch.documents.map(({ id }) => ({ id, problem: vanished })));
    return { created, skipped, failed };
  }
  for (const document of batch.documents) {
    const written = await disk.place.root.files.writeNew(document.path, document.text);
    if (written.ok) created.push(document);
    else if (written.error.reason === 'exists') skipped.push(document);
    else {
      failed.push({ id: document.id, problem: writeProblem(document.label, written.error) });
    }
  }
  return { created, skipped, failed };
};
