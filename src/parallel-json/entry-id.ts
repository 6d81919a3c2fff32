import { achievementId } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';

/** The id of an entry that `text` spells: an achievement's, or, in a file of scope 1, a piece of it such as `2.1#3`. */
export const entryId = (text: string): AchievementId | undefined => {
  const [whole, piece] = split(text);
  const id = achievementId(whole);
  return piece === undefined || (id !== undefined && /^[1-9]\d*$/.test(piece))
    ? id && (text as AchievementId)
    : undefined;
};

const split = (text: string): [string, string?] => {
  const at = text.indexOf('#');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
};
