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

/** A SUBPLAN or EXECUTION_TASK of the plan, with what is still open in it. */
export interface FillDocument {
  /** Begins the ids of its parts: `1.1/S`, `1.1/T2`. */
  readonly key: string;
  readonly id: AchievementId;
  readonly kind: 'subplan' | 'task';
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
      namedDocuments(achievement).map((named) => readDocument(place, achievement, named)),
    ),
  );
  return {
    documents: read.flatMap((one) => (one.ok ? [one.value] : [])),
    problems: read.flatMap((one) => (one.ok ? [] : [one.error])),
  };
};

type NamedDocument = Pick<FillDocument, 'key' | 'kind' | 'path'>;

const namedDocuments = ({ id, documents }: AchievementReport): readonly NamedDocument[] => [
  ...(documents.subplan === null ? [] : [{ key: `${id}/S`, kind: 'subplan' as const, path: documents.subplan }]),
  ...documents.executionTasks.map((path, index) => ({ key: `${id}/T${index + 1}`, kind: 'task' as const, path })),
];

const readDocument = async (
  { root, folder }: PlanPlace,
  achievement: AchievementReport,
  { key, kind, path }: NamedDocument,
): Promise<Result<FillDocument, Problem>> => {
  const label = root.label(path);
  const read = await root.files.readText(path, maxDocumentBytes);
  if (!read.ok) return fail({ ...readProblem(label, read.error), severity: 'warning' });
  // As seen from the plan, so that an id does not depend on where the root is taken to be.
  const parts = fillParts(key, posix.relative(folder, path), read.value);
  const { id } = achievement;
  return ok({ key, id, kind, path, label, text: read.value, parts, isFinished: isFinished(achievement) });
};
