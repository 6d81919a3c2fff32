import type { Block } from '../domain/block.ts';
import { placeInBlock } from '../domain/block.ts';
import type { Evidence, EvidenceKind } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { mayHoldGroups } from './groups.ts';
import type { LabelRole } from './label-role.ts';
import type { Label } from './label.ts';
import type { Mention } from './mentions.ts';
import { findMentions, mayHoldIds } from './mentions.ts';
import type { PlainText } from './plain-text.ts';
import type { PlanIndex } from './plan-index.ts';
import type { Party, Reading } from './statements.ts';
import { readStatements } from './statements.ts';

/** The label before a passage's first colon, and where in its text it ends. */
export interface PassageLead {
  readonly label: Label | null;
  readonly end: number;
}

export const noLead = (): PassageLead => ({ label: null, end: 0 });

/** What a passage is made of: its text, and the ways to all else. */
export interface PassageParts {
  readonly file: string;
  readonly block: Block;
  readonly plain: PlainText;
  readonly plan: PlanIndex;
  /** The achievement of the SUBPLAN that it stands in. */
  readonly subplanOf: AchievementId | null;
  readonly lead: () => PassageLead;
  readonly labels: () => readonly Label[];
}

/**
 * A piece of text that says one thing, with everything around it that decides what its ids mean. All but the text
 * itself is worked out when a rule asks for it, once: most passages say nothing, and their words show it.
 */
export class Passage {
  readonly file: string;
  readonly block: Block;
  /** Without inline Markdown. For a row and a fence: as written. */
  readonly text: string;
  /** Whether it stands in a SUBPLAN. */
  readonly inSubplan: boolean;
  readonly #parts: PassageParts;
  #lead: PassageLead | undefined;
  #labels: readonly Label[] | undefined;
  #owner: AchievementId | null | undefined;
  #mentions: readonly Mention[] | undefined;
  #reading: Reading | undefined;

  constructor(parts: PassageParts) {
    this.file = parts.file;
    this.block = parts.block;
    this.text = parts.plain.text;
    this.inSubplan = parts.subplanOf !== null;
    this.#parts = parts;
  }

  /** The passage's own label: the words before its first colon. */
  get lead(): Label | null {
    return (this.#lead ??= this.#parts.lead()).label;
  }

  /** Where the words after the lead start in `text`. */
  get valueStart(): number {
    return (this.#lead ??= this.#parts.lead()).end;
  }

  /** The achievement whose detail section holds it. */
  get section(): AchievementId | null {
    return this.inSubplan ? null : this.#parts.plan.ownerAt(this.block.lines[0]?.line ?? 0);
  }

  /** Labels above, nearest first: parents in the list, the paragraph before the list, headings (not the title). */
  get labels(): readonly Label[] {
    return (this.#labels ??= this.#ownLabels());
  }

  /** Inside a section only its own labels count: a heading above it says nothing about one achievement. */
  #ownLabels(): readonly Label[] {
    const { section } = this;
    const all = this.#parts.labels();
    return section === null ? all : all.filter(({ line }) => this.#parts.plan.ownerAt(line) === section);
  }

  /** The achievement that the text around it is about: a section's, a SUBPLAN's, that of a label which names one. */
  get owner(): AchievementId | null {
    if (this.#owner === undefined) this.#owner = this.#parts.subplanOf ?? this.section ?? subjectAround(this);
    return this.#owner;
  }

  /** The achievements that `text` names. */
  get mentions(): readonly Mention[] {
    return (this.#mentions ??= findMentions(this.text, this.#parts.plan, this.inSubplan));
  }

  /** What its sentences say; where they name no subject, about `owner`. */
  get reading(): Reading {
    return (this.#reading ??= readStatements(sentenceText(this), this.owner, this.#parts.plan, this.inSubplan));
  }

  /** Offset in `blockText(block)` of a character of `text`. */
  sourceOf(offset: number): number {
    return this.#parts.plain.sourceOf(offset);
  }
}

const subjectAround = ({ lead, labels }: Passage): AchievementId | null =>
  [lead, ...labels].find((label) => label !== null && label.subject !== null)?.subject ?? null;

/** The line of `block` as it was written, without indentation. */
const writtenLine = (block: Block, line: number): string => {
  const at = block.lines.findIndex((candidate) => candidate.line === line);
  const text = (block.lines[at]?.text ?? '').trim();
  if (at !== 0) return text;
  if (block.kind === 'heading') return `${'#'.repeat(block.depth)} ${text}`;
  if (block.kind !== 'item' || block.marker === undefined) return text;
  const box = block.checked === undefined ? '' : block.checked ? '[x] ' : '[ ] ';
  return `${block.marker} ${box}${text}`;
};

/** Characters of a line that are quoted; a paragraph may be one line of a megabyte. */
const longestQuote = 300;

/** `text`, cut around the character at `offset` where it is long. */
const quoted = (text: string, offset: number): string => {
  if (text.length <= longestQuote) return text;
  const from = Math.max(0, Math.min(offset - longestQuote / 2, text.length - longestQuote));
  const to = Math.min(text.length, from + longestQuote);
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`;
};

/** Evidence of `kind` that points at `offset` of the passage's text. */
export const evidenceAt = (passage: Passage, kind: EvidenceKind, offset: number): Evidence => {
  const place = placeInBlock(passage.block, passage.sourceOf(offset));
  const line = passage.block.lines.find((one) => one.line === place.line);
  const text = writtenLine(passage.block, place.line);
  return { kind, file: passage.file, ...place, text: quoted(text, place.column - (line?.column ?? place.column)) };
};

/** Evidence of `kind` that points into line number `index` of the passage's block. */
export const evidenceOnLine = (passage: Passage, kind: EvidenceKind, index: number, offset: number): Evidence => {
  const line = passage.block.lines[index]!;
  return {
    kind,
    file: passage.file,
    line: line.line,
    column: line.column + offset,
    text: quoted(line.text.trim(), offset),
  };
};

/** The role of the nearest label that has one, the passage's own first. */
export const roleOf = (passage: Passage): LabelRole =>
  [passage.lead, ...passage.labels].find((label) => label !== null && label.role !== null)?.role ?? null;

/** Whether the nearest label that speaks of plans says that the ids are another plan's. */
export const isForeign = (passage: Passage): boolean =>
  passage.labels.some((label) => label.foreign) || passage.lead?.foreign === true;

const sample =
  /^\W*(?:for )?(?:examples?|samples?|templates?|illustrations?)\b|\b(?:examples?|samples?|templates?)\W*$/i;

/** Whether it stands under a label that announces an example. */
export const isSample = (passage: Passage): boolean =>
  [passage.lead, ...passage.labels].some(
    (label) => label !== null && label.subject === null && sample.test(label.text),
  );

/** Whether its text may name achievements, by id or as a group. In a SUBPLAN what is said of groups does not count. */
export const mayName = ({ text, inSubplan }: Passage): boolean =>
  mayHoldIds(text) || (!inSubplan && mayHoldGroups(text));

/** Whether it may begin by saying that there is nothing, wherever its value starts. */
export const maySayNone = ({ text }: Passage): boolean =>
  /none|n\/a|nothing|nil|\bno\b|not app|independ|[-–—]\s*$/i.test(text);

/** Whether the passage begins by saying that there is nothing. */
export const saysNone = (passage: Passage): boolean =>
  /^(?:none\b|n\/a\b|nothing\b|nil\b|no (?!(?:circular|cyclic|missing|unknown|broken)\b)(?:one|other|direct|(?:[\w-]+ ){0,2}(?:dependenc|prereq|pre-req|block))|not applicable|independent\b|[-–—]\s*$)/i.test(
    passage.text.slice(passage.valueStart).replace(/^[\s\p{Extended_Pictographic}\ufe0f:]+/u, ''),
  );

/** Characters behind an id that may still be about it. */
const longestRemark = 300;

/** The place of the first party that starts behind `offset`. */
const firstBehind = (parties: readonly Party[], offset: number): number => {
  let [low, high] = [0, parties.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (parties[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What the text says of one of its parties: up to the next one; of the first one, from where the value starts. */
export const aboutParty = ({ text, reading, valueStart }: Passage, party: Party): string => {
  const { parties } = reading;
  const next = parties[firstBehind(parties, party.start)]?.start ?? text.length;
  const from = party === parties[0] ? Math.min(valueStart, party.start) : party.start;
  return text.slice(from, Math.min(next, party.end + longestRemark));
};

/** The text for reading sentences: a label that has a role is decided by the rules for labels, so its words are blanked. */
const sentenceText = ({ text, lead, valueStart }: Passage): string =>
  (lead?.role ?? null) !== null && !/\d\.\d/.test(lead?.text ?? '')
    ? ' '.repeat(valueStart) + text.slice(valueStart)
    : text;
