import type { AchievementId } from '../domain/ids.ts';
import { namesOtherPlan } from './id-words.ts';
import type { LabelRole } from './label-role.ts';
import { labelRole } from './label-role.ts';
import type { Mention } from './mentions.ts';
import { findMentions } from './mentions.ts';
import type { PlanIndex } from './plan-index.ts';

/** A label above a passage. `role` is that of its words; `subject` is the one achievement that it names. */
export interface Label {
  readonly text: string;
  readonly role: LabelRole;
  readonly subject: AchievementId | null;
  readonly line: number;
  /** It names another plan: ids below it are not ours. */
  readonly foreign: boolean;
}

/** Characters into a label at which the id of its subject still counts as standing at its start. */
const atStart = 24;

/** Makes labels; `whole` is the text that may name a plan, where that is more than the label. Answers are remembered. */
export const labelMaker = (plan: PlanIndex, inSubplan: boolean) => {
  const known = new Map<string, Omit<Label, 'line'>>();
  return (text: string, line: number, whole = text): Label => {
    const key = `${text}\n${whole}`;
    const label = known.get(key) ?? readLabel(text, whole, plan, inSubplan);
    known.set(key, label);
    return { ...label, line };
  };
};

const readLabel = (text: string, whole: string, plan: PlanIndex, inSubplan: boolean): Omit<Label, 'line'> => {
  const mentions = findMentions(text, plan, inSubplan);
  const [first] = mentions;
  const isSubject = mentions.length === 1 && first !== undefined && !first.foreign && first.start <= atStart;
  return {
    text,
    role: roleBeside(text, mentions),
    subject: isSubject && first.ids.length === 1 ? first.ids[0]! : null,
    foreign: namesOtherPlan(whole, plan.name, inSubplan),
  };
};

/** A label that names achievements has a role only by the rest of it: "2.1 Dependencies", not "2.1: Dependency Graph". */
const roleBeside = (text: string, mentions: readonly Mention[]): LabelRole => {
  if (mentions.length === 0) return /^\W*priority\s+\d/i.test(text) ? null : labelRole(text);
  const rest = mentions.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return /[:(]\s*\p{L}/u.test(rest) || rest.trim().split(/\s+/).length > 3 ? null : labelRole(rest);
};
