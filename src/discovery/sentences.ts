import type { AchievementId } from '../domain/ids.ts';
import type { GroupMention } from './groups.ts';
import type { Mention } from './mentions.ts';

/** Achievements that a sentence speaks of. */
export interface Party {
  readonly ids: readonly AchievementId[];
  /** The group it was said of, if it was said of one. */
  readonly group: GroupMention['which'] | null;
  readonly start: number;
  readonly end: number;
  /** "All achievements except 1.1": these are not of the group. */
  readonly without: readonly AchievementId[];
  /** A word such as "Achievement" or "Priority" stands before it. */
  readonly named: boolean;
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

/** What joins a group to those that it leaves out. */
const except =
  /^\s*[,(]?\s*(?:except|apart|but(?:\s+not)?|other than|excluding|besides|save)\b(?:\s+(?:for|from))?\s*/i;

/** The parties of a text, in order; ids win over groups at the same place. */
export const partiesIn = (
  text: string,
  mentions: readonly Mention[],
  groups: readonly GroupMention[],
): readonly Party[] => {
  const left = new Set<Mention>();
  // Both are in order: one walk over the mentions serves all groups.
  let seen = 0;
  const overlaps = (group: GroupMention): boolean => {
    while (seen < mentions.length && mentions[seen]!.end <= group.start) seen++;
    return seen < mentions.length && mentions[seen]!.start < group.end;
  };
  const fromGroups = groups
    .filter((group) => !overlaps(group))
    .map((group): Party => {
      const leavesOut = except.exec(text.slice(group.end, group.end + 40));
      const start = group.end + (leavesOut?.[0].length ?? 0);
      const named = leavesOut === null ? undefined : mentions.find((mention) => mention.start === start);
      if (named !== undefined) left.add(named);
      return {
        ids: [],
        group: named !== undefined && group.which.kind === 'each' ? { kind: 'others' } : group.which,
        start: group.start,
        end: named === undefined ? group.end : named.end + (text[named.end] === ')' ? 1 : 0),
        without: named?.ids ?? [],
        named: true,
        implicit: false,
        void:
          (leavesOut !== null && named === undefined && !/^\s*[,(]?\s*but\b/i.test(leavesOut[0])) ||
          /\bnot\s+$/i.test(text.slice(Math.max(0, group.start - 8), group.start)),
      };
    });
  const fromIds = mentions
    .filter((mention) => !left.has(mention))
    .map((mention): Party => ({
      ids: mention.foreign ? [] : mention.ids,
      group: null,
      start: mention.start,
      end: mention.end,
      without: [],
      named: mention.named,
      implicit: false,
      void: mention.foreign || mention.ids.length === 0,
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
export const sentences = (text: string, parties: readonly Party[]): readonly Masked[] => {
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
    .split(/(?<=[.!?;](?:["')\]])?)(?<!\b(?:e\.g|i\.e|vs|cf|resp|approx)\.)\s+/i)
    .flatMap((sentence) => (sentence.length <= longestSentence ? [sentence] : (sentence.match(pieces) ?? [])))
    .map((sentence) => {
      const count = sentence.split(mark).length - 1;
      next += count;
      return { text: sentence, parties: parties.slice(next - count, next) };
    });
};

/** What joins a party to the next one of the same list. */
export const conjoined =
  /^[\s✅☑✔]*(?:\([^()]*\))?\s*,?\s*(?:and|or|,|\+|&|as well as|plus|then)\s*(?!(?:but|not|except|unlike|rather|instead|before|after|until)\b)(?:(?:the|its|also|both|on|after|for|of)\s+)*(?:[\w-]+\s+){0,3}?(?:(?:of|from|in)\s+)?(?:the\s+)?$/i;
/** Where the marks of a masked sentence stand. */
export const indexesOf = (text: string): number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) places.push(at);
  return places;
};
