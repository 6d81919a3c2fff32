import type { AchievementId } from '../domain/ids.ts';
import { achievementId, idsOfStem } from '../domain/ids.ts';
import { goesOnAsName, mayBeBareId } from './bare-number.ts';
import type { PlanIndex } from './plan-index.ts';

/** An id as spelled at one place of a text. `named`: a word such as "Achievement" or "SUBPLAN" stands before it. */
export interface IdWord {
  /** Where the spelling starts, its naming word included, and where it ends. */
  readonly start: number;
  readonly end: number;
  readonly id: AchievementId | undefined;
  /** As written, without the naming word. */
  readonly spelled: string;
  readonly named: boolean;
  /** A document of another plan. */
  readonly foreign: boolean;
}

const word = new RegExp(
  [
    /(?<![\w-])SUBPLAN[_ -](?:(?<plan>[A-Za-z][\w-]*?)_)?(?<stem>\d[\d-]*(?:\.\d+)*)(?:\.md)?(?![\w.-]*\w)/,
    /(?<![\w$\\@%=<>≥≤~≈^]|(?<!\.)\.)(?<name>(?:\b(?:achievements?|ach\.?|sub-?plans?|execution[ _]tasks?|a)[ \u00a0]*#?[ \u00a0]*|\bid:?[ ]*|#|\bP(?=\d+\.\d)|\bA(?=\d+\.\d)))?(?<number>\d{1,4}(?:\.\d{1,4}){1,2})(?![\w%°]|\.\d)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);

const planReference = /(?<![A-Z])PLAN_([A-Z\d][\w-]*?)(?:\.md)?(?![\w-])/gi;
/** "the GARDEN plan". */
const namedPlan = /\b([A-Z][A-Z\d]*(?:[-_][A-Z\d]+)*)\s+plan\b/g;
const otherPlanWords =
  /\b(?:(?:sibling|another|predecessor|separate|upstream|child|original|earlier|different|older|second|first|grand) plan|(?:other|related|previous) plans?)\b/i;
const motherPlanWords = /\b(?:parent|mother) plan\b/i;

/** Whether `text` names a plan that is not this one. In a SUBPLAN the parent plan is this one. */
export const namesOtherPlan = (text: string, planName: string, inSubplan: boolean): boolean => {
  if (!/plan/i.test(text)) return false;
  for (const [, name] of text.matchAll(planReference)) {
    if (name !== undefined && name.toLowerCase() !== planName.toLowerCase()) return true;
  }
  for (const [, name] of text.matchAll(namedPlan)) {
    if (name !== undefined && name.toLowerCase() !== planName.toLowerCase()) return true;
  }
  return otherPlanWords.test(text) || (!inSubplan && motherPlanWords.test(text));
};

const spelledId = (number: string): AchievementId | undefined => achievementId(number);

/** Every id that `text` spells, in order. Ids that the plan lacks have an `id` too: the caller decides. */
export const idWords = (text: string, plan: PlanIndex, inSubplan: boolean): readonly IdWord[] => {
  const found: IdWord[] = [];
  // "Steps 1.1-1.5 and 2.1": what is no id makes none of what is listed with it either.
  let refusedTo = -1;
  for (const match of text.matchAll(word)) {
    const start = match.index;
    const end = start + match[0].length;
    const { plan: owner, stem, name, number } = match.groups ?? {};
    if (stem !== undefined) {
      const fitting = stem.includes('.') ? spelledId(stem) : oneOf(idsOfStem(stem, plan.ids));
      const foreign = owner !== undefined && owner.toLowerCase() !== plan.name.toLowerCase();
      found.push({ start, end, id: fitting, spelled: match[0], named: true, foreign });
      continue;
    }
    if (number === undefined || /^execution/i.test(name ?? '')) {
      refusedTo = end;
      continue;
    }
    const named = name !== undefined && name.trim() !== '';
    const after = text.slice(end, end + 24).replace(/^\s*(?:-|–|—|to)\s*\d+(?:\.\d+)?/, '');
    const before = text.slice(Math.max(0, start - 40), start);
    const goesOn =
      !named &&
      refusedTo >= 0 &&
      /^\s*(?:,|and|&|\+|\/|or|-|–|—|to|through|,\s*and)\s*$/i.test(text.slice(refusedTo, start));
    if (
      goesOnAsName(after) ||
      goesOn ||
      (!named && (!mayBeBareId(before, after) || (inSubplan && /\b(?:sub-?)?tasks?\s+$/i.test(before))))
    ) {
      refusedTo = end;
      continue;
    }
    found.push({ start, end, id: spelledId(number), spelled: number, named, foreign: false });
  }
  return found;
};

const oneOf = (ids: readonly AchievementId[]): AchievementId | undefined => (ids.length === 1 ? ids[0] : undefined);
