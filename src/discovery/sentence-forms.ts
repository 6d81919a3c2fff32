import { doubtful, negated } from './cues.ts';
import type { Masked, Party, Statement } from './sentences.ts';
import { conjoined, indexesOf, mark } from './sentences.ts';

const noneBetween =
  /\bno\s+(?:\w+\s+){0,2}dependenc(?:y|ies)\s+(?:between|among)\b|\bindependent of (?:each other|one another)\b/i;
const independentOf = /\b(?:independent(?:ly)?|decoupled)\s+(?:of|from)\b(?!\s+(?:each other|one another))/i;

/** "No dependency between 1.1 and 2.1", "2.1 is independent of 1.1". */
export const readApart = ({ text, parties }: Masked, subject: Party | null): readonly Statement[] => {
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

const once =
  /^[^\uE000]{0,30}?\b(?:once|after|when|as soon as|with)\s[^\uE000]{0,30}(\uE000)[^\uE000.]{0,60}?,?\s*(?:then\s+)?(?:(?:start|begin|run|execute|proceed (?:to|with)|continue (?:to|with)|move (?:on )?to|implement|work on|launch)\s[^\uE000]{0,24}(\uE000)|(?:both\s|all\s|achievements?\s)?[^\uE000]{0,20}(\uE000)(?:\s*\([^()]*\))?\s*(?:can|may|must|should|are|is)\b(?!\s*(?:not|also)))/i;
const beforeFirst =
  /^[^\uE000]{0,20}?\bbefore\s(?:starting|beginning|working on|you start|we start|running|any|moving (?:on )?to)?\s*[^\uE000]{0,24}(\uE000)[^\uE000.]{0,40}?,\s*(?:[^\uE000,]{0,20}\s)?(?:complete|finish|ensure|make sure|run|do|have|verify)\s[^\uE000]{0,24}(\uE000)|^[^\uE000]{0,20}?\bbefore\s[^\uE000]{0,24}(\uE000)[^\uE000.]{0,40}?,\s*[^\uE000]{0,10}(\uE000)[^\uE000]{0,20}\b(?:must|needs? to|has to|have to|should)\b/i;
const doNotStart =
  /\b(?:do not|don't|never|no)\s+(?:start|begin|run|execute|work on)\s[^\uE000]{0,24}(\uE000)[^\uE000]{0,24}\b(?:before|until|unless|without)\b[^\uE000]{0,24}(\uE000)/i;

/** "Once 1.1 is complete, this can start". */
const onceThis =
  /^[^\uE000]{0,30}?\b(?:once|after|when|as soon as)\s[^\uE000]{0,30}\uE000[^\uE000.]{0,60}?,?\s*(?:this|it|we|work)\b[^\uE000]{0,20}\b(?:can|may|must|should|will)\b[^\uE000]*$/i;
/** "1.1 must be complete", "1.1 is required": where no one else is named, for the text's own achievement. */
const mustBeFirst =
  /^[^\uE000]{0,20}\uE000[^\uE000]{0,50}\b(?:(?:must|needs? to|has to|have to)\s+(?:both\s+)?be\s+(?:fully\s+)?(?:complete[d]?|done|finished|approved|in place|merged)\b|(?:is|are)\s+(?:required|needed|a\s+(?:hard\s+)?(?:prerequisite|requirement|dependency))\b)(?!\s+(?:for|by|to|before|within|in order|after|of|when|once|with)\b)[^\uE000]*$|^[^\uE000]{0,20}\uE000[^\uE000]{0,6}:\s*required\b(?!\s+(?:for|by|to|before)\b)[^\uE000]*$/i;

/** The same, with who waits named: "1.1 must be complete before this starts", "before we begin", "Complete 1.1 first". */
const mustBeBefore =
  /^[^\uE000]{0,20}\uE000[^\uE000]{0,60}\b(?:(?:must|needs? to|has to|have to|should|shall)\s+(?:both\s+|all\s+)?(?:be\s+(?:fully\s+)?\w+|land|finish|complete|exist)|(?:is|are)\s+(?:required|needed))\s+(?:first\s+)?before\s+(?:this|it|we|you|work|any work|implementation|execution|development|coding|the (?:start|work|implementation)|start|begin|beginning|starting|proceed|proceeding|kick-?off)\b[^\uE000]*$|^[^\w\uE000]*(?:first,?\s+)?(?:complete|finish|approve|merge|deliver|land|ensure|verify|confirm|make sure)\s[^\uE000]{0,20}\uE000[^\uE000]{0,30}(?:\bfirst\b|\bbefore\s+(?:this|it|we|you|beginning|starting)\b)[^\uE000]*$/i;
/** "2.1 (Tickets): 1.1 must be complete" speaks of what it starts with. */
const ownLead = /^[^\uE000]{0,10}\uE000[^\uE000:]{0,60}:/;
const refusal = /\b(?:no|none|nothing|not|neither|never)\b/i;

/** "Until 1.1 is complete, 1.2 cannot start". */
const untilFirst =
  /^[^\uE000]{0,10}\b(?:until|without|unless)\s[^\uE000]{0,24}(\uE000)[^\uE000.]{0,40}?,\s*[^\uE000]{0,24}(\uE000)[^\uE000]{0,20}\b(?:cannot|can't|can not|must not|mustn't|should not|may not|won't|will not|(?:is|are|stays?|remains?) blocked|(?:has|have|must|needs?) (?:to )?wait)/i;
/** "Only after 1.1 is approved can 1.2 start". */
const onlyAfter =
  /^[^\uE000]{0,10}\bonly\s+(?:after|when|once)\s[^\uE000]{0,24}(\uE000)[^\uE000.,]{0,40}?\b(?:can|may|should|will|is|are)\s[^\uE000]{0,16}(\uE000)/i;
/** "The dependency of 2.1 on 1.1". */
const dependencyOfOn =
  /\bdependenc(?:y|ies)\s+(?:of|from)\s+[^\uE000]{0,16}(\uE000)\s+(?:on|to|upon)\s+[^\uE000]{0,16}(\uE000)/i;

/** Sentences that name the order first: "Once 1.1 is approved, 1.2 can start", "Do not start 2.1 until 1.3 is done". */
export const readFronted = (
  text: string,
  places: readonly number[],
  parties: readonly Party[],
  subject: Party | null,
): readonly Statement[] => {
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
  // A sentence of one party needs its words looked at only for the last two forms.
  const isOfTwo = places.length > 1;
  const after = isOfTwo ? (two(once.exec(text)) ?? two(untilFirst.exec(text)) ?? two(onlyAfter.exec(text))) : null;
  if (after !== null && !doubtful.test(text.slice(0, places[0])))
    return after[1].map((from) => ({ from, on: after[0], denied: false }));
  const before = isOfTwo ? (two(beforeFirst.exec(text)) ?? two(doNotStart.exec(text))) : null;
  if (before !== null) return before[1].map((on) => ({ from: before[0], on, denied: false }));
  const named = isOfTwo && /\bdependenc/i.test(text) ? two(dependencyOfOn.exec(text)) : null;
  if (named !== null && !negated.test(text.slice(0, places[0])))
    return named[1].map((on) => ({ from: named[0], on, denied: false }));
  const opening = text.slice(0, places[0]);
  const on = parties.at(-1);
  if (subject === null || on === undefined || !speaksOfOwn(text)) return [];
  return doubtful.test(opening) || refusal.test(opening) ? [] : [{ from: subject, on, denied: false }];
};

/** Whether the text says of the last achievement that it names that its own one needs it. */
const speaksOfOwn = (text: string): boolean => {
  if (onceThis.test(text)) return true;
  const lead = ownLead.exec(text)?.[0] ?? '';
  const rest = text.slice(lead.length).includes(mark) ? text.slice(lead.length) : text;
  return mustBeFirst.test(rest) || mustBeBefore.test(rest);
};
