import type { AchievementId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';
import { sumHours } from '../graph/hours.ts';
import type { LevelView } from './graph-view.ts';
import { middleHours } from './words.ts';

/** Hours of each achievement: the middle of its estimate, 0 where the plan gives none. */
export const hoursById = (plan: Plan): ReadonlyMap<AchievementId, number> =>
  new Map(plan.achievements.map((a) => [a.id, middleHours(a.estimate) ?? 0]));

/** Hours of a level: one achievement after the other, and one group after the other with all of a group at once. */
export const levelHours = (
  level: LevelView,
  hours: ReadonlyMap<AchievementId, number>,
): { readonly sequential: number; readonly parallel: number } => {
  const of = (ids: readonly AchievementId[]): number[] => ids.map((id) => hours.get(id) ?? 0);
  return {
    sequential: sumHours(of(level.achievements)),
    parallel: sumHours(level.groups.map((group) => Math.max(0, ...of(group)))),
  };
};
