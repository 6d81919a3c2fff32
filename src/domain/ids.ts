declare const brand: unique symbol;

/** The id of an achievement, `P.N` or `P.N.M`. Opaque: only this file looks into it. */
export type AchievementId = string & { readonly [brand]: 'AchievementId' };

const whole = /^\d{1,4}(?:\.\d{1,4}){1,2}$/;

/** The id that `text` spells, or nothing. Leading zeros are kept out ("01.1" is no id). */
export const achievementId = (text: string): AchievementId | undefined =>
  whole.test(text) && !/(?:^|\.)0\d/.test(text) ? (text as AchievementId) : undefined;

/** The id of piece `number` (from 1) of an achievement, where one is taken apart: "2.1#3". */
export const pieceId = (id: AchievementId, number: number): AchievementId => `${id}#${number}` as AchievementId;

/** Natural order: 1.2 before 1.10, 1.1 before 1.1.1, a piece right after its achievement. */
export const compareIds = (a: AchievementId, b: AchievementId): number => {
  const x = partsOf(a);
  const y = partsOf(b);
  for (let i = 0; i < x.length; i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** Priority, number, number within it, piece; what an id does not have comes before all that has it. */
const partsOf = (id: string): readonly [number, number, number, number] => {
  const [whole = '', piece] = id.split('#');
  const [priority, number, within] = whole.split('.');
  return [Number(priority), Number(number), Number(within ?? -1), Number(piece ?? -1)];
};

/** "3.2" -> "32"; everything longer keeps its parts apart: "1.11" -> "1-11", so that it cannot meet "11.1". */
export const documentStem = (id: AchievementId): string => id.replaceAll('.', /^\d\.\d$/.test(id) ? '' : '-');

/** The ids of `among` that a document named with `stem` may mean: the exact stem first, else every id whose dotless form it is. */
export const idsOfStem = (stem: string, among: readonly AchievementId[]): readonly AchievementId[] => {
  const exact = among.filter((id) => documentStem(id) === stem);
  return exact.length > 0 ? exact : among.filter((id) => id.replaceAll('.', '') === stem);
};
