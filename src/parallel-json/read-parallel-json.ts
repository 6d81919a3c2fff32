import { formProblems } from './form-problems.ts';
import { graphProblems } from './graph-problems.ts';
import { ownKeys } from './own-keys.ts';
import type { FileAchievement, FileDependency, ParallelFile } from './parallel-file.ts';
import { isObject, parallelSource } from './parallel-source.ts';
import type { ParallelSource } from './parallel-source.ts';
import { parseJson } from './parse-json.ts';
import { idIn, listAt, readAchievements, unknownKeysAt } from './read-achievements.ts';
import type { Conflict } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Scope } from '../domain/plan.ts';
import { hasErrors } from '../domain/problem.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/**
 * Reads a parallel.json of any age. Fails with all problems, in the order of the file, if one of them leaves the graph
 * unknown; otherwise the value carries the warnings.
 */
export const readParallelJson = (file: string, text: string): Result<ParallelFile> => {
  const parsed = parseJson(file, text);
  if (!parsed.ok) return parsed;
  const source = parallelSource(parsed.value.document);
  const achievements = readAchievements(source);
  const problems = [...parsed.value.duplicates, ...formProblems(source), ...graphProblems(source, achievements)].sort(
    byPlace,
  );
  return hasErrors(problems) ? fail(problems) : ok(toFile(source, achievements, problems));
};

const byPlace = ({ at: a }: Problem, { at: b }: Problem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

const toFile = (
  source: ParallelSource,
  achievements: readonly FileAchievement[],
  problems: readonly Problem[],
): ParallelFile => {
  const { document } = source;
  const value = source.value as Readonly<Record<string, unknown>>;
  const { created_date: created, plan_name: name, parallelization_level: level } = value;
  return {
    file: document.source.file,
    planName: String(name),
    planNameAt: document.placeOf(source.origin(['plan_name'])),
    scope: Number(String(level).replace('level_', '')) as Scope,
    createdDate: typeof created === 'string' && created.trim() !== '' ? created : null,
    recordsEvidence:
      'schema_version' in value ||
      listAt(value, 'achievements').some((one) => isObject(one) && 'dependency_evidence' in one),
    achievements: achievements.map(withoutRepeats),
    conflicts: listAt(value, 'conflicts').flatMap((one) => conflictOf(one) ?? []),
    notes: 'notes' in value ? document.printedAt(['notes']) : null,
    unknownKeys: unknownKeysAt(source, [], ownKeys.file),
    problems,
  };
};

const withoutRepeats = (achievement: FileAchievement): FileAchievement => {
  const byId = new Map<AchievementId, FileDependency>();
  for (const one of achievement.dependencies) if (!byId.has(one.on)) byId.set(one.on, one);
  return { ...achievement, dependencies: [...byId.values()] };
};

const conflictOf = (value: unknown): Conflict | undefined => {
  if (!isObject(value)) return undefined;
  const [a, b] = [idIn(value.a), idIn(value.b)];
  if (a === undefined || b === undefined) return undefined;
  return { a, b, paths: listAt(value, 'paths').filter((path) => typeof path === 'string') };
};
