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
  // Read in step, character by character: taking ids apart into lists would make sorting a large graph slow.
  let inA = 0;
  let inB = 0;
  for (;;) {
    let numberA = 0;
    let numberB = 0;
    for (; isDigit(a, inA); inA++) numberA = numberA * 10 + a.charCodeAt(inA) - zero;
    for (; isDigit(b, inB); inB++) numberB = numberB * 10 + b.charCodeAt(inB) - zero;
    if (numberA !== numberB) return numberA - numberB;
    // What separates: nothing more comes before a piece (#), and a piece before a further part (.).
    const nextA = inA < a.length ? a.charCodeAt(inA++) : 0;
    const nextB = inB < b.length ? b.charCodeAt(inB++) : 0;
    if (nextA !== nextB) return nextA - nextB;
    if (nextA === 0) return 0;
  }
};

const zero = '0'.charCodeAt(0);

const isDigit = (id: string, at: number): boolean => {
  const digit = id.charCodeAt(at) - zero;
  return digit >= 0 && digit <= 9;
};

/** "3.2" -> "32"; everything longer keeps its parts apart: "1.11" -> "1-11", so that it cannot meet "11.1". */
export const documentStem = (id: AchievementId): string => id.replaceAll('.', /^\d\.\d$/.test(id) ? '' : '-');

/** The ids of `among` that a document named with `stem` may mean: the exact stem first, else every id whose dotless form it is. */
export const idsOfStem = (stem: string, among: readonly AchievementId[]): readonly AchievementId[] => {
  const exact = among.filter((id) => documentStem(id) === stem);
  return exact.length > 0 ? exact : among.filter((id) => id.replaceAll('.', '') === stem);
};
