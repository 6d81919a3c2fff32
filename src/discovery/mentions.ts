import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import type { IdWord } from './id-words.ts';
import { idWords, namesOtherPlan } from './id-words.ts';
import type { PlanIndex } from './plan-index.ts';

/** One or several achievements named together: `1.2`, "Achievements 1.1, 1.2 and 2.1", `1.1-1.3`. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  /** Those that the plan has, ranges expanded, in the order of the text. */
  readonly ids: readonly AchievementId[];
  /** Those that it lacks, as written, and where. */
  readonly unknown: readonly { readonly spelled: string; readonly end: number }[];
  /** A word such as "Achievement" stands before the first. */
  readonly named: boolean;
  /** They are said to be another plan's. */
  readonly foreign: boolean;
}

/** Characters between two ids of one list: a note in brackets and the joining word. */
const longestJoint = 130;

const range = /^\s*(?:-|–|—|−|\.{2,3}|…|to|through|thru|until|up to|bis)\s*$/i;
const list =
  /^(?:[\s✅☑✔❌⏳"'’]|\ufe0f)*(?:\([^()]{0,90}\))?(?:[\s✅☑✔]|\ufe0f)*(?:,?\s*(?:and|or|plus|as well as|und)\s|[,&+/]|,\s*&)\s*(?:also\s+|both\s+|the\s+)?$/i;

const expand = (from: AchievementId, to: AchievementId, plan: PlanIndex): readonly AchievementId[] => {
  if (compareIds(from, to) >= 0) return [];
  const first = plan.order.get(from);
  const last = plan.order.get(to);
  if (first !== undefined && last !== undefined) return plan.ids.slice(first, last + 1);
  return plan.ids.filter((id) => compareIds(from, id) <= 0 && compareIds(id, to) <= 0);
};

const said = (text: string, words: readonly IdWord[], plan: PlanIndex, inSubplan: boolean): boolean => {
  const start = words[0]!.start;
  const end = words.at(-1)!.end;
  const lead = /[^.;!?\n]*$/.exec(text.slice(Math.max(0, start - 90), start))?.[0] ?? '';
  const trail = /^\s*(?:\([^()]*\)\s*)?(?:of|from|in)\s[^.;,\n]{0,60}/.exec(text.slice(end, end + 130))?.[0] ?? '';
  const inBrackets = /^\s*\([^()]{0,60}/.exec(text.slice(end, end + 64))?.[0] ?? '';
  return [lead, trail, inBrackets].some((part) => namesOtherPlan(part, plan.name, inSubplan));
};

/** Behind an id: it would only be nice to have. */
export const softBracket =
  /^[\s✅]*\([^().;]*\b(?:optional(?:ly)?|soft|nice[- ]to[- ]have|not (?:required|blocking|needed)|non-?blocking|recommended|(?:for )?reference only|helpful)\b[^()]*\)/i;

/** A verb behind an id that makes it the subject of a new clause: "1.1, 2.2 depends on". */
const newClause =
  /^\s+(?:(?:depends|needs|requires|waits|blocks|follows|relies|comes|starts|is (?:\w+ )?(?:blocked|gated|dependent))\b|on\s+(?:achievement\s+)?\d)/i;
const verb = /depend|need|requir|block|wait|follow|rel(?:y|ies)/i;
/** "After 1.1, 1.2 and 1.3 can run": the first is no part of the list. */
const fronted = /(?:^|[.;:(]\s*)(?:only\s+)?(?:after|once|with|without|until)\s+(?:achievements?\s+)?$/i;
const goesAhead =
  /^\s*(?:both\s+|all\s+)?(?:can(?:not)?|can't|may|must|should|runs?|starts?|proceed)\b(?!\s+(?:all\s+|both\s+)?be\s+(?:complete|done|finished|approved|merged))/i;

/** Whether `text` may spell an id at all. */
export const mayHoldIds = (text: string): boolean => /\d\.\d|SUBPLAN/i.test(text);

/** The groups of ids in `text`, in order. Ids that follow each other in a list or a range make one mention. */
export const findMentions = (text: string, plan: PlanIndex, inSubplan: boolean): readonly Mention[] => {
  if (!mayHoldIds(text)) return [];
  const mentions: Mention[] = [];
  let words: IdWord[] = [];
  let ids: AchievementId[] = [];
  let unknown: { spelled: string; end: number }[] = [];

  const add = (word: IdWord): void => {
    if (word.id !== undefined && plan.order.has(word.id)) ids.push(word.id);
    else unknown.push({ spelled: word.spelled, end: word.end });
  };
  const splitFronted = (): void => {
    const [first, second] = words;
    if (first === undefined || second === undefined || ids.length < 2) return;
    if (
      !/^\s*,\s*$/.test(text.slice(first.end, second.start)) ||
      !fronted.test(text.slice(Math.max(0, first.start - 60), first.start))
    )
      return;
    const behind = text.slice(words.at(-1)!.end, words.at(-1)!.end + 80).replace(/^\s*\([^()]*\)/, '');
    if (!goesAhead.test(behind)) return;
    const rest = { words: words.slice(1), ids: ids.slice(1) };
    [words, ids] = [words.slice(0, 1), ids.slice(0, 1)];
    close();
    [words, ids] = [rest.words, rest.ids];
  };
  const close = (): void => {
    if (words.length > 1) splitFronted();
    const first = words[0];
    if (first !== undefined) {
      mentions.push({
        start: first.start,
        end: words.at(-1)!.end,
        ids: [...new Set(ids)],
        unknown,
        named: words.some((word) => word.named),
        foreign: words.some((word) => word.foreign) || said(text, words, plan, inSubplan),
      });
    }
    [words, ids, unknown] = [[], [], []];
  };

  let inRange = false;
  for (const word of idWords(text, plan, inSubplan)) {
    const last = words.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, word.start);
    if (
      last !== undefined &&
      between.length < 20 &&
      range.test(between) &&
      !inRange &&
      last.id !== undefined &&
      word.id !== undefined
    ) {
      const expanded = expand(last.id, word.id, plan);
      if (expanded.length > 0) {
        unknown = unknown.filter(({ end }) => end !== last.end);
        ids.push(...expanded);
        words.push(word);
        inRange = true;
        continue;
      }
    }
    inRange = false;
    if (
      last !== undefined &&
      (!(between.length <= longestJoint && list.test(between) && last.foreign === word.foreign) ||
        softBracket.test(between) ||
        softBracket.test(text.slice(word.end, word.end + longestJoint)) ||
        (between.includes(',') &&
          newClause.test(text.slice(word.end, word.end + 24)) &&
          verb.test(text.slice(Math.max(0, words[0]!.start - 80), words[0]!.start))))
    )
      close();
    words.push(word);
    add(word);
  }
  close();
  return mentions;
};
