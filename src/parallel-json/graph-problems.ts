import { cycleProblems } from './cycle-problems.ts';
import { compareIds } from '../domain/ids.ts';
import { nearestIds } from '../text/nearest-ids.ts';
import type { FileAchievement, FileDependency } from './parallel-file.ts';
import type { ParallelSource } from './parallel-source.ts';
import { isObject } from './parallel-source.ts';
import { parseEstimate } from './parse-estimate.ts';
import { idIn, listAt } from './read-achievements.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Place, Problem } from '../domain/problem.ts';

/** What is wrong although the form is right: ids that stand twice, dependencies on nothing, cycles, odd estimates. */
export const graphProblems = (source: ParallelSource, achievements: readonly FileAchievement[]): readonly Problem[] => {
  const first = new Map<AchievementId, FileAchievement>();
  for (const one of achievements) if (!first.has(one.id)) first.set(one.id, one);
  return [
    ...noAchievements(source),
    ...achievements.flatMap((one) => {
      const earlier = first.get(one.id);
      return earlier && earlier !== one ? duplicateId(one, earlier.at) : [];
    }),
    ...dependencyProblems(achievements, new Set([...first.keys(), ...brokenIds(source)]), [...first.keys()]),
    ...cycleProblems([...first.values()]),
    ...unreadableEstimates(source),
  ];
};

const noAchievements = (source: ParallelSource): readonly Problem[] =>
  isObject(source.value) && Array.isArray(source.value.achievements) && source.value.achievements.length === 0
    ? [
        {
          rule: 'no-achievements',
          severity: 'warning',
          at: source.document.placeOf(source.origin(['achievements'])),
          message: 'The file has no achievements.',
          advice: 'Write it with discover, or delete it.',
        },
      ]
    : [];

const duplicateId = ({ id, at }: FileAchievement, firstAt: Place): Problem => ({
  rule: 'duplicate-id',
  severity: 'error',
  at,
  message: `Achievement ${id} stands twice.`,
  advice: 'Give one of them another id, or remove it.',
  related: [{ at: firstAt, message: 'It stands here first.' }],
});

/** Ids that have been complained about: what depends on them is not to be complained about as well. */
const brokenIds = (source: ParallelSource): readonly string[] =>
  listAt(source.value, 'achievements').flatMap((one, index) => {
    const id = isObject(one) ? one.achievement_id : undefined;
    if (id === undefined || idIn(id) !== undefined) return [];
    // As it is written: as a number, 1.10 would be 1.1.
    return source.document.writtenAt(source.origin(['achievements', index, 'achievement_id'])).replaceAll('"', '');
  });

/** More suggestions than anybody reads are not worth the search. */
const suggestions = 100;

const dependencyProblems = (
  achievements: readonly FileAchievement[],
  known: ReadonlySet<string>,
  ids: readonly AchievementId[],
): readonly Problem[] => {
  const problems: Problem[] = [];
  const contents = contentsOf(ids);
  const unknown = (from: AchievementId, on: AchievementId): Pick<Problem, 'message' | 'advice'> => {
    const nearest =
      problems.length < suggestions
        ? nearestIds(
            on,
            ids.filter((id) => id !== from),
          )
        : [];
    return {
      message: `Achievement ${from} depends on ${on}, which this file does not have.`,
      advice: nearest.length > 0 ? `Did you mean ${nearest.join(' or ')}?` : contents,
    };
  };
  for (const { id: from, dependencies, evidence } of achievements) {
    const seen = new Map<AchievementId, FileDependency>();
    for (const dependency of dependencies) {
      const { on, at } = dependency;
      const earlier = seen.get(on);
      if (earlier) problems.push(repeated(from, dependency, earlier));
      else if (on === from) problems.push(onItself(from, at));
      else if (!known.has(on)) {
        problems.push({ rule: 'unknown-dependency', severity: 'error', at, ...unknown(from, on) });
      }
      seen.set(on, earlier ?? dependency);
    }
    for (const { on, at } of evidence) {
      if (known.has(on) || seen.has(on)) continue;
      const message = `The evidence of achievement ${from} names ${on}, which this file does not have.`;
      const advice = 'It is passed over; remove it.';
      problems.push({ rule: 'unknown-evidence', severity: 'warning', at, message, advice });
    }
  }
  return problems;
};

const contentsOf = (ids: readonly AchievementId[]): string => {
  const all = [...ids].sort(compareIds);
  return all.length > 6
    ? `This file has ${all.length} achievements, from ${all[0]} to ${all.at(-1)}.`
    : `This file has ${[all.slice(0, -1).join(', '), all.at(-1)].filter(Boolean).join(' and ')}.`;
};

const repeated = (from: AchievementId, { on, at }: FileDependency, earlier: FileDependency): Problem => ({
  rule: 'repeated-dependency',
  severity: 'warning',
  at,
  message: `Achievement ${from} names its dependency ${on} twice.`,
  advice: 'Remove one of them.',
  related: [{ at: earlier.at, message: 'It stands here first.' }],
});

const onItself = (id: AchievementId, at: Place): Problem => ({
  rule: 'self-dependency',
  severity: 'error',
  at,
  message: `Achievement ${id} depends on itself.`,
  advice: 'Remove the dependency.',
});

const unreadableEstimates = (source: ParallelSource): readonly Problem[] =>
  listAt(source.value, 'achievements').flatMap((one, index): readonly Problem[] => {
    const hours = isObject(one) ? one.estimated_hours : undefined;
    if ((typeof hours !== 'string' && typeof hours !== 'number') || parseEstimate(hours) !== undefined) return [];
    const path = source.origin(['achievements', index, 'estimated_hours']);
    return [
      {
        rule: 'unreadable-estimate',
        severity: 'warning',
        at: source.document.placeOf(path),
        message: `The estimate ${source.document.writtenAt(path)} cannot be read as hours.`,
        advice: 'Write a number of hours, or a range as text: "4-6", "3h", "90 min".',
      },
    ];
  });
