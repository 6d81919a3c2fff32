import { achievementId, documentStem } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';

/**
 * From the stem of a document's name to the ids it may mean: the id that is written so today, or spelled with its dots,
 * else every id whose dotless form it is. The answers of `idsOfStem`, prepared so that 10,000 documents stay cheap.
 */
export const stemReader = (ids: readonly AchievementId[]): ((stem: string) => readonly AchievementId[]) => {
  const known = new Set(ids);
  const exact = new Map<string, AchievementId>();
  const dotless = new Map<string, AchievementId[]>();
  for (const id of known) {
    const stem = documentStem(id);
    exact.set(stem, id);
    const legacy = stem.replaceAll('-', '');
    const list = dotless.get(legacy);
    if (list === undefined) dotless.set(legacy, [id]);
    else list.push(id);
  }
  return (stem) => {
    const id = exact.get(stem) ?? achievementId(stem);
    if (id !== undefined) return known.has(id) ? [id] : [];
    return dotless.get(stem) ?? [];
  };
};
