import type { AchievementId } from '../domain/ids.ts';
import { cues, doubtful, hypothetical, mayHoldCue, mayHoldCueSomewhere, negated } from './cues.ts';
import { findGroups, membersOf } from './groups.ts';
import type { Mention } from './mentions.ts';
import { findMentions } from './mentions.ts';
import type { PlanIndex } from './plan-index.ts';
import { readApart, readFronted } from './sentence-forms.ts';
import type { Masked, Party, Statement } from './sentences.ts';
import { conjoined, indexesOf, partiesIn, sentences } from './sentences.ts';

export type { Party, Statement } from './sentences.ts';

export interface Reading {
  readonly statements: readonly Statement[];
  /** Every party of the text, in order. */
  readonly parties: readonly Party[];
  readonly mentions: readonly Mention[];
}

/** What may stand between the subject and its cue. */
const leftGap = /^(?:[^\uE000;]|\.\d){0,110}$/;
const rightGap = /^(?:[^\uE000;]){0,90}$/;
const startsClause =
  /(?:^|[:,(–—;-]|\b(?:this|it|that|which|and|but|also|as|since|because|so|therefore|achievement|work|strictly|only|hard|direct|both|they)\b)\s*$/i;

/** A report of what happened, where "after" orders nothing. */
const past = /\b(?:took|did|was|were|we (?:finished|started|completed|fixed))\b/i;

/** "2.2 depends on this": the text's own achievement is on the right side. */
const thisOne = /^\s*(?:this|it)\b(?:\s+(?:achievement|subplan|one|work|plan))?\s*(?:[.,;:)(–—-]|$|to\b|is\b|first\b)/i;
const trouble = /\b(?:delays?|fails?|failures?|issues?|slips?|problems?|risks?)\b/i;

const readSentence = (sentence: Masked, subject: Party | null): readonly Statement[] => {
  const { text, parties } = sentence;
  if (parties.length === 0 || !mayHoldCue.test(text) || hypothetical.test(text)) return [];
  const apart = readApart(sentence, subject);
  if (apart.length > 0) return apart;
  const places = indexesOf(text);
  const taken: { start: number; end: number; left: Party | null; rights: number[] }[] = [];
  const statements: Statement[] = [];

  const fronted = readFronted(text, places, parties, subject);
  if (fronted.length > 0) return fronted;

  // A cue behind the last party says something only of "this" or "it".
  const hinted = (/\b(?:this|it)\b/i.test(text) ? text : text.slice(0, places.at(-1))).toLowerCase();
  const found = cues
    .filter(({ hints }) => hints.every((words) => words.some((word) => hinted.includes(word))))
    .flatMap((cue) =>
      [...text.matchAll(cue.pattern)].map((match) => ({ cue, start: match.index, end: match.index + match[0].length })),
    );
  const chosen = found
    .filter((a, at) => !found.some((b, other) => other < at && a.start < b.end && b.start < a.end))
    .sort((a, b) => a.start - b.start);

  for (const [at, { cue, start, end }] of chosen.entries()) {
    const before = text.slice(0, start);
    const isNegated =
      negated.test(before) &&
      !/^(?:cannot|can't|can not|must not|mustn't|should not|shouldn't|won't|will not|may not|not)\b/i.test(
        text.slice(start, end),
      );
    if (!isNegated && (doubtful.test(before) || (cue.weak && past.test(text)))) continue;

    const rightFirst = places.findIndex((place) => place >= end);
    const nextCue = chosen[at + 1]?.start ?? Infinity;
    const isBare =
      subject !== null && !isNegated && thisOne.test(text.slice(end)) && places.some((place) => place < start);
    if (isBare) {
      const left = leftOf(text, places, parties, start, taken, null, false);
      const [from, on] = cue.direction === 'needs' ? [left, subject] : [subject, left];
      if (from !== null && on !== null && !trouble.test(before)) statements.push({ from, on, denied: false });
      continue;
    }
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

/** Whether `text` may say anything with the words of a statement. */
export const mayHoldStatement = (text: string): boolean => mayHoldCueSomewhere.test(text);

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
