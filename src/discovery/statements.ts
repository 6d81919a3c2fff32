import type { AchievementId } from '../domain/ids.ts';
import {
  besideThePoint,
  cues,
  doubtful,
  hypothetical,
  mayHoldCue,
  mayHoldCueSomewhere,
  negated,
  pastVerb,
} from './cues.ts';
import { isVersionOf } from './package-version.ts';
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

/** Characters before a cue that may take its force; further off nothing is about it. */
const lookBack = 200;
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
    const before = text.slice(Math.max(0, start - lookBack), start);
    const isNegated =
      negated.test(before) &&
      !/^(?:cannot|can't|can not|must not|mustn't|should not|shouldn't|won't|will not|may not|not)\b/i.test(
        text.slice(start, end),
      );
    if (!isNegated && (doubtful.test(before) || pastVerb.test(text.slice(start)) || (cue.weak && past.test(text))))
      continue;
    if (isQuoted(text, start)) continue;

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
    const gap = text.slice(end, places[rightFirst]);
    if (besideThePoint.test(gap) || (!parties[rightFirst]!.named && isVersionOf(gap))) continue;
    const rights = [rightFirst];
    let ellipsis: readonly [Party, Party] | null = null;
    for (let r = rightFirst + 1; r < places.length && places[r]! < nextCue; r++) {
      const joint = text.slice(places[r - 1]! + 1, places[r]);
      if (!conjoined.test(joint)) break;
      const behind = text.slice(places[r]! + 1, places[r + 1]);
      // "2.1 depends on 1.1, and 2.2 on 1.2", "…, 2.2 depends on 1.2": a new subject.
      if (places[r + 1] !== undefined && /^\s+(?:only\s+)?(?:up)?on\s*$/i.test(behind)) {
        ellipsis = [parties[r]!, parties[r + 1]!];
        break;
      }
      if (
        joint.includes(',') &&
        chosen.some((other) => other.start > places[r]! && text.slice(places[r]! + 1, other.start).trim() === '')
      )
        break;
      rights.push(r);
    }

    const left = leftOf(text, places, parties, start, taken, subject, cue.implicit);
    if (ellipsis !== null && cue.direction === 'needs')
      statements.push({ from: ellipsis[0], on: ellipsis[1], denied: isNegated });
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

/** Whether what stands at `at` is quoted: a message, or somebody else's words. */
const isQuoted = (text: string, at: number): boolean => {
  const before = text.slice(0, at);
  const inStraight = before.split('"').length % 2 === 0 && text.indexOf('"', at) > 0;
  return inStraight || before.lastIndexOf('“') > before.lastIndexOf('”');
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
  const parties = partiesIn(text, mentions, findGroups(text, plan));
  if (parties.length === 0) return { statements: [], parties: [], mentions };
  const subject: Party | null =
    owner === null
      ? null
      : { ids: [owner], group: null, start: 0, end: 0, without: [], named: true, implicit: true, void: false };
  const all = sentences(text, parties);
  const statements = all
    .flatMap((sentence, at) => readSentence(sentence, subject ?? meantByIt(sentence, all[at - 1])))
    .filter(({ from, on }) => !from.void && !on.void)
    .map((statement) => resolved(statement, plan));
  return { statements, parties, mentions };
};

/** "Start with 1.1; everything else depends on it": the only achievement of the sentence before. */
const meantByIt = ({ text }: Masked, before: Masked | undefined): Party | null => {
  if (
    before?.parties.length !== 1 ||
    !/\b(?:on|for|by|after|before|without|needs?|requires?)\s+it\b[^\w\uE000]*$/i.test(text)
  )
    return null;
  const party = before.parties[0]!;
  return party.group === null && party.ids.length === 1 ? { ...party, implicit: true } : null;
};

/** Groups that are seen from the other side get their members. */
const resolved = (statement: Statement, plan: PlanIndex): Statement => {
  const fill = (party: Party, other: Party): Party => {
    if (party.group === null) return party;
    const seenFrom =
      other.group === null ? other.ids : other.group.kind === 'priorities' ? membersOf(other.group, [], plan) : [];
    return { ...party, ids: membersOf(party.group, seenFrom, plan).filter((id) => !party.without.includes(id)) };
  };
  return { ...statement, from: fill(statement.from, statement.on), on: fill(statement.on, statement.from) };
};
