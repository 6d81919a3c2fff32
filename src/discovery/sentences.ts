import type { AchievementId } from '../domain/ids.ts';
import type { GroupMention } from './groups.ts';
import type { Mention } from './mentions.ts';

/** Achievements that a sentence speaks of. */
export interface Party {
  readonly ids: readonly AchievementId[];
  /** The group it was said of, if it was said of one. */
  readonly group: GroupMention['which'] | null;
  readonly start: number;
  /** Not said, but meant: the achievement that the text is about. */
  readonly implicit: boolean;
  /** The words are another plan's, or ids that the plan lacks. */
  readonly void: boolean;
}

/** What a sentence says: `from` needs `on`, or with `denied`, does not. */
export interface Statement {
  readonly from: Party;
  readonly on: Party;
  readonly denied: boolean;
}

/** Stands for a party in a masked sentence. */
export const mark = '\uE000';

/** The parties of a text, in order; ids win over groups at the same place. */
export const partiesIn = (
  mentions: readonly Mention[],
  groups: readonly GroupMention[],
): readonly (Party & { end: number })[] => {
  const fromIds = mentions.map((mention) => ({
    ids: mention.foreign ? [] : mention.ids,
    group: null,
    start: mention.start,
    end: mention.end,
    implicit: false,
    void: mention.foreign || mention.ids.length === 0,
  }));
  const fromGroups = groups
    .filter((group) => !mentions.some((mention) => mention.start < group.end && group.start < mention.end))
    .map((group) => ({
      ids: [],
      group: group.which,
      start: group.start,
      end: group.end,
      implicit: false,
      void: false,
    }));
  return [...fromIds, ...fromGroups].sort((a, b) => a.start - b.start);
};

/** A sentence with a mark in place of each party. */
export interface Masked {
  readonly text: string;
  readonly parties: readonly Party[];
}

/** What goes on for longer is no sentence; it is read in pieces, so that time stays in proportion to the text. */
const longestSentence = 1500;
const pieces = new RegExp(`[^]{1,${longestSentence}}`, 'g');

/** The text with one character in place of each party, cut into sentences. */
export const sentences = (text: string, parties: readonly (Party & { end: number })[]): readonly Masked[] => {
  let masked = '';
  let end = 0;
  for (const party of parties) {
    masked += text.slice(end, party.start).replaceAll(mark, ' ') + mark;
    end = party.end;
  }
  masked += text.slice(end).replaceAll(mark, ' ');
  let next = 0;
  return masked
    .replaceAll('\n', ' ')
    .split(/(?<=[.!?;](?:["')\]])?)\s+/)
    .flatMap((sentence) => (sentence.length <= longestSentence ? [sentence] : (sentence.match(pieces) ?? [])))
    .map((sentence) => {
      const count = sentence.split(mark).length - 1;
      next += count;
      return { text: sentence, parties: parties.slice(next - count, next) };
    });
};

/** What joins a party to the next one of the same list. */
export const conjoined =
  /^[\s✅☑✔]*(?:\([^()]*\))?\s*,?\s*(?:and|or|,|\+|&|as well as|plus|then)\s*(?:(?:the|its|also|both|on|after|for|of)\s+)*(?:[\w-]+\s+){0,3}?(?:(?:of|from|in)\s+)?(?:the\s+)?$/i;
/** Where the marks of a masked sentence stand. */
export const indexesOf = (text: string): number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) places.push(at);
  return places;
};
