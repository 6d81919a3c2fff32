import { posix } from 'node:path';
import type { RecordedEvidence } from './parallel-file.ts';
import { PrintedJson } from './print-json.ts';
import type { JsonValue, PrintedPlace } from './print-json.ts';
import { relativePath } from './relative-path.ts';
import { strengthOf } from './strength-of.ts';
import { compareIds } from '../domain/ids.ts';
import type { Dependency, Evidence, EvidenceKind } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';

/** The file that is being written: its name, the name it had when it was read, and where a dependency of the achievement will stand in it. */
interface WrittenFile {
  readonly name: string;
  readonly earlierName: string;
  readonly placeOf: (on: AchievementId) => PrintedPlace | undefined;
}

/**
 * The entries of `dependency_evidence`, in id order. Evidence that cites parallel.json itself is given the place where
 * its dependency stands in the file that is being written, so that it stays true however the file moves.
 * Keys that a person added to an entry stay with it.
 */
export const evidenceEntries = (
  achievement: {
    readonly dependencies: readonly Dependency[];
    readonly removed: readonly AchievementId[];
    readonly silenced?: readonly { readonly on: AchievementId; readonly evidence: Evidence }[];
    readonly earlier: readonly RecordedEvidence[];
  },
  folder: string,
  written: WrittenFile,
): readonly JsonValue[] => {
  const { dependencies, removed, silenced = [], earlier } = achievement;
  const present = new Set(dependencies.map(({ on }) => on));
  const taken = new Set(removed);
  const stated = dependencies.flatMap(({ on, evidence }) =>
    evidence.map((one) => ({ on, value: evidenceEntry(on, one, folder, written, earlier) })),
  );
  const tombstones = [...taken].filter((on) => !present.has(on)).map((on) => ({ on, value: tombstone(on, earlier) }));
  // A person's word about a pair makes an answer's about the same pair superfluous.
  const answered = silenced
    .filter(({ on }) => !present.has(on) && !taken.has(on))
    .map(({ on, evidence }) => ({ on, value: answeredTombstone(on, evidence, folder, earlier) }));
  return [...stated, ...tombstones, ...answered].sort((a, b) => compareIds(a.on, b.on)).map(({ value }) => value);
};

const tombstone = (on: AchievementId, earlier: readonly RecordedEvidence[]): JsonValue =>
  new Map<string, JsonValue>([
    ['on', on],
    ['kind', 'manual'],
    ['removed', true],
    ...unknownKeysOf(earlier.find((one) => one.on === on && one.removed)),
  ]);

const answeredTombstone = (
  on: AchievementId,
  { kind, file, line, column, text }: Evidence,
  folder: string,
  earlier: readonly RecordedEvidence[],
): JsonValue =>
  new Map<string, JsonValue>([
    ['on', on],
    ['kind', kind],
    ['strength', strengthOf(kind)],
    ['file', relativePath(folder, file)],
    ['line', line],
    ['column', column],
    ['text', text],
    ['removed', true],
    ...unknownKeysOf(earlier.find((one) => one.on === on && one.removed && one.kind === kind)),
  ]);

const evidenceEntry = (
  on: AchievementId,
  evidence: Evidence,
  folder: string,
  written: WrittenFile,
  earlier: readonly RecordedEvidence[],
): JsonValue => {
  const { kind, column, line, text } = evidence;
  const file = relativePath(folder, evidence.file);
  const { name, earlierName } = written;
  const citesSelf = kind === 'manual' || file === name || file === earlierName;
  const place = citesSelf
    ? { file: name, ...(written.placeOf(on) ?? { line, column, text }) }
    : { file, line, column, text };
  const before = earlier.find((one) => isSame(one, on, kind, citesSelf ? null : place));
  return new Map<string, JsonValue>([
    ['on', on],
    ['kind', kind],
    ['strength', strengthOf(kind)],
    ['file', place.file],
    ['line', place.line],
    ['column', place.column],
    ['text', place.text],
    ...unknownKeysOf(before),
  ]);
};

/** Whether an entry of the file before is the same evidence: its line may have moved, its words not. */
const isSame = (
  { on, kind, removed, cites }: RecordedEvidence,
  onNow: AchievementId,
  kindNow: EvidenceKind,
  citesNow: { readonly file: string; readonly text: string } | null,
): boolean => {
  if (on !== onNow || kind !== kindNow || removed) return false;
  if (cites === null || citesNow === null) return cites === citesNow;
  return posix.normalize(cites.file) === citesNow.file && cites.text === citesNow.text;
};

const unknownKeysOf = (evidence: RecordedEvidence | undefined): readonly (readonly [string, JsonValue])[] =>
  (evidence?.unknownKeys ?? []).map(({ key, json }) => [key, new PrintedJson(json)]);
