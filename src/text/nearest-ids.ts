import { distance } from 'fastest-levenshtein';
import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';

/**
 * The ids, at most two, that a person who wrote `wanted` may have meant: fewest changed characters, among these the
 * nearest by number. Empty when nothing is alike.
 */
export const nearestIds = (wanted: string, among: readonly AchievementId[]): readonly AchievementId[] => {
  const alike = among
    .map((id) => ({ id, changes: distance(wanted, id) }))
    .filter(({ changes }) => changes <= (wanted.length < 5 ? 1 : 2))
    .map((one) => ({ ...one, apart: apart(wanted, one.id) }))
    .sort((a, b) => a.changes - b.changes || a.apart - b.apart || compareIds(a.id, b.id));
  const best = alike[0];
  return best
    ? alike
        .filter(({ changes }) => changes === best.changes)
        .slice(0, 2)
        .map(({ id }) => id)
    : [];
};

/** How far two ids lie apart by their numbers, the first part weighing most. */
const apart = (a: string, b: string): number => {
  const [x, y] = [a, b].map((id) => id.split(/[.#]/).map((part) => Number(part) || 0));
  return [1e6, 1e3, 1].reduce((sum, weight, part) => sum + weight * Math.abs((x?.[part] ?? 0) - (y?.[part] ?? 0)), 0);
};
