import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { Records } from '../ports/records.ts';
import type { BatchKind } from '../workspace/batch.ts';
import type { PlannedDocument } from './batch.ts';
import type { PlanPlace } from './open-plan.ts';

const recordName = 'last-batch.json';

/** What a batch made: enough to take it back, and to see whether somebody has touched it since. */
interface RecordedBatch {
  /** The PLAN, relative to the root. */
  readonly plan: string;
  readonly kind: BatchKind;
  readonly documents: readonly { readonly id: AchievementId; readonly path: string; readonly text: string }[];
}

/** A document of a batch, by the name that the user sees. */
interface BatchFile {
  readonly id: AchievementId;
  readonly file: string;
}

/** What became of taking a batch back. */
export interface UndoneBatch {
  readonly removed: readonly BatchFile[];
  /** Changed or removed by somebody since they were made. */
  readonly kept: readonly BatchFile[];
  readonly problems: readonly Problem[];
}

const isRecorded = (value: unknown): value is RecordedBatch =>
  typeof value === 'object' &&
  value !== null &&
  'plan' in value &&
  'kind' in value &&
  'documents' in value &&
  Array.isArray(value.documents);

/** The last batch of each kind and plan; none where the record is lost or damaged. */
const readBatches = async (records: Records): Promise<readonly RecordedBatch[]> => {
  try {
    const value: unknown = JSON.parse((await records.read(recordName)) ?? '[]');
    return Array.isArray(value) ? value.filter(isRecorded) : [];
  } catch {
    return [];
  }
};

const writeBatches = (records: Records, batches: readonly RecordedBatch[]): Promise<void> =>
  records.write(recordName, `${JSON.stringify(batches)}\n`);

const isOf =
  (place: PlanPlace, kind: BatchKind) =>
  (batch: RecordedBatch): boolean =>
    batch.plan === place.file && batch.kind === kind;

/** Remembers what a batch made, in the place of the batch of the same kind before it. */
export const recordBatch = async (
  records: Records,
  place: PlanPlace,
  kind: BatchKind,
  made: readonly PlannedDocument[],
): Promise<void> => {
  const same = isOf(place, kind);
  const others = (await readBatches(records)).filter((batch) => !same(batch));
  const documents = made.map(({ id, path, text }) => ({ id, path, text }));
  await writeBatches(records, [...others, { plan: place.file, kind, documents }]);
};

/**
 * Removes what the last batch of a kind made, each document only if nobody has touched it since. Undefined when no batch
 * is remembered.
 */
export const undoBatch = async (
  records: Records,
  place: PlanPlace,
  kind: BatchKind,
): Promise<UndoneBatch | undefined> => {
  const batches = await readBatches(records);
  const last = batches.find(isOf(place, kind));
  if (last === undefined) return undefined;
  const removed: BatchFile[] = [];
  const kept: BatchFile[] = [];
  const problems: Problem[] = [];
  for (const { id, path, text } of last.documents) {
    const file = place.root.label(path);
    const outcome = await place.root.files.remove(path, text);
    if (!outcome.ok) {
      problems.push({
        rule: 'unwritable-file',
        severity: 'error',
        at: { file },
        message: `${file} cannot be removed: ${outcome.error.detail}.`,
        advice: 'Check who may write there, and run the command again.',
      });
    } else if (outcome.value) removed.push({ id, file });
    else kept.push({ id, file });
  }
  // What could not be removed can be tried again; what somebody has touched is theirs now.
  const unfinished = last.documents.filter(({ path }) => problems.some(({ at }) => at.file === place.root.label(path)));
  const others = batches.filter((batch) => batch !== last);
  await writeBatches(records, unfinished.length === 0 ? others : [...others, { ...last, documents: unfinished }]);
  return { removed, kept, problems };
};
