import type { TextLine } from '../domain/block.ts';

// The forms of single lines that the scanner knows: what starts a block, and what a block's lines hold. Most lines are
// text, and their first character says so: the expressions come after it.

const heading = /^(#{1,6})(?:[ \t]+|$)/;
const thematicBreak = /^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const fenceStart = /^(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const numberMarker = /^\d{1,9}[.)](?=[ \t]|$)/;
const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;
export const taskBox = /^\[([ \txX])\][ \t]+(?=\S)/;
export const taskBoxOrAlone = /^\[([ \txX])\](?:[ \t]+(?=\S)|$)/;
const definition = /^\[[^\]\n]+\]:[ \t]*\S/;
const blockTag =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i;
const anyTag = /^<(?:[a-z][a-z\d-]*(?:\s[^<>]*)?\/?|\/[a-z][a-z\d-]*\s*)>\s*$/i;

/** The hashes of a heading (1) with the blanks behind them (0). */
export const readHeading = (text: string): RegExpExecArray | null => (text.startsWith('#') ? heading.exec(text) : null);

/** The opening of a fence (1) and its info string (2). */
export const readFence = (text: string): RegExpExecArray | null =>
  text.startsWith('```') || text.startsWith('~~~') ? fenceStart.exec(text) : null;

/** Whether `text` is a rule across the page. */
export const isThematicBreak = (text: string): boolean =>
  '-*_'.includes(text.charAt(0)) && text.endsWith(text.charAt(0)) && thematicBreak.test(text);

/** Whether `text` opens the text of a footnote. */
export const isFootnote = (text: string): boolean => text.startsWith('[^') && /^\[\^[^\]]+\]:/.test(text);

/** Whether `text` opens like a heading, a rule, a fence or HTML. */
export const mayStartBlock = (text: string): boolean => '#*-_`~<>'.includes(text.charAt(0));

/** Whether `text` looks like what makes a heading or a table of the lines above it. */
export const mayCloseParagraph = (text: string): boolean => '-=|:'.includes(text.charAt(0));

/** Whether `text` makes a heading of the paragraph above it. */
export const isUnderline = (text: string): boolean =>
  (text.startsWith('=') || text.startsWith('-')) && /^(?:=+|-+)$/.test(text);

/** The bullet or number of the list item that `text` opens. */
export const listMarker = (text: string): string | undefined => {
  const first = text.charCodeAt(0);
  if (first === dash || first === star || first === plus) {
    const second = text.charCodeAt(1);
    return text.length === 1 || second === space || second === tab ? text.charAt(0) : undefined;
  }
  return first >= zero && first <= nine ? numberMarker.exec(text)?.[0] : undefined;
};
const [tab, space, star, plus, dash, zero, nine] = [0x09, 0x20, 0x2a, 0x2b, 0x2d, 0x30, 0x39] as const;

/** Whether `text` is the row below the header of a table. */
export const isDelimiterRow = (text: string): boolean => text.includes('-') && delimiterRow.test(text);

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
  if (!written.includes('\t')) return { text: written, widened: 0 };
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
  const bullet = listMarker(next);
  if (bullet === undefined && !mayStartBlock(next)) return false;
  return (
    readHeading(next) !== null ||
    isThematicBreak(next) ||
    readFence(next) !== null ||
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
  if (lines[0]?.text.startsWith('[') !== true) return lines;
  const start = lines.findIndex((line) => !definition.test(line.text));
  return start < 0 ? [] : lines.slice(start);
};

export const withoutBlankEnd = (lines: readonly TextLine[]): readonly TextLine[] => {
  const last = lines.findLastIndex((line) => line.text.trim() !== '');
  return lines.slice(0, last + 1);
};
