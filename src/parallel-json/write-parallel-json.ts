import { posix } from 'node:path';
import { compareIds } from '../domain/ids.ts';
import { evidenceEntries } from './evidence-entries.ts';
import { relativePath } from './relative-path.ts';
import type { AchievementContent, LevelContent, ParallelContent } from './parallel-content.ts';
import { parallelFileNames } from './parallel-file-names.ts';
import type { FileAchievement, ParallelFile, UnknownKey } from './parallel-file.ts';
import { MarkedJson, PrintedJson, printJson } from './print-json.ts';
import type { JsonValue, PrintedPlace } from './print-json.ts';
import type { Contradiction } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';

/**
 * The text of the plan's parallel.json, the same bytes for the same content. From `previous`, the file as it is, come
 * the day it was created, its notes, scripts of achievements for which the plan names none and all keys that are not ours. `today` (YYYY-MM-DD) is the day of a new file.
 */
export const writeParallelJson = (content: ParallelContent, previous: ParallelFile | null, today: string): string => {
  // Evidence that cites parallel.json itself cites the file that is being written: its lines are known after a first go.
  const layout = printJson(fileEntries(content, previous, today, new Map()));
  return printJson(fileEntries(content, previous, today, layout.places)).text;
};

/** The file that is being written: its name, the one it had when it was read, and where each dependency will stand. */
interface WrittenFile {
  readonly name: string;
  readonly earlierName: string;
  readonly places: ReadonlyMap<string, PrintedPlace>;
}

const edgeMark = (from: AchievementId, on: AchievementId): string => `${from} ${on}`;

const fileEntries = (
  content: ParallelContent,
  previous: ParallelFile | null,
  today: string,
  places: ReadonlyMap<string, PrintedPlace>,
): JsonValue => {
  const earlier = new Map(previous?.achievements.map((one) => [one.id, one]));
  const name = content.fileName ?? parallelFileNames[0];
  const earlierName = previous ? posix.basename(previous.file.replaceAll('\\', '/')) : name;
  return new Map<string, JsonValue>([
    ['schema_version', 1],
    ['plan_name', content.planName],
    ['parallelization_level', `level_${content.scope}`],
    ['created_date', previous?.createdDate ?? today],
    [
      'achievements',
      [...content.achievements]
        .sort((a, b) => compareIds(a.id, b.id))
        .map((one) => achievementEntries(content, one, earlier.get(one.id), { name, earlierName, places })),
    ],
    ['levels', [...content.levels].sort((a, b) => a.level - b.level).map(levelEntries)],
    ['conflicts', inPairOrder(content.conflicts).map(({ a, b, paths }) => entries({ a, b, paths: sorted(paths) }))],
    [
      'critical_path',
      entries({ achievements: content.criticalPath.achievements, hours: rounded(content.criticalPath.hours) }),
    ],
    [
      'savings',
      entries({
        sequential_hours: rounded(content.savings.sequentialHours),
        parallel_hours: rounded(content.savings.parallelHours),
        reduction_percent: rounded(content.savings.reductionPercent),
      }),
    ],
    [
      'contradictions',
      inPairOrder(content.contradictions).map((one) =>
        contradictionEntries(content.folder, one, { name, earlierName, places }),
      ),
    ],
    ['notes', previous?.notes == null ? [] : new PrintedJson(previous.notes)],
    ...unknownEntries(previous?.unknownKeys),
  ]);
};

const achievementEntries = (
  content: ParallelContent,
  achievement: AchievementContent,
  earlier: FileAchievement | undefined,
  self: WrittenFile,
): JsonValue => {
  const { id, estimate, dependencies, removed, silenced = [] } = achievement;
  const status = content.withStatus?.get(id);
  const ofEdge = (on: AchievementId): string => edgeMark(id, on);
  const kept = [...dependencies].sort((a, b) => compareIds(a.on, b.on));
  return new Map<string, JsonValue>([
    ['achievement_id', id],
    ['title', achievement.title],
    ['priority', achievement.priority],
    ['estimated_hours', estimate && rounded((estimate.minHours + estimate.maxHours) / 2)],
    ['estimated_hours_range', estimate && [rounded(estimate.minHours), rounded(estimate.maxHours)]],
    ['dependencies', kept.map(({ on }) => new MarkedJson(ofEdge(on), on))],
    [
      'dependency_evidence',
      evidenceEntries({ dependencies: kept, removed, silenced, earlier: earlier?.evidence ?? [] }, content.folder, {
        name: self.name,
        earlierName: self.earlierName,
        placeOf: (on) => self.places.get(ofEdge(on)),
      }),
    ],
    ['blocks', inIdOrder(achievement.blocks)],
    ['parallelizable_with', inIdOrder(achievement.parallelizableWith)],
    ['deliverables', achievement.deliverables.map(({ text, path }) => entries({ text, ...(path ? { path } : {}) }))],
    // A plan that names none takes none away: a person or an older file put it in.
    ['validation_script', achievement.validationScript ?? earlier?.validationScript ?? null],
    ...(status ? [['status', status] as const] : []),
    ...unknownEntries(earlier?.unknownKeys),
  ]);
};

const levelEntries = ({ level, achievements, groups, hours }: LevelContent): JsonValue =>
  entries({
    level,
    achievements: inIdOrder(achievements),
    groups: groups.map(inIdOrder),
    estimated_hours: rounded(hours),
  });

/** A place in parallel.json itself is where the dependency between the two stands in the file that is being written. */
const contradictionEntries = (folder: string, { a, b, message, places }: Contradiction, self: WrittenFile): JsonValue =>
  entries({
    a,
    b,
    message,
    places: places.map(({ kind, file: cited, ...there }) => {
      const file = relativePath(folder, cited);
      if (file !== self.name && file !== self.earlierName) return entries({ kind, file, ...there });
      const here = self.places.get(edgeMark(a, b)) ?? self.places.get(edgeMark(b, a)) ?? there;
      return entries({ kind, file: self.name, line: here.line, column: here.column, text: here.text });
    }),
  });

const entries = (value: Readonly<Record<string, JsonValue>>): JsonValue => new Map(Object.entries(value));

const unknownEntries = (keys: readonly UnknownKey[] = []): readonly (readonly [string, JsonValue])[] =>
  keys.map(({ key, json }) => [key, new PrintedJson(json)]);

const inIdOrder = (ids: readonly AchievementId[]): readonly AchievementId[] => [...ids].sort(compareIds);

const inPairOrder = <T extends { readonly a: AchievementId; readonly b: AchievementId }>(pairs: readonly T[]) =>
  [...pairs].sort((x, y) => compareIds(x.a, y.a) || compareIds(x.b, y.b));

// By code unit: the order must not depend on the language of the machine.
const sorted = (texts: readonly string[]): readonly string[] => [...texts].sort();

/** To four decimals: 20 minutes are a third of an hour. */
const rounded = (hours: number): number => Math.round(hours * 1e4) / 1e4;
