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
  // Character by character: taking ids apart into lists would make sorting a large graph slow.
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // Without leading zeros, of two numbers the one with more digits is the larger.
  const moreDigits = endOfDigits(a, at) - endOfDigits(b, at);
  // Else the first difference decides. An end comes before a piece (#), and a piece before a further part (.).
  return moreDigits !== 0 ? moreDigits : codeAt(a, at) - codeAt(b, at);
};

const endOfDigits = (id: string, from: number): number => {
  let end = from;
  while (end < id.length && id.charCodeAt(end) >= 0x30 && id.charCodeAt(end) <= 0x39) end++;
  return end;
};

/** 0 behind the end. */
const codeAt = (id: string, at: number): number => (at < id.length ? id.charCodeAt(at) : 0);

/** "3.2" -> "32"; everything longer keeps its parts apart: "1.11" -> "1-11", so that it cannot meet "11.1". */
export const documentStem = (id: AchievementId): string => id.replaceAll('.', /^\d\.\d$/.test(id) ? '' : '-');

/** The ids of `among` that a document named with `stem` may mean: the exact stem first, else every id whose dotless form it is. */
export const idsOfStem = (stem: string, among: readonly AchievementId[]): readonly AchievementId[] => {
  const exact = among.filter((id) => documentStem(id) === stem);
  return exact.length > 0 ? exact : among.filter((id) => id.replaceAll('.', '') === stem);
};
