import { posix } from 'node:path';
import { entryId } from './entry-id.ts';
import type { JsonPath } from './json-document.ts';
import { ownKeys } from './own-keys.ts';
import { parallelFileNames } from './parallel-file-names.ts';
import type { CitedPlace, FileAchievement, RecordedEvidence, UnknownKey } from './parallel-file.ts';
import { isObject } from './parallel-source.ts';
import type { ParallelSource } from './parallel-source.ts';
import { parseEstimate } from './parse-estimate.ts';
import { evidenceKinds } from './strength-of.ts';
import type { EvidenceKind } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Deliverable, Estimate } from '../domain/plan.ts';
import { statuses } from '../domain/status.ts';

/**
 * The achievements of `source` that have an id, in the order of the file, duplicates and repeated dependencies
 * included. Values of another form than the schema describes are passed over: `formProblems` names them.
 */
export const readAchievements = (source: ParallelSource): readonly FileAchievement[] =>
  listAt(source.value, 'achievements').flatMap((value, index) => {
    const path = ['achievements', index];
    const id = isObject(value) ? idIn(value.achievement_id) : undefined;
    if (!isObject(value) || id === undefined) return [];
    return {
      id,
      title: textIn(value.title),
      priority: numberIn(value.priority),
      estimate: estimateOf(value),
      dependencies: listAt(value, 'dependencies').flatMap((one, at) => {
        const on = idIn(one);
        return on === undefined ? [] : { on, ...citedPlace(source, [...path, 'dependencies', at]) };
      }),
      evidence: listAt(value, 'dependency_evidence').flatMap(
        (one, at) => evidenceOf(source, one, [...path, 'dependency_evidence', at]) ?? [],
      ),
      deliverables: listAt(value, 'deliverables').flatMap((one) => deliverableOf(one) ?? []),
      validationScript: textIn(value.validation_script),
      status: statuses.find((status) => status === value.status) ?? null,
      at: source.document.placeOf(source.origin([...path, 'achievement_id'])),
      unknownKeys: unknownKeysAt(source, path, ownKeys.achievement),
    };
  });

/** The keys of the object at `path` that are not among `own`, in the order of the file. */
export const unknownKeysAt = (
  source: ParallelSource,
  path: JsonPath,
  own: readonly string[],
): readonly UnknownKey[] => {
  const { document, renamed } = source;
  const origin = source.origin(path);
  return document
    .keysAt(origin)
    .filter((key) => !own.includes(key) && !renamed.has(key))
    .map((key) => ({ key, json: document.printedAt([...origin, key]) }));
};

/** The list under `key`; empty if there is none. */
export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const list = isObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
};

export const idIn = (value: unknown): AchievementId | undefined =>
  typeof value === 'string' ? entryId(value) : undefined;

const textIn = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

const numberIn = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

const estimateOf = (achievement: Readonly<Record<string, unknown>>): Estimate | null => {
  const [min, max] = listAt(achievement, 'estimated_hours_range').map(parseEstimate);
  return min && max
    ? { minHours: Math.min(min.minHours, max.minHours), maxHours: Math.max(min.maxHours, max.maxHours) }
    : (parseEstimate(achievement.estimated_hours) ?? null);
};

const deliverableOf = (value: unknown): Deliverable | undefined => {
  // Older files list plain text, which is mostly a path.
  if (typeof value === 'string')
    return /^\S*[/.]\S*\w\/?$/.test(value) ? { text: value, path: value } : { text: value };
  if (!isObject(value) || typeof value.text !== 'string') return undefined;
  const path = textIn(value.path);
  return path === null ? { text: value.text } : { text: value.text, path };
};

const evidenceOf = (source: ParallelSource, value: unknown, path: JsonPath): RecordedEvidence | undefined => {
  if (!isObject(value)) return undefined;
  const on = idIn(value.on);
  const kind = evidenceKinds.find((known) => known === value.kind);
  if (on === undefined || kind === undefined) return undefined;
  return {
    on,
    kind,
    removed: value.removed === true,
    cites: citationOf(source, value, kind),
    ...citedPlace(source, path),
    unknownKeys: unknownKeysAt(source, path, ownKeys.evidence),
  };
};

const citationOf = (
  source: ParallelSource,
  evidence: Readonly<Record<string, unknown>>,
  kind: EvidenceKind,
): RecordedEvidence['cites'] => {
  const { file, line, column, text } = evidence;
  const self = posix.basename(source.document.source.file.replaceAll('\\', '/'));
  if (kind === 'manual' || typeof file !== 'string' || typeof line !== 'number') return null;
  if (file === self || parallelFileNames.some((name) => name === file)) return null;
  return { file, line, column: typeof column === 'number' ? column : 1, text: typeof text === 'string' ? text : '' };
};

/** A line longer than this was not written for reading: the value alone is quoted. */
const longestQuote = 200;

const citedPlace = (source: ParallelSource, path: JsonPath): CitedPlace => {
  const origin = source.origin(path);
  const line = source.document.lineOf(origin);
  const text = line.length <= longestQuote ? line : source.document.writtenAt(origin).slice(0, longestQuote);
  return { at: source.document.placeOf(origin), text };
};
