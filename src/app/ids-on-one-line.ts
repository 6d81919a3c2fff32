import type { AchievementId } from '../domain/ids.ts';

/** As many ids as a command can have that is read and copied in one line; at least one. */
export const idsOnOneLine = (ids: readonly AchievementId[]): readonly AchievementId[] => {
  const room = 36;
  let length = 0;
  return ids.filter((id) => {
    const fits = length < room;
    if (fits) length += id.length + 1;
    return fits;
  });
};
