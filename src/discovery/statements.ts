import type { AchievementId } from '../domain/ids.ts';
import { cues, doubtful, hypothetical, mayHoldCue, negated } from './cues.ts';
import type { GroupMention } from './groups.ts';
import { findGroups, membersOf } from './groups.ts';
import type { Mention } from './mentions.ts';
import { findMentions } from './mentions.ts';
import type { PlanIndex } from './plan-index.ts';

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

export interface Reading {
  readonly statements: readonly Statement[];
  /** Every party of the text, in order. */
  readonly parties: readonly Party[];
  readonly mentions: readonly Mention[];
}

const mark = '\uE000';

const partiesIn = (
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

interface Masked {
  readonly text: string;
  readonly parties: readonly Party[];
}

/** What goes on for longer is no sentence; it is read in pieces, so that time stays in proportion to the text. */
const longestSentence = 1500;
const pieces = new RegExp(`[^]{1,${longestSentence}}`, 'g');

/** The text with one character in place of each party, cut into sentences. */
const sentences = (text: string, parties: readonly (Party & { end: number })[]): readonly Masked[] => {
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

const conjoined =
  /^[\s✅☑✔]*(?:\([^()]*\))?\s*,?\s*(?:and|or|,|\+|&|as well as|plus|then)\s*(?:(?:the|its|also|both|on|after|for|of)\s+)*(?:[\w-]+\s+){0,3}?(?:(?:of|from|in)\s+)?(?:the\s+)?$/i;
/** What may stand between the subject and its cue. */
const leftGap = /^(?:[^\uE000;]|\.\d){0,110}$/;
const rightGap = /^(?:[^\uE000;]){0,90}$/;
const startsClause =
  /(?:^|[:,(–—;-]|\b(?:this|it|that|which|and|but|also|as|since|because|so|therefore|achievement|work|strictly|only|hard|direct|both|they)\b)\s*$/i;

const readSentence = (sentence: Masked, subject: Party | null): readonly Statement[] => {
  const { text, parties } = sentence;
  if (parties.length === 0 || !mayHoldCue.test(text) || hypothetical.test(text)) return [];
  const apart = readApart(sentence, subject);
  if (apart.length > 0) return apart;
  const places = indexesOf(text);
  const taken: { start: number; end: number; left: Party | null; rights: number[] }[] = [];
  const statements: Statement[] = [];

  const found = cues.flatMap((cue) =>
    [...text.matchAll(cue.pattern)].map((match) => ({ cue, start: match.index, end: match.index + match[0].length })),
  );
  const chosen = found
    .filter((a, at) => !found.some((b, other) => other < at && a.start < b.end && b.start < a.end))
    .sort((a, b) => a.start - b.start);

  const fronted = readFronted(text, places, parties);
  if (fronted.length > 0) return fronted;

  for (const [at, { cue, start, end }] of chosen.entries()) {
    const before = text.slice(0, start);
    const isNegated =
      negated.test(before) &&
      !/^(?:cannot|can't|can not|must not|mustn't|should not|shouldn't|won't|will not|may not|not)\b/i.test(
        text.slice(start, end),
      );
    if (!isNegated && doubtful.test(before)) continue;

    const rightFirst = places.findIndex((place) => place >= end);
    const nextCue = chosen[at + 1]?.start ?? Infinity;
    if (rightFirst < 0 || places[rightFirst]! > nextCue || !rightGap.test(text.slice(end, places[rightFirst])))
      continue;
    const rights = [rightFirst];
    for (let r = rightFirst + 1; r < places.length && places[r]! < nextCue; r++) {
      if (!conjoined.test(text.slice(places[r - 1]! + 1, places[r]))) break;
      rights.push(r);
    }

    const left = leftOf(text, places, parties, start, taken, subject, cue.implicit);
    taken.push({ start, end, left, rights });
    if (left === null) continue;
    for (const r of rights) {
      const right = parties[r]!;
      statements.push(
        cue.direction === 'needs'
          ? { from: left, on: right, denied: isNegated }
          : { from: right, on: left, denied: isNegated },
      );
    }
  }
  return statements;
};

/** Who does the needing or blocking: the nearest party before the cue, or the one that the sentence goes on about. */
const leftOf = (
  text: string,
  places: readonly number[],
  parties: readonly Party[],
  cueStart: number,
  taken: readonly { left: Party | null; rights: readonly number[] }[],
  subject: Party | null,
  implicit: boolean,
): Party | null => {
  let nearest = -1;
  for (const [at, place] of places.entries()) if (place < cueStart) nearest = at;
  const goesOn = taken.find((earlier) => earlier.rights.includes(nearest));
  if (goesOn?.left) return goesOn.left;
  if (nearest >= 0) {
    const gap = text.slice(places[nearest]! + 1, cueStart);
    if (!leftGap.test(gap)) return null;
    return parties[nearest]!;
  }
  if (subject === null || !implicit) return null;
  // "Code blocks" is a noun: without a subject the verb stands at the start of its clause.
  return !/^(?:un)?block/i.test(text.slice(cueStart)) || startsClause.test(text.slice(0, cueStart)) ? subject : null;
};

const noneBetween =
  /\bno\s+(?:\w+\s+){0,2}dependenc(?:y|ies)\s+(?:between|among)\b|\bindependent of (?:each other|one another)\b/i;
const independentOf = /\b(?:independent(?:ly)?|decoupled)\s+(?:of|from)\b(?!\s+(?:each other|one another))/i;

/** "No dependency between 1.1 and 2.1", "2.1 is independent of 1.1". */
const readApart = ({ text, parties }: Masked, subject: Party | null): readonly Statement[] => {
  const between = noneBetween.exec(text);
  if (between !== null) {
    const meant = parties.filter(({ group }) => group === null);
    const ids = meant.flatMap((party) => party.ids.map((id) => ({ ...party, ids: [id] })));
    return ids.flatMap((from) => ids.flatMap((on) => (from === on ? [] : [{ from, on, denied: true }])));
  }
  const match = independentOf.exec(text);
  if (match === null) return [];
  const places = indexesOf(text);
  const after = places.findIndex((place) => place > match.index);
  const left = parties[(after < 0 ? places.length : after) - 1] ?? subject;
  const right = after < 0 ? undefined : parties[after];
  return left && right ? [{ from: left, on: right, denied: true }] : [];
};

const indexesOf = (text: string): number[] => {
  const places: number[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) places.push(at);
  return places;
};

const once =
  /^[^\uE000]{0,30}?\b(?:once|after|when|as soon as)\s[^\uE000]{0,30}(\uE000)[^\uE000.]{0,60}?,?\s*(?:then\s+)?(?:(?:start|begin|run|execute|proceed (?:to|with)|continue (?:to|with)|move (?:on )?to|implement|work on|launch)\s[^\uE000]{0,24}(\uE000)|(?:both\s|all\s|achievements?\s)?[^\uE000]{0,20}(\uE000)(?:\s*\([^()]*\))?\s*(?:can|may|must|should|are|is)\b(?!\s*(?:not|also)))/i;
const beforeFirst =
  /^[^\uE000]{0,20}?\bbefore\s(?:starting|beginning|working on|you start|we start|running|any|moving (?:on )?to)?\s*[^\uE000]{0,24}(\uE000)[^\uE000.]{0,40}?,\s*(?:[^\uE000,]{0,20}\s)?(?:complete|finish|ensure|make sure|run|do|have|verify)\s[^\uE000]{0,24}(\uE000)|^[^\uE000]{0,20}?\bbefore\s[^\uE000]{0,24}(\uE000)[^\uE000.]{0,40}?,\s*[^\uE000]{0,10}(\uE000)[^\uE000]{0,20}\b(?:must|needs? to|has to|have to|should)\b/i;
const doNotStart =
  /\b(?:do not|don't|never|no)\s+(?:start|begin|run|execute|work on)\s[^\uE000]{0,24}(\uE000)[^\uE000]{0,24}\b(?:before|until|unless|without)\b[^\uE000]{0,24}(\uE000)/i;

/** Sentences that name the order first: "Once 1.1 is approved, 1.2 can start", "Do not start 2.1 until 1.3 is done". */
const readFronted = (text: string, places: readonly number[], parties: readonly Party[]): readonly Statement[] => {
  const two = (match: RegExpExecArray | null): readonly [Party, readonly Party[]] | null => {
    if (match === null) return null;
    const upTo = match.index + match[0].lastIndexOf(mark);
    const last = places.indexOf(upTo);
    const first = last - 1;
    const more: Party[] = [];
    for (let r = last + 1; r < places.length && conjoined.test(text.slice(places[r - 1]! + 1, places[r])); r++)
      more.push(parties[r]!);
    return first < 0 ? null : [parties[first]!, [parties[last]!, ...more]];
  };
  const after = two(once.exec(text));
  if (after !== null && !doubtful.test(text.slice(0, places[0])))
    return after[1].map((from) => ({ from, on: after[0], denied: false }));
  const before = two(beforeFirst.exec(text)) ?? two(doNotStart.exec(text));
  if (before !== null) return before[1].map((on) => ({ from: before[0], on, denied: false }));
  return [];
};

/** Reads what the sentences of `text` say about achievements. `owner` is who is meant where a sentence names no subject. */
export const readStatements = (
  text: string,
  owner: AchievementId | null,
  plan: PlanIndex,
  inSubplan: boolean,
): Reading => {
  const mentions = findMentions(text, plan, inSubplan);
  const parties = partiesIn(mentions, findGroups(text, plan));
  if (parties.length === 0) return { statements: [], parties: [], mentions };
  const subject: Party | null =
    owner === null ? null : { ids: [owner], group: null, start: 0, implicit: true, void: false };
  const statements = sentences(text, parties)
    .flatMap((sentence) => readSentence(sentence, subject))
    .filter(({ from, on }) => !from.void && !on.void)
    .map((statement) => resolved(statement, plan));
  return { statements, parties, mentions };
};

/** Groups that are seen from the other side get their members. */
const resolved = (statement: Statement, plan: PlanIndex): Statement => {
  const fill = (party: Party, other: Party): Party => {
    if (party.group === null) return party;
    const seenFrom =
      other.group === null ? other.ids : other.group.kind === 'priorities' ? membersOf(other.group, [], plan) : [];
    return { ...party, ids: membersOf(party.group, seenFrom, plan) };
  };
  return { ...statement, from: fill(statement.from, statement.on), on: fill(statement.on, statement.from) };
};
