import { compareIds } from '../../domain/ids.ts';
import type { AchievementId } from '../../domain/ids.ts';
import { sumHours } from '../../graph/hours.ts';
import type { NextView } from '../next-view.ts';

/** Achievements that can be worked on at once. */
export interface SideBySide {
  /** At least two, in id order. */
  readonly ids: readonly AchievementId[];
  /** Hours one after the other, and of the longest one; null where one of them has no estimate. */
  readonly hours: { readonly sequential: number; readonly parallel: number } | null;
}

/** What is ready and in no conflict with another one of them, first those that a run would start first; null where that are less than two. */
export const sideBySide = ({ ready }: Pick<NextView, 'ready'>): SideBySide | null => {
  const chosen: NextView['ready'][number][] = [];
  for (const one of ready) if (!chosen.some(({ id }) => one.conflictsWith.includes(id))) chosen.push(one);
  if (chosen.length < 2) return null;
  const hours = chosen.flatMap((one) => (one.hours === null ? [] : [one.hours]));
  return {
    ids: chosen.map(({ id }) => id).sort(compareIds),
    hours: hours.length < chosen.length ? null : { sequential: sumHours(hours), parallel: Math.max(...hours) },
  };
};
