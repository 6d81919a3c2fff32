import type { Block } from '../domain/block.ts';
import { placeInBlock } from '../domain/block.ts';
import type { Evidence, EvidenceKind } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { LabelRole } from './label-role.ts';
import type { Label } from './label.ts';
import type { PlainText } from './plain-text.ts';

/** A piece of text that says one thing, with everything around it that decides what its ids mean. */
export interface Passage {
  readonly file: string;
  readonly block: Block;
  /** Without inline Markdown. For a row and a fence: as written. */
  readonly text: string;
  /** The passage's own label: the words before its first colon. */
  readonly lead: Label | null;
  /** Where the words after the lead start in `text`. */
  readonly valueStart: number;
  /** Labels above, nearest first: parents in the list, the paragraph before the list, headings (not the title). */
  readonly labels: readonly Label[];
  /** The achievement that the text around it is about: a section's, a SUBPLAN's, that of a label which names one. */
  readonly owner: AchievementId | null;
  /** Whether it stands in a SUBPLAN. */
  readonly inSubplan: boolean;
  /** Offset in `blockText(block)` of a character of `text`. */
  readonly sourceOf: PlainText['sourceOf'];
}

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

/** Evidence of `kind` that points at `offset` of the passage's text. */
export const evidenceAt = (passage: Passage, kind: EvidenceKind, offset: number): Evidence => {
  const place = placeInBlock(passage.block, passage.sourceOf(offset));
  return { kind, file: passage.file, ...place, text: writtenLine(passage.block, place.line) };
};

/** Evidence of `kind` that points into line number `index` of the passage's block. */
export const evidenceOnLine = (passage: Passage, kind: EvidenceKind, index: number, offset: number): Evidence => {
  const line = passage.block.lines[index]!;
  return { kind, file: passage.file, line: line.line, column: line.column + offset, text: line.text.trim() };
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

/** Whether the passage begins by saying that there is nothing. */
export const saysNone = (passage: Passage): boolean =>
  /^[\s\p{Extended_Pictographic}\ufe0f:]*(?:none\b|n\/a\b|nothing\b|nil\b|no (?:dependenc|prereq|block|one|other|direct)|not applicable|independent\b|[-–—]\s*$)/iu.test(
    passage.text.slice(passage.valueStart),
  );

/** The text for reading sentences: a label that has a role is decided by the rules for labels, so its words are blanked. */
export const sentenceText = ({ text, lead, valueStart }: Passage): string =>
  (lead?.role ?? null) !== null && !/\d\.\d/.test(lead?.text ?? '')
    ? ' '.repeat(valueStart) + text.slice(valueStart)
    : text;
