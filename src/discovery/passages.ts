import type { Block } from '../domain/block.ts';
import { blockText } from '../domain/block.ts';
import type { AchievementId } from '../domain/ids.ts';
import { namesOtherPlan } from './id-words.ts';
import type { LabelRole } from './label-role.ts';
import { labelRole } from './label-role.ts';
import type { Mention } from './mentions.ts';
import { findMentions } from './mentions.ts';
import type { Label, Passage } from './passage.ts';
import type { PlainText } from './plain-text.ts';
import { plainText } from './plain-text.ts';
import type { PlanIndex } from './plan-index.ts';

const decoration = String.raw`(?:[\p{Extended_Pictographic}\ufe0f\u200d⭐✓✗→•]+\s*|\d+[.)]\s+)*`;
const boldLead = new RegExp(
  String.raw`^\s*${decoration}\*\*(?<label>[^*\n]{1,90}?)(?:(?<inside>:)\s*\*\*|\*\*\s*(?:\([^()\n]*\)\s*)?(?<after>:)|\*\*\s*$)`,
  'u',
);
const plainLead = new RegExp(
  String.raw`^\s*${decoration}(?<label>(?:\p{L}|\d+\.\d)[\p{L}\d &/'().-]{0,48}?)\s*:(?=\s|$)`,
  'u',
);
const fieldLine =
  /^\s*(?:\*\*[^*\n]{1,90}?(?::\s*\*\*|\*\*[^:\n]{0,40}:)|(?:depend|requires?:|pre-?requisite|blocks?:|blocked|needs?:|after:|unblocks|required)[^:\n]{0,30}:)/i;

const derivedStart = '<!-- planloom:derived -->';
const derivedEnd = '<!-- /planloom:derived -->';

interface Lead {
  readonly label: string;
  readonly end: number;
}

const leadOf = (source: string): Lead | null => {
  const match = boldLead.exec(source) ?? plainLead.exec(source);
  return match?.groups?.['label'] === undefined ? null : { label: match.groups['label'].trim(), end: match[0].length };
};

/** A multi-line paragraph whose lines are fields of their own is read line by line. */
const segments = (block: Block): readonly Block[] => {
  if (block.kind !== 'paragraph' && block.kind !== 'item') return [block];
  const starts = block.lines.flatMap((line, at) => (at > 0 && fieldLine.test(line.text) ? [at] : []));
  if (starts.length === 0) return [block];
  const { marker: _marker, checked: _checked, ...bare } = block;
  return [0, ...starts].map((from, at) => {
    const lines = block.lines.slice(from, starts[at] ?? block.lines.length);
    return at === 0 ? { ...block, lines } : { ...bare, lines };
  });
};

/** Labels that are open while blocks go by. A slot is a list depth, or half a step more for a paragraph in between. */
class OpenLabels {
  #headings: { depth: number; label: Label }[] = [];
  #slots: { slot: number; label: Label | null }[] = [];

  heading(depth: number, label: Label): void {
    this.#headings = this.#headings.filter((heading) => heading.depth < depth);
    this.#headings.push({ depth, label });
    this.#slots = [];
  }

  /** Closes what a block at `slot` ends. */
  closeFrom(slot: number): void {
    while ((this.#slots.at(-1)?.slot ?? -1) >= slot) this.#slots.pop();
  }

  open(slot: number, label: Label | null): void {
    this.#slots.push({ slot, label });
  }

  /** The headings that a heading of `depth` stands under, nearest first. */
  above(depth: number): readonly Label[] {
    return this.#headings.flatMap((one) => (one.depth > 1 && one.depth < depth ? [one.label] : [])).reverse();
  }

  /** Nearest first. The document's title is no label. */
  get all(): readonly Label[] {
    const own = this.#slots.flatMap(({ label }) => (label ? [label] : [])).reverse();
    return [...own, ...this.#headings.flatMap(({ depth, label }) => (depth > 1 ? [label] : [])).reverse()];
  }
}

export interface PassageOptions {
  readonly file: string;
  readonly plan: PlanIndex;
  /** The achievement that a SUBPLAN belongs to; `null` for the PLAN. */
  readonly subplanOf: AchievementId | null;
}

/** The passages of a document, in order, without those that planloom itself derived. */
export const toPassages = (blocks: readonly Block[], options: PassageOptions): readonly Passage[] => {
  const { file, plan, subplanOf } = options;
  const inSubplan = subplanOf !== null;
  const passages: Passage[] = [];
  const open = new OpenLabels();
  let derived = false;

  const label = (text: string, whole: string, line: number): Label => {
    const mentioned = findMentions(text, plan, inSubplan);
    const ids = mentioned.length === 1 && mentioned[0]?.foreign === false ? mentioned[0].ids : [];
    return {
      text,
      role: roleBeside(text, mentioned),
      line,
      subject: ids.length === 1 && mentioned[0]!.start <= 24 ? ids[0]! : null,
      foreign: namesOtherPlan(whole, plan.name, inSubplan),
    };
  };

  for (const whole of blocks) {
    if (whole.kind === 'html') {
      const text = blockText(whole);
      const start = text.lastIndexOf(derivedStart);
      const end = text.lastIndexOf(derivedEnd);
      if (start !== end) derived = start > end;
      continue;
    }
    if (derived) continue;
    for (const block of segments(whole)) {
      const source = blockText(block);
      const line = block.lines[0]?.line ?? 0;
      const plain: PlainText = block.kind === 'row' || block.kind === 'code' ? asWritten(source) : plainText(source);
      if (block.kind === 'heading') {
        // In a SUBPLAN a heading such as "From Achievement 1.3" under "Prerequisites" is an entry of that list.
        open.closeFrom(0);
        const above = open.above(block.depth);
        if (inSubplan && findMentions(plain.text, plan, true).length > 0) {
          const { offsets, text } = plain;
          passages.push({
            file,
            block,
            text,
            lead: null,
            valueStart: 0,
            labels: above,
            owner: subplanOf,
            inSubplan,
            offsets,
          });
        }
        open.heading(block.depth, label(plain.text, plain.text, block.lines[0]?.line ?? 0));
        continue;
      }
      const slot = block.kind === 'item' ? block.depth : block.depth + 0.5;
      if (block.kind !== 'code' && block.kind !== 'row') open.closeFrom(slot);
      const lead = block.kind === 'row' || block.kind === 'code' ? null : leadOf(source);
      const valueStart = lead === null ? 0 : firstAtOrAfter(plain.offsets, lead.end);
      const value = plain.text.slice(valueStart).trim();
      const leadLabel = lead === null ? null : label(plainText(lead.label).text, plain.text.slice(0, valueStart), line);
      const section = subplanOf === null ? plan.ownerAt(line) : null;
      // Inside a section only its own labels count: a heading above it says nothing about one achievement.
      const labels = section === null ? open.all : open.all.filter((l) => plan.ownerAt(l.line) === section);
      passages.push({
        file,
        block,
        text: plain.text,
        lead: leadLabel,
        valueStart,
        labels,
        owner:
          subplanOf ?? section ?? [leadLabel, ...labels].find((l) => l !== null && l.subject !== null)?.subject ?? null,
        inSubplan,
        offsets: plain.offsets,
      });
      if (block.kind === 'item' || block.kind === 'paragraph') {
        open.open(
          slot,
          childLabel(plain.text, value, leadLabel, block.kind, (text, all) => label(text, all, line)),
        );
      }
    }
  }
  return passages;
};

/** A label that names achievements has a role only by what is left of it: "2.1 Dependencies", not "2.1: Dependency Graph". */
const roleBeside = (text: string, mentions: readonly Mention[]): LabelRole => {
  const first = mentions[0];
  if (first === undefined) return /^\W*priority\s+\d/i.test(text) ? null : labelRole(text);
  const rest = mentions.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return /[:(]\s*\p{L}/u.test(rest) || rest.trim().split(/\s+/).length > 3 ? null : labelRole(rest);
};

/** What a block is called by the list below it. */
const childLabel = (
  text: string,
  value: string,
  lead: Label | null,
  kind: Block['kind'],
  label: (text: string, whole: string) => Label,
): Label | null => {
  const head = text.split('\n').at(-1)?.slice(0, 160) ?? '';
  if (lead !== null && (value === '' || value.endsWith(':') || /^\([^()]*\)\W*$/.test(value)))
    return { ...lead, foreign: lead.foreign || label(head, text.slice(0, 160)).foreign };
  if (text.trimEnd().endsWith(':')) return label(head, head);
  if (lead !== null && lead.subject !== null) return { ...lead, role: null };
  if (kind !== 'item') return null;
  const named = label(head, head);
  // A parent with a value of its own names a subject, but its field is closed.
  return lead !== null ? { ...named, role: null } : named;
};

const firstAtOrAfter = (offsets: readonly number[], offset: number): number => {
  const at = offsets.findIndex((candidate) => candidate >= offset);
  return at < 0 ? offsets.length - 1 : at;
};

const asWritten = (text: string): PlainText => ({
  text,
  offsets: Array.from({ length: text.length + 1 }, (_, i) => i),
});
