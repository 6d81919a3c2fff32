import type { Block, TextLine } from '../domain/block.ts';
import { blockText } from '../domain/block.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Label } from './label.ts';
import { foreignAs, labelMaker, withoutRole } from './label.ts';
import { lazy } from './lazy.ts';
import { findMentions } from './mentions.ts';
import { OpenLabels } from './open-labels.ts';
import type { PassageLead } from './passage.ts';
import { noLead, Passage } from './passage.ts';
import type { PlainText } from './plain-text.ts';
import { plainText, writtenText } from './plain-text.ts';
import type { PlanIndex } from './plan-index.ts';

const decoration = String.raw`(?:(?:[\p{Extended_Pictographic}✓✗→•]|\ufe0f|\u200d)+\s*|\d+[.)]\s+)*`;
const boldLead = new RegExp(
  String.raw`^\s*${decoration}\*\*(?<label>[^*\n]{1,90}?)(?:(?<inside>:)\s*\*\*|\*\*\s*(?:\([^()\n]*\)\s*)?(?<after>:)|\*\*\s*$)`,
  'u',
);
/** "**Depends on** - 1.1": a dash does for a colon where the label is about dependencies. */
const dashedLead = new RegExp(
  String.raw`^\s*${decoration}\*\*(?<label>(?:depend|pre-?req|block|requires|needs)[^*\n]{0,60})\*\*\s*[—–-]\s`,
  'iu',
);
const plainLead = new RegExp(
  String.raw`^\s*${decoration}(?<label>(?:\p{L}|\d+\.\d)[\p{L}\d &/'()._-]{0,48}?)\s*:(?=\s|$)`,
  'u',
);
const fieldLine =
  /^\s*(?:\*\*[^*\n]{1,90}?(?::\s*\*\*|\*\*[^:\n]{0,40}:)|(?:depend|requires?:|pre-?requisite|blocks?:|blocked|needs?:|after:|unblocks|required)[^:\n]{0,30}:|(?:requires?|blocks?|needs?|after|effort|status|priority|owner|hours):)/i;

const derivedStart = '<!-- planloom:derived -->';
const derivedEnd = '<!-- /planloom:derived -->';

interface WrittenLead {
  readonly label: string;
  readonly end: number;
}

const leadOf = (source: string): WrittenLead | null => {
  const match =
    (source.includes('**') ? (boldLead.exec(source) ?? dashedLead.exec(source)) : null) ??
    (source.includes(':') ? plainLead.exec(source) : null);
  return match?.groups?.label === undefined ? null : { label: match.groups.label.trim(), end: match[0].length };
};

const readLead = (
  source: string,
  plain: PlainText,
  line: number,
  labelOf: ReturnType<typeof labelMaker>,
): PassageLead => {
  const found = leadOf(source);
  if (found === null) return noLead();
  const end = plain.textOf(found.end);
  return { label: labelOf(plainText(found.label).text, line, plain.text.slice(0, end)), end };
};

/** Between two fields on one line: "Depends on: 1.1 | Effort: 3h · Blocks: 2.2". */
const inlineField =
  /\s[|·•]\s+(?=(?:\*\*|_)?(?:depend|requires?|pre-?req|block|need|after|unblocks|effort|estimate|status|priority|hours|time|duration|size|owner|parallel|achievement|deliverable|files|tests?)[\w ]{0,20}(?:\*\*)?:)/i;

const piecesOfLine = (line: TextLine): readonly TextLine[] => {
  const match = inlineField.exec(line.text);
  if (match === null) return [line];
  const from = match.index + match[0].length;
  return [
    { ...line, text: line.text.slice(0, match.index) },
    ...piecesOfLine({ ...line, text: line.text.slice(from), column: line.column + from }),
  ];
};

/** A multi-line paragraph whose lines are fields of their own is read line by line. */
const segments = (block: Block): readonly Block[] => {
  if (block.kind !== 'paragraph' && block.kind !== 'item') return [block];
  if (block.lines.some((line) => inlineField.test(line.text)))
    return segments({ ...block, lines: block.lines.flatMap(piecesOfLine) });
  const starts = block.lines.flatMap((line, at) => (at > 0 && fieldLine.test(line.text) ? [at] : []));
  if (starts.length === 0) return [block];
  return [0, ...starts].map((from, at) => {
    const lines = block.lines.slice(from, starts[at] ?? block.lines.length);
    return at === 0 ? { ...block, lines } : { kind: block.kind, depth: block.depth, lines };
  });
};

export interface PassageOptions {
  readonly file: string;
  readonly plan: PlanIndex;
  /** The achievement that a SUBPLAN belongs to; `null` for the PLAN. */
  readonly subplanOf: AchievementId | null;
}

/** What a passage must hold for any rule to find something in it. Everything else is only a label. */
const mayMatter =
  /\d\.[\dx]|subplan|priorit|sequential|in order|\bP\d|previous|preceding|\bprior\b|other|each|every|\ball\b|anything|none|n\/a|nothing|\bnil\b|\bno\b|not applicable|independent|[-–—]\s*$/i;

/** The passages of a document that may say something, in order, without those that planloom itself derived. */
export const toPassages = (blocks: readonly Block[], { file, plan, subplanOf }: PassageOptions): readonly Passage[] => {
  const inSubplan = subplanOf !== null;
  const passages: Passage[] = [];
  const labelOf = labelMaker(plan, inSubplan);
  const open = new OpenLabels();
  let derived = false;

  const heading = (block: Block): void => {
    const plain = plainText(blockText(block));
    const { text } = plain;
    // In a SUBPLAN a heading such as "From Achievement 1.3" under "Prerequisites" is an entry of that list.
    if (inSubplan && findMentions(text, plan, true).length > 0) {
      const labels = open.above(block.depth);
      passages.push(new Passage({ file, block, plain, plan, subplanOf, lead: noLead, labels: () => labels }));
    }
    open.heading(block.depth, labelOf(text, block.lines[0]?.line ?? 0));
  };

  const passage = (block: Block): void => {
    const source = blockText(block);
    const line = block.lines[0]?.line ?? 0;
    const isText = block.kind === 'item' || block.kind === 'paragraph';
    const plain = isText ? plainText(source) : writtenText(source);
    const { text } = plain;
    const slot = block.kind === 'item' ? block.depth : block.depth + 0.5;
    if (isText) open.closeFrom(slot);
    const lead = isText ? lazy(() => readLead(source, plain, line, labelOf)) : noLead;
    if (block.kind === 'code' || mayMatter.test(text))
      passages.push(new Passage({ file, block, plain, plan, subplanOf, lead, labels: open.all }));
    if (isText) open.open(slot, () => childLabel(text, lead(), block, labelOf));
  };

  for (const whole of blocks) {
    if (whole.kind === 'html') {
      const text = blockText(whole);
      const start = text.lastIndexOf(derivedStart);
      const end = text.lastIndexOf(derivedEnd);
      if (start !== end) derived = start > end;
    } else if (derived) continue;
    else if (whole.kind === 'heading') heading(whole);
    else for (const block of segments(whole)) passage(block);
  }
  return passages;
};

/** What a block is called by the list below it. */
const childLabel = (
  text: string,
  { label: lead, end }: PassageLead,
  block: Block,
  labelOf: ReturnType<typeof labelMaker>,
): Label | null => {
  const line = block.lines[0]?.line ?? 0;
  const head = text.split('\n').at(-1)?.slice(0, 160) ?? '';
  const value = text.slice(end).trim();
  if (lead !== null && (value === '' || value.endsWith(':') || /^\([^()]*\)\W*$/.test(value)))
    return foreignAs(lead, labelOf(head, line, text.slice(0, 160)));
  if (text.trimEnd().endsWith(':')) return labelOf(head, line);
  if (lead !== null && lead.subject !== null) return withoutRole(lead);
  if (block.kind !== 'item') return null;
  const named = labelOf(head, line);
  // A parent with a value of its own names a subject, but its field is closed.
  return lead !== null ? withoutRole(named) : named;
};
