import type { AchievementId } from '../domain/ids.ts';
import { achievementId, idsOfStem } from '../domain/ids.ts';
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
    /(?<![\w.$\\@%=<>≥≤~≈^])(?<name>(?:\b(?:achievements?|ach\.?|sub-?plans?|execution[ _]tasks?|a)[ \u00a0]*#?[ \u00a0]*|\bid:?[ ]*|#|\bP(?=\d+\.\d)|\bA(?=\d+\.\d)))?(?<number>\d{1,4}(?:\.\d{1,4}){1,2})(?![\w%°]|\.\d)/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);

/** Numbers after these words are no ids. */
const otherNumber =
  /(?:^|[^\p{L}])(?:steps?|sections?|phases?|priorit(?:y|ies)|levels?|versions?|ver|v|figures?|fig|tables?|chapters?|parts?|lines?|pages?|appendix|options?|weeks?|days?|sprints?|releases?|tests?|cases?|tiers?|stages?|iterations?|requirements?|reqs?|criterion|criteria|rules?|waves?|milestones?|rounds?|python|node(?:\.?js)?|npm|java|ruby|go|rust|php|pandas|numpy|redis|postgres(?:ql)?|mongodb|django|react|vue|angular|kubernetes|k8s|docker|ubuntu|debian|openssl|sqlite|mysql|http|tls|ssl|gpt|claude|llama|score|weight|threshold|ratio|confidence|factor|rate|about|around|approximately|roughly|than|least|most|under|below|up to|takes|took|[§$€£])[.:]?[ \u00a0]*#?$/iu;

const unit =
  /^(?:\s*-\s*|\s*)(?:hours?|hrs?|h|minutes?|mins?|m|days?|d|weeks?|months?|years?|seconds?|secs?|s|ms|µs|[kmgt]i?b|bytes?|percent|x|×|times|k|million|billion|lines|points?|pts|usd|dollars|tokens?|or (?:newer|higher|later|above|greater|more|less)|and (?:newer|higher|later|above|up)|\+(?!\s*\d)|of \d)(?![\p{L}\d])/iu;

/** Words that a bare number may follow and still be an id. */
const beforeBare =
  /(?:^|[\s([{,;:/+&|>→←⇒➔➜⟶↓•·"'“‘—–-]|[\p{Extended_Pictographic}\ufe0f])(?:(?:on|upon|of|and|or|from|to|through|after|before|until|once|when|both|all|either|for|by|in|with|via|without|is|are|only|also|then|than|not|that|as|if|while|plus|needs?|requires?|required|follows?|blocks?|blocking|unblocks?|depends?|completes?|completed|complete|completing|finish(?:es|ed|ing)?|do|done|start(?:s|ed|ing)?|begin(?:s|ning)?|run(?:s|ning)?|execut(?:e|es|ed|ing)|implement(?:s|ed|ing)?|precedes?|preceding|between|within|per|subplans?|achievements?|ids?|items?|tasks?|dependenc(?:y|ies)|prerequisites?|using|uses?|see|critical|path|sequential(?:ly)?|parallel|first|next|finally|merge|merged|ship|land|approve|hence|so|because|since|must|whereas|but|nor|including|except|besides|reuse|extends?|extending|waits?|waiting|unlike|dependent|approval)[\s:]+)?$/iu;

const planReference = /(?<![A-Z])PLAN_([A-Z\d][\w-]*?)(?:\.md)?(?![\w-])/gi;
const otherPlanWords =
  /\b(?:(?:sibling|another|predecessor|separate|upstream|child|original|earlier|different|older|second|first|grand) plan|(?:other|related|previous) plans?)\b/i;
const motherPlanWords = /\b(?:parent|mother) plan\b/i;

/** Whether `text` names a plan that is not this one. In a SUBPLAN the parent plan is this one. */
export const namesOtherPlan = (text: string, planName: string, inSubplan: boolean): boolean => {
  if (!/plan/i.test(text)) return false;
  for (const [, name] of text.matchAll(planReference)) {
    if (name !== undefined && name.toLowerCase() !== planName.toLowerCase()) return true;
  }
  return otherPlanWords.test(text) || (!inSubplan && motherPlanWords.test(text));
};

const spelledId = (number: string): AchievementId | undefined => achievementId(number);

/** Every id that `text` spells, in order. Ids that the plan lacks have an `id` too: the caller decides. */
export const idWords = (text: string, plan: PlanIndex): readonly IdWord[] => {
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
    if (/^(?:-\p{L}|_|\/\d+(?!\.)\b)/u.test(after)) {
      refusedTo = end;
      continue;
    }
    if (!named) {
      const before = text.slice(Math.max(0, start - 40), start);
      const goesOn =
        refusedTo >= 0 && /^\s*(?:,|and|&|\+|\/|or|-|–|—|to|through|,\s*and)\s*$/i.test(text.slice(refusedTo, start));
      // A word, then a hyphen, is a name such as guide-1.3; a number, then a hyphen, is a range.
      const inName = /[\p{L}_]-$/u.test(before) || /[\p{L}\d]\/$/u.test(before.replace(/\d+(?:\.\d+)+\/$/, ''));
      if (goesOn || inName || unit.test(after) || otherNumber.test(before) || !beforeBare.test(before)) {
        refusedTo = end;
        continue;
      }
    }
    found.push({ start, end, id: spelledId(number), spelled: number, named, foreign: false });
  }
  return found;
};

const oneOf = (ids: readonly AchievementId[]): AchievementId | undefined => (ids.length === 1 ? ids[0] : undefined);
