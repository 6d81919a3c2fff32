import { posix } from 'node:path';
import { fillParts } from '../../documents/prompts/fill-part.ts';
import type { FillPart } from '../../documents/prompts/fill-part.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { isFinished } from '../../workspace/batch.ts';
import type { AchievementReport, StatusReport } from '../../workspace/status-report.ts';
import { maxDocumentBytes, readProblem } from '../open-plan.ts';
import type { PlanPlace } from '../open-plan.ts';

/** The PLAN, or a SUBPLAN or EXECUTION_TASK of it, with what is still open in it. */
export interface FillDocument {
  /** Begins the ids of its parts: `1.1/S`, `1.1/T2`, `PLAN`. */
  readonly key: string;
  /** Whose it is; null for the PLAN. */
  readonly id: AchievementId | null;
  readonly kind: 'plan' | 'subplan' | 'task';
  /** Relative to the root. */
  readonly path: string;
  readonly label: string;
  readonly text: string;
  readonly parts: readonly FillPart[];
  /** Its achievement is approved or skipped: nothing is written there any more. */
  readonly isFinished: boolean;
}

/** The documents of the plan that have something to fill, or had, in id order; what cannot be read is a problem. */
export const fillDocuments = async (
  place: PlanPlace,
  report: StatusReport,
): Promise<{ readonly documents: readonly FillDocument[]; readonly problems: readonly Problem[] }> => {
  const read = await Promise.all(
    report.achievements.flatMap((achievement) =>
      namedDocuments(achievement).map((named) => readDocument(place, named)),
    ),
  );
  return {
    documents: read.flatMap((one) => (one.ok ? [one.value] : [])),
    problems: read.flatMap((one) => (one.ok ? [] : [one.error])),
  };
};

/** The PLAN itself; a problem where it cannot be read. */
export const fillPlan = (place: PlanPlace): Promise<Result<FillDocument, Problem>> =>
  readDocument(place, { key: 'PLAN', id: null, kind: 'plan', path: place.file, isFinished: false });

type NamedDocument = Omit<FillDocument, 'label' | 'text' | 'parts'>;

const namedDocuments = (achievement: AchievementReport): readonly NamedDocument[] => {
  const { id, documents } = achievement;
  const own = { id, isFinished: isFinished(achievement) };
  const tasks = documents.executionTasks.map((path, index) => ({
    ...own,
    key: `${id}/T${index + 1}`,
    kind: 'task' as const,
    path,
  }));
  const { subplan } = documents;
  return subplan === null ? tasks : [{ ...own, key: `${id}/S`, kind: 'subplan', path: subplan }, ...tasks];
};

const readDocument = async (
  { root, folder }: PlanPlace,
  named: NamedDocument,
): Promise<Result<FillDocument, Problem>> => {
  const { key, path } = named;
  const label = root.label(path);
  const read = await root.files.readText(path, maxDocumentBytes);
  if (!read.ok) return fail({ ...readProblem(label, read.error), severity: 'warning' });
  // As seen from the plan, so that an id does not depend on where the root is taken to be.
  const parts = fillParts(key, posix.relative(folder, path), read.value);
  return ok({ ...named, label, text: read.value, parts });
};
