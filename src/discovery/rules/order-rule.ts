import type { AchievementId } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import { findGroups } from '../groups.ts';
import type { Mention } from '../mentions.ts';
import type { Passage } from '../passage.ts';
import { evidenceAt, isForeign, isSample } from '../passage.ts';
import type { PlanIndex } from '../plan-index.ts';
import { scopeOfEach } from '../scope-of-each.ts';

/** What must be in order: "must be done in order", "are strictly sequential", "run one after the other". */
const mustBeInOrder =
  /\b(?:(?:must|have to|has to|need to|are to|should)\s+(?:all\s+|strictly\s+)?(?:be\s+)?(?:done|completed?|executed?|run|implemented|worked on|follow|proceed|happen|stay)\s+(?:strictly\s+)?(?:in\s+(?:strict\s+|this\s+|numerical\s+|the\s+given\s+)?(?:order|sequence)|sequentially|one (?:after|by) (?:the other|another|one))|(?:are|is)\s+(?:all\s+)?(?:strictly\s+|fully\s+)?(?:sequential|in strict order))\b/i;
/** A label before a list: "Sequential:", "Do these in order:". */
const orderLabel =
  /^\W*(?:(?:strict(?:ly)?|required|mandatory)\s+)?(?:sequential(?:ly)?|sequence|(?:do|complete|execute|run)\s+(?:these\s+)?in\s+(?:this\s+)?order|in\s+(?:this\s+)?order)\s*$/i;
/** "Each priority depends on the previous one", "… must be complete before the next". */
const eachPriority =
  /\b(?:each|every)\s+priority\b[^.;]{0,30}\b(?:(?:depends|relies)\s+on|requires|needs|follows|waits for|starts? after|(?:is )?blocked by)\s[^.;]{0,30}\b(?:previous|preceding|prior|one before)\b|\b(?:each|every)\s+priority\s+(?:must|has to|needs to|should)\s+be\s+(?:fully\s+)?\w+\s+before\s[^.;]{0,24}\bnext\b/i;
const allPriorities = /\b(?:the |all )?priorit(?:y levels|y tiers|ies)\b/i;
const refused =
  /\b(?:not|no|never|any order|vs\.?|versus|instead|if|could|may|might|example|e\.g|savings?|faster|takes?|took|baseline|compared|estimate\w*)\b|n't\b|\?\s*$/i;
const measured = /\d\s*(?:h|hours?|days?|min(?:utes)?)\b/i;

/** Sentences that put what they name in a row, without a word about who needs whom. */
export const orderRule: Rule = (passage, plan) => {
  const { block, text } = passage;
  if (block.kind === 'code' || block.kind === 'row' || block.kind === 'heading' || passage.inSubplan) return [];
  if (!/sequen|order|one (?:after|by)|each priority|every priority/i.test(text)) return [];
  const sentence = text.split(/(?<=[.;])\s+/).find((one) => mustBeInOrder.test(one) || eachPriority.test(one)) ?? '';
  const found = sentence === '' ? listed(passage, plan) : said(sentence, passage, plan);
  return found.length === 0 || isForeign(passage) || isSample(passage) ? [] : found;
};

const said = (sentence: string, passage: Passage, plan: PlanIndex): readonly Finding[] => {
  if (refused.test(sentence)) return [];
  const offset = passage.text.indexOf(sentence);
  const evidence = evidenceAt(passage, 'rule', offset);
  const inRow = (numbers: readonly number[]): readonly Finding[] =>
    numbers.slice(1).flatMap((number, at) => {
      const [from, on] = [plan.priorities.get(number) ?? [], plan.priorities.get(numbers[at]!) ?? []];
      return groupFinding(sentence, from, on, evidence);
    });
  const numbers = findGroups(sentence, plan).flatMap(({ which }) => (which.kind === 'priorities' ? which.numbers : []));
  if (eachPriority.test(sentence)) return inRow([...plan.priorities.keys()]);
  const mentions = passage.mentions.filter(({ start }) => start >= offset && start < offset + sentence.length);
  if (mentions.length > 0) return stepsOf(mentions, passage);
  if (numbers.length > 1) return inRow(numbers);
  if (numbers.length === 0 && allPriorities.test(sentence)) return inRow([...plan.priorities.keys()]);
  if (numbers.length === 0 && !/\bachievements\b/i.test(sentence)) return [];
  const scope = numbers.length === 1 ? (plan.priorities.get(numbers[0]!) ?? []) : scopeOfEach(passage, plan);
  return scope === null
    ? []
    : groupFinding(sentence, scope.slice(1), scope.slice(0, -1), evidence, { pairs: 'in step' });
};

/** "**Sequence**: 1.1, then 1.2". */
const listed = (passage: Passage, plan: PlanIndex): readonly Finding[] => {
  const { lead, text, valueStart, mentions } = passage;
  const label = lead?.text ?? /^[^:,\d]{0,40}(?=[:])/.exec(text)?.[0] ?? '';
  if (!orderLabel.test(label) || plan.ids.length === 0) return [];
  const value = text.slice(valueStart);
  if (refused.test(value) || measured.test(value) || /parallel|[→>]/i.test(value)) return [];
  return stepsOf(mentions, passage);
};

const stepsOf = (mentions: readonly Mention[], passage: Passage): readonly Finding[] => {
  if (mentions.some(({ foreign, unknown }) => foreign || unknown.length > 0)) return [];
  const steps = mentions.flatMap(({ ids, start }) => ids.map((id): [AchievementId, number] => [id, start]));
  return steps
    .slice(1)
    .flatMap(([id, start], at) => claimEach([id], [steps[at]![0]], evidenceAt(passage, 'prose', start)));
};
