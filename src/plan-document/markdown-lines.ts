import type { TextLine } from '../domain/block.ts';

// The forms of single lines that the scanner knows: what starts a block, and what a block's lines hold.

export const heading = /^(#{1,6})(?:[ \t]+|$)/;
export const thematicBreak = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
export const fenceStart = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
export const listMarker = /^([-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
export const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;
export const taskBox = /^\[([ \txX])\][ \t]+(?=\S)/;
export const taskBoxOrAlone = /^\[([ \txX])\](?:[ \t]+(?=\S)|$)/;
const definition = /^\[[^\]\n]+\]:[ \t]*\S/;
const blockTag =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i;
const anyTag = /^<(?:[a-z][a-z\d-]*(?:\s[^<>]*)?\/?|\/[a-z][a-z\d-]*\s*)>\s*$/i;

/** How an HTML block that starts with `text` ends: at a pattern, at a blank line (null), or undefined when none starts. */
export const htmlEnd = (text: string, inParagraph: boolean): RegExp | null | undefined => {
  if (!text.startsWith('<')) return undefined;
  if (text.startsWith('<!--')) return /-->/;
  if (text.startsWith('<?')) return /\?>/;
  if (/^<![a-z]/i.test(text)) return />/;
  if (/^<(?:script|pre|style|textarea)(?:[\s>]|$)/i.test(text)) return /<\/(?:script|pre|style|textarea)>/i;
  if (blockTag.test(text)) return null;
  return !inParagraph && anyTag.test(text) ? null : undefined;
};

/** A line whose leading white space and list markers hold no tabs any more, and by how many characters it grew. */
export const expandTabs = (written: string): { text: string; widened: number } => {
  const lead = /^[\s>*+\d.)-]*/.exec(written)?.[0] ?? '';
  if (!lead.includes('\t')) return { text: written, widened: 0 };
  let wide = '';
  for (const character of lead) wide += character === '\t' ? ' '.repeat(4 - (wide.length % 4)) : character;
  return { text: wide + written.slice(lead.length), widened: wide.length - lead.length };
};

/**
 * Whether a line that could go on with a paragraph starts something new instead. Inside the paragraph's own container
 * only a non-empty bullet or a `1.` does; a line that left that container may start any item.
 */
export const interrupts = (next: string, leavesItem: boolean): boolean => {
  const bullet = listMarker.exec(next)?.[0];
  return (
    heading.test(next) ||
    thematicBreak.test(next) ||
    fenceStart.test(next) ||
    next.startsWith('>') ||
    htmlEnd(next, true) !== undefined ||
    (bullet !== undefined &&
      (leavesItem || (next.length > bullet.length && (!/^\d/.test(bullet) || /^1[.)]/.test(bullet)))))
  );
};

/** The text of a heading without the hashes that may close it. */
export const withoutClosingHashes = (text: string): string => {
  let end = text.length;
  while (end > 0 && text[end - 1] === '#') end--;
  const closes = end < text.length && (end === 0 || text[end - 1] === ' ' || text[end - 1] === '\t');
  return (closes ? text.slice(0, end) : text).trimEnd();
};

/** The lines of a paragraph behind the link definitions at its start. */
export const withoutDefinitions = (lines: readonly TextLine[]): readonly TextLine[] => {
  const start = lines.findIndex((line) => !definition.test(line.text));
  return start < 0 ? [] : lines.slice(start);
};

export const withoutBlankEnd = (lines: readonly TextLine[]): readonly TextLine[] => {
  const last = lines.findLastIndex((line) => line.text.trim() !== '');
  return lines.slice(0, last + 1);
};
