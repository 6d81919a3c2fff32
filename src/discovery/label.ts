import type { AchievementId } from '../domain/ids.ts';
import { namesOtherPlan } from './id-words.ts';
import type { LabelRole } from './label-role.ts';
import { labelRole } from './label-role.ts';
import type { Mention } from './mentions.ts';
import { findMentions } from './mentions.ts';
import type { PlanIndex } from './plan-index.ts';

/** A label above a passage. What its words mean is looked up when asked for: most stand above nothing that matters. */
export interface Label {
  readonly text: string;
  readonly line: number;
  /** The role of its words. */
  readonly role: LabelRole;
  /** The one achievement that it names. */
  readonly subject: AchievementId | null;
  /** It names another plan: ids below it are not ours. */
  readonly foreign: boolean;
}

/** Characters into a label at which the id of its subject still counts as standing at its start. */
const atStart = 24;

/** Makes labels; `whole` is the text that may name a plan, where that is more than the label. Answers are remembered. */
export const labelMaker = (plan: PlanIndex, inSubplan: boolean) => {
  const known = new Map<string, LabelWords>();
  return (text: string, line: number, whole = text): Label => {
    const key = text === whole ? text : `${text}\n\n${whole}`;
    const words = known.get(key) ?? new LabelWords(text, whole, plan, inSubplan);
    known.set(key, words);
    return new WrittenLabel(line, words);
  };
};

/** What the words of a label mean, wherever they stand. */
class LabelWords {
  readonly text: string;
  readonly #whole: string;
  readonly #plan: PlanIndex;
  readonly #inSubplan: boolean;
  #mentions: readonly Mention[] | undefined;
  #role: LabelRole | undefined;
  #foreign: boolean | undefined;

  constructor(text: string, whole: string, plan: PlanIndex, inSubplan: boolean) {
    this.text = text;
    this.#whole = whole;
    this.#plan = plan;
    this.#inSubplan = inSubplan;
  }

  get #named(): readonly Mention[] {
    return (this.#mentions ??= findMentions(this.text, this.#plan, this.#inSubplan));
  }

  get role(): LabelRole {
    if (this.#role === undefined) this.#role = roleBeside(this.text, this.#named);
    return this.#role;
  }

  get subject(): AchievementId | null {
    const [first, ...more] = this.#named;
    const isSubject = first !== undefined && more.length === 0 && !first.foreign && first.start <= atStart;
    return isSubject && first.ids.length === 1 ? first.ids[0]! : null;
  }

  get foreign(): boolean {
    return (this.#foreign ??= namesOtherPlan(this.#whole, this.#plan.name, this.#inSubplan));
  }
}

class WrittenLabel implements Label {
  readonly line: number;
  readonly #words: LabelWords;

  constructor(line: number, words: LabelWords) {
    this.line = line;
    this.#words = words;
  }

  get text(): string {
    return this.#words.text;
  }

  get role(): LabelRole {
    return this.#words.role;
  }

  get subject(): AchievementId | null {
    return this.#words.subject;
  }

  get foreign(): boolean {
    return this.#words.foreign;
  }
}

/** A label that means something else in its place: without its role, or foreign also where `other` is. */
class ChangedLabel implements Label {
  readonly #label: Label;
  readonly #hasRole: boolean;
  readonly #other: Label | null;

  constructor(label: Label, hasRole: boolean, other: Label | null) {
    this.#label = label;
    this.#hasRole = hasRole;
    this.#other = other;
  }

  get text(): string {
    return this.#label.text;
  }

  get line(): number {
    return this.#label.line;
  }

  get role(): LabelRole {
    return this.#hasRole ? this.#label.role : null;
  }

  get subject(): AchievementId | null {
    return this.#label.subject;
  }

  get foreign(): boolean {
    return this.#label.foreign || this.#other?.foreign === true;
  }
}

/** The same label without a role. */
export const withoutRole = (label: Label): Label => new ChangedLabel(label, false, null);

/** The same label, foreign also where `other` is. */
export const foreignAs = (label: Label, other: Label): Label => new ChangedLabel(label, true, other);

/** Words before the id of a label, which make it what others need or block. */
const turnsRound =
  /\b(?:(?:depends?|depending|dependent|relying|blocked|waiting|gated)\s+(?:up)?(?:on|by|for)|waits? for|requir(?:es?|ing)|need(?:s|ing)?|(?:un)?block(?:s|ing)|(?:pre-?requisites?|required|needed|necessary)\s+(?:for|by|of))\s+$/i;

/** A label that names achievements has a role only by the rest of it: "2.1 Dependencies", not "2.1: Dependency Graph". */
const roleBeside = (text: string, mentions: readonly Mention[]): LabelRole => {
  if (mentions.length === 0) return /^\W*priority\s+\d/i.test(text) ? null : labelRole(text);
  const rest = mentions.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  if (/[:(]\s*\p{L}/u.test(rest) || rest.trim().split(/\s+/).length > 3) return null;
  const role = labelRole(rest);
  // "Blocked by 1.1: 2.1, 2.2" and "Required for 2.1: 1.1" say it of what follows, not of the id in the label.
  const before = text.slice(0, mentions[0]!.start);
  if (/\b(?:after|before)\s+$/i.test(before)) return null;
  if (!turnsRound.test(before)) return role;
  return role === 'needs' ? 'blocks' : role === 'blocks' ? 'needs' : role;
};
