import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import { isOtherNumber } from './bare-number.ts';
import type { PlanIndex } from './plan-index.ts';

/** Achievements named as a group: "Priority 2", "Priorities 1-2", "all other achievements", "everything before it". */
export interface GroupMention {
  readonly start: number;
  readonly end: number;
  readonly which:
    | { readonly kind: 'priorities'; readonly numbers: readonly number[] }
    | { readonly kind: 'others' | 'earlier' | 'later' | 'previous' | 'next' | 'each' };
}

const number = String.raw`\d{1,3}(?:\.\d{1,2})?`;
const joint = String.raw`(?:\s*(?:,|&|\+|/|-|–|—|,?\s*and|to|through|or|und|bis)\s*(?:priority\s+|P)?)`;
const unitWord = String.raw`(?:achievements?|work|tasks?|items?|subplans?)`;
/** A pattern is looked for, and so compiled, only where the short one beside it is found: few texts name groups. */
const patterns: readonly (readonly [RegExp, RegExp, GroupMention['which']['kind']])[] = [
  [
    /priorit|p\d/i,
    new RegExp(
      String.raw`(?:\b(?:all|every|each|entire|whole|any|everything|anything|the rest)\s+(?:else\s+|others?\s+|remaining\s+)?(?:\d+\s+)?(?:${unitWord}\s+)?(?:of\s+|in\s+|from\s+)?(?:the\s+)?)?\b(?:priorit(?:y|ies)\s+#?|P(?=\d))(?<list>${number}(?:${joint}${number})*)(?![\w.]*\d|%)(?:\s+${unitWord}\b)?(?:\s*\((?:all|every)\b[^()]{0,40}\))?`,
      'gi',
    ),
    'priorities',
  ],
  [
    /\d\.x/i,
    new RegExp(
      String.raw`(?:\ball\s+(?:of\s+|the\s+)*)?(?<![\w.-])(?<list>\d{1,3})\.x(?![\w.])(?:\s+${unitWord}\b)?`,
      'gi',
    ),
    'priorities',
  ],
  [
    /other|remaining|everything|anything|all else|the rest|all (?:the )?achievements/i,
    new RegExp(
      String.raw`\b(?:all|every|each|any)\s+(?:of\s+)?(?:the\s+)?(?:others?|remaining)(?:\s+${unitWord})?\b|\b(?:everything|anything|all) else\b|\ball (?:of )?the (?:rest|others)\b|\bthe (?:rest|others) of the ${unitWord}\b|\ball other ${unitWord}\b|\ball (?:the )?achievements\b(?!\s+(?:in|of|within|from|above|below|are|is|can|have|before|after)\b)|\beverything\b(?!\s+(?:above|after|before|below|is|in|that|downstream)\b)`,
      'gi',
    ),
    'others',
  ],
  [
    /subsequent|later|following|further|downstream|future|(?:everything|all \w+) (?:after|below|that follow)/i,
    new RegExp(
      String.raw`\b(?:all|every|each|any)\s+(?:of\s+)?(?:the\s+)?(?:subsequent|later|following|further|downstream|future)\s+${unitWord}\b|\b(?:everything|all ${unitWord}) (?:after|below|that follows?|downstream)\b|\bsubsequent achievements\b`,
      'gi',
    ),
    'later',
  ],
  [
    /previous|prior\b|earlier|preceding|above|foregoing|(?:everything|all \w+) before/i,
    new RegExp(
      String.raw`\b(?:all|every|each)\s+(?:of\s+)?(?:the\s+)?(?:previous|prior|earlier|preceding|above|foregoing)(?:\s+${unitWord})?\b|\b(?:everything|all ${unitWord}) (?:above|before(?: (?:it|this))?)\b|\ball (?:the )?${unitWord} above\b`,
      'gi',
    ),
    'earlier',
  ],
  [
    /previous|preceding|prior\s|last\s|the one before|predecessor/i,
    new RegExp(
      String.raw`\b(?:the\s+|its\s+)?(?:previous|preceding|prior|last)\s+(?:one|achievement)\b|\b(?:on|upon|after|requires|needs|follows|for)\s+(?:the\s+)?(?<bare>previous)\b(?!\s+\w*(?:plan|work|priorit))|\bthe one before(?: it)?\b|\bits predecessor\b`,
      'gi',
    ),
    'previous',
  ],
  [
    /next|following one/i,
    /\b(?:the\s+|its\s+)?(?:next|following)\s+(?:one|achievement)\b(?!\s*:)|\bthe one after(?: it)?\b/gi,
    'next',
  ],
  [
    /each|every/i,
    new RegExp(String.raw`\b(?:each|every)\s+(?:achievement|one)\b|\b(?:achievements|they) each\b`, 'gi'),
    'each',
  ],
];

const cue =
  /priorit|\bP\d|\bal(?:l)?\b|every|each|any|previous|preceding|prior|subsequent|before|predecessor|rest|everything|next|following|\d\.x|the one after/i;

const numbersOf = (list: string, plan: PlanIndex): readonly number[] => {
  const parts = [
    ...list.matchAll(new RegExp(`(${number})(\\s*(?:-|–|—|to|through|bis)\\s*(?:priority\\s+|P)?(${number}))?`, 'gi')),
  ];
  return parts.flatMap(([, from, , to]) => {
    const [low, high] = [Number(from), Number(to ?? from)];
    return [...plan.groups.keys()].filter((n) => n >= low && n <= high);
  });
};

/** "all of Priority 2, 3.1": the list ends before what cannot be a priority of the plan, so before an achievement. */
const withoutIds = (list: string, plan: PlanIndex): string => {
  for (const { 0: spelled, index } of list.matchAll(/\d+\.\d+/g)) {
    if (index === 0 || plan.groups.has(Number(spelled))) continue;
    return /^.*\d/.exec(list.slice(0, index))?.[0] ?? list;
  }
  return list;
};

/** Each match of `pattern`, its list of priorities without ids; what stands behind an id is looked at again. */
function* matchesOf(pattern: RegExp, text: string, plan: PlanIndex) {
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const list = match.groups?.list ?? '';
    const kept = withoutIds(list, plan);
    const length = kept === list ? match[0].length : match[0].lastIndexOf(list) + kept.length;
    search.lastIndex = match.index + length;
    yield { match, kept, end: match.index + length };
  }
}

/** Whether `text` may name a group at all. */
export const mayHoldGroups = (text: string): boolean => cue.test(text);

/** The groups that `text` names, in order, none inside another. */
export const findGroups = (text: string, plan: PlanIndex): readonly GroupMention[] => {
  if (!mayHoldGroups(text)) return [];
  const found: GroupMention[] = [];
  for (const [hint, pattern, kind] of patterns) {
    if (!hint.test(text)) continue;
    // Those of one pattern never overlap; those of the patterns before it stand in order.
    const before = found.sort((a, b) => a.start - b.start).slice();
    let seen = 0;
    const isTaken = (start: number, end: number): boolean => {
      while (seen < before.length && before[seen]!.end <= start) seen++;
      return seen < before.length && before[seen]!.start < end;
    };
    for (const { match, kept, end } of matchesOf(pattern, text, plan)) {
      const bare = match.groups?.bare;
      const start = match.index + (bare === undefined ? 0 : match[0].length - bare.length);
      if (
        kind === 'priorities' &&
        match[0].toLowerCase().endsWith('.x') &&
        isOtherNumber(text.slice(Math.max(0, start - 40), start))
      )
        continue;
      if (isTaken(start, end)) continue;
      if (kind === 'priorities') {
        const numbers = numbersOf(kept, plan);
        if (numbers.length > 0) found.push({ start, end, which: { kind, numbers } });
      } else found.push({ start, end, which: { kind } });
    }
  }
  return found.sort((a, b) => a.start - b.start);
};

/** The members of a group, as seen from the achievements on the other side. `each` has no members of its own. */
export const membersOf = (
  group: GroupMention['which'],
  seenFrom: readonly AchievementId[],
  plan: PlanIndex,
): readonly AchievementId[] => {
  if (group.kind === 'priorities') return group.numbers.flatMap((n) => plan.groups.get(n) ?? []);
  const sorted = [...seenFrom].sort(compareIds);
  const first = plan.order.get(sorted[0]!);
  const last = plan.order.get(sorted.at(-1)!);
  if (first === undefined || last === undefined) return [];
  switch (group.kind) {
    case 'others':
      return plan.ids.filter((id) => !seenFrom.includes(id));
    case 'earlier':
      return plan.ids.slice(0, first);
    case 'later':
      return plan.ids.slice(last + 1);
    case 'previous':
      return plan.ids.slice(Math.max(0, first - 1), first);
    case 'next':
      return plan.ids.slice(last + 1, last + 2);
    case 'each':
      return [];
  }
};
