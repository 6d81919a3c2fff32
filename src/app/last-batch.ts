import { posix } from 'node:path';
import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { Records } from '../ports/records.ts';
import type { BatchKind } from '../workspace/batch.ts';
import { documentPaths } from '../workspace/names.ts';
import type { PlannedDocument } from './batch.ts';
import { maxDocumentBytes } from './open-plan.ts';
import type { PlanPlace } from './open-plan.ts';

const recordName = 'last-batch.json';

/** What a batch made: enough to take it back, and to see whether somebody has touched it since. */
interface RecordedBatch {
  /** The root, absolute: worktrees of one repository share their records, and not their files. */
  readonly root: string;
  /** The PLAN, relative to the root. */
  readonly plan: string;
  readonly kind: BatchKind;
  readonly documents: readonly RecordedDocument[];
}

interface RecordedDocument {
  readonly id: AchievementId;
  readonly path: string;
  readonly text: string;
}

/** What stands of a batch: only what is as it was made, and what nothing else rests on, can be taken back. */
export type Standing = 'as made' | 'touched' | 'gone' | 'needed';

/** The last batch of a kind, document by document. `label` is the name for the user. */
export interface LastBatch {
  readonly documents: readonly (RecordedDocument & { readonly label: string; readonly standing: Standing })[];
}

const isRecorded = (value: unknown): value is RecordedBatch =>
  typeof value === 'object' &&
  value !== null &&
  'root' in value &&
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

const isOf =
  (place: PlanPlace, kind: BatchKind) =>
  (batch: RecordedBatch): boolean =>
    batch.root === place.root.path && batch.plan === place.file && batch.kind === kind;

/** Remembers what a batch made, in the place of the batch of the same kind before it; says so where that fails. */
export const recordBatch = async (
  records: Records,
  place: PlanPlace,
  kind: BatchKind,
  made: readonly PlannedDocument[],
): Promise<readonly Problem[]> => {
  const same = isOf(place, kind);
  const others = (await readBatches(records)).filter((batch) => !same(batch));
  const documents = made.map(({ id, path, text }) => ({ id, path, text }));
  return keep(records, [...others, { root: place.root.path, plan: place.file, kind, documents }]);
};

const keep = async (records: Records, batches: readonly RecordedBatch[]): Promise<readonly Problem[]> => {
  try {
    await records.write(recordName, `${JSON.stringify(batches)}\n`);
    return [];
  } catch (error) {
    return [
      {
        rule: 'not-remembered',
        severity: 'warning',
        at: { file: recordName },
        message: `What this batch made is not remembered: ${error instanceof Error ? error.message : String(error)}.`,
        advice: '--undo cannot take it back; everything else is as it should be.',
      },
    ];
  }
};

/** What the last batch of a kind made and what stands of it now; undefined when none is remembered. */
export const readLastBatch = async (
  records: Records,
  place: PlanPlace,
  planName: string,
  kind: BatchKind,
): Promise<LastBatch | undefined> => {
  const last = (await readBatches(records)).find(isOf(place, kind));
  if (last === undefined) return undefined;
  const { files, label } = place.root;
  const standing = async ({ id, path, text }: RecordedDocument): Promise<Standing> => {
    const read = await files.readText(path, maxDocumentBytes);
    if (!read.ok) return read.error.reason === 'missing' ? 'gone' : 'touched';
    if (read.value !== text) return 'touched';
    const task = posix.join(place.folder, documentPaths(planName, id).executionTask);
    return kind === 'subplan' && (await files.exists(task)) ? 'needed' : 'as made';
  };
  const documents = [];
  for (const one of last.documents) documents.push({ ...one, label: label(one.path), standing: await standing(one) });
  return { documents };
};

/** Removes what is as it was made. What could not be removed can be tried again; all else is forgotten. */
export const undoBatch = async (
  records: Records,
  place: PlanPlace,
  kind: BatchKind,
  { documents }: LastBatch,
): Promise<{ readonly removed: LastBatch['documents']; readonly problems: readonly Problem[] }> => {
  const removed: LastBatch['documents'][number][] = [];
  const left: RecordedDocument[] = [];
  const problems: Problem[] = [];
  for (const document of documents) {
    const { id, path, text, label, standing } = document;
    if (standing === 'needed') left.push({ id, path, text });
    if (standing !== 'as made') continue;
    const outcome = await place.root.files.remove(path, text);
    if (outcome.ok && outcome.value) removed.push(document);
    if (outcome.ok) continue;
    left.push({ id, path, text });
    problems.push({
      rule: 'unwritable-file',
      severity: 'error',
      at: { file: label },
      message: `${label} cannot be removed: ${outcome.error.detail}.`,
      advice: 'Check who may write there, and run the command again.',
    });
  }
  const others = (await readBatches(records)).filter((batch) => !isOf(place, kind)(batch));
  const rest = left.length === 0 ? [] : [{ root: place.root.path, plan: place.file, kind, documents: left }];
  return { removed, problems: [...problems, ...(await keep(records, [...others, ...rest]))] };
};
