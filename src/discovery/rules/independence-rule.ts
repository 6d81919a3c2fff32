import type { AchievementId } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { findGroups } from '../groups.ts';
import { evidenceAt, isForeign, isSample } from '../passage.ts';

const cue =
  /\b(?:in parallel|parallel(?:i[sz]able|i[sz]ed)?(?: with)?|concurrent(?:ly)?|simultaneous(?:ly)?|at the same time|independent(?:ly)?(?: of each other)?|(?:fully|mutually) independent)\b/i;
const refused = /\b(?:not|cannot|can't|no|never|isn't|aren't|un)\b[^.;]{0,40}$|❌/i;

/** Stated independence: "3.1, 3.2 and 3.3 can run in parallel". It makes no edge, but contradicts those between them. */
export const independenceRule: Rule = (passage, plan) => {
  const { block, text } = passage;
  if (block.kind === 'code' || passage.inSubplan || !/\d/.test(text)) return [];
  const match = cue.exec(text);
  if (match === null) return [];
  if (isForeign(passage) || isSample(passage) || refused.test(text.slice(0, match.index))) return [];
  const found = (between: readonly (readonly AchievementId[])[]): readonly Finding[] =>
    between.length < 2
      ? []
      : [{ found: 'independence', independence: { between, evidence: evidenceAt(passage, 'prose', match.index) } }];

  const mentions = passage.mentions.filter((mention) => !mention.foreign && mention.ids.length > 0);
  const left = mentions
    .filter((mention) => mention.end <= match.index && text.slice(mention.end, match.index).length < 80)
    .at(-1);
  const right = mentions.find((mention) => mention.start >= match.index);
  if (left && left.ids.length > 1) return found(left.ids.map((id) => [id]));
  if (right && /\b(?:with|of)\s*(?:\W*achievements?\s*)?$|:\W*$/i.test(text.slice(match.index, right.start))) {
    const subject = left?.ids[0] ?? passage.owner;
    if (subject !== null && /with|of/i.test(text.slice(match.index, right.start)))
      return found([[subject], right.ids.filter((id) => id !== subject)].filter((side) => side.length > 0));
    if (right.ids.length > 1) return found(right.ids.map((id) => [id]));
  }
  const groups = findGroups(text, plan);
  const group = groups.filter(({ which, end }) => which.kind === 'priorities' && end <= match.index).at(-1);
  if (group?.which.kind !== 'priorities') return [];
  // "Within Priorities 1 and 2" speaks of each by itself.
  const isWithin = /\bwithin\s+(?:each of\s+)?$/i.test(text.slice(Math.max(0, group.start - 24), group.start));
  // "Priority 2 can run in parallel with Priority 1".
  const other = groups.find(({ start }) => start >= match.index);
  const isWith =
    other !== undefined &&
    /\b(?:with|of)\s+$/i.test(text.slice(match.index, other.start)) &&
    !/[.;]/.test(text.slice(group.end, other.start));
  const numbers = [...group.which.numbers, ...(isWith && other.which.kind === 'priorities' ? other.which.numbers : [])];
  if (isWithin && numbers.length > 1) return [];
  const sides = numbers.map((number) => plan.priorities.get(number) ?? []);
  return sides.length > 1 ? found(sides) : /\ball\b/i.test(text) ? found((sides[0] ?? []).map((id) => [id])) : [];
};
