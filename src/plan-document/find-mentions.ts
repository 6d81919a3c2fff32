import type { Block } from '../domain/block.ts';
import { opensInLowerCase } from './characters.ts';
import { leadingMarks } from './decoration.ts';
import { readEntryLine, type EntryLine } from './entry-line.ts';
import type { Mention } from './mention.ts';
import { readTitle, type TitleLine } from './read-title.ts';
import type { Surroundings } from './outline.ts';
import { readReportLine } from './report-line.ts';
import { rowMention } from './row-mention.ts';
import { statusOfMarks } from './status-words.ts';

const reportPrefix = /^(?:\*\*)?SUBPLAN[\w-]*(?:\.md)?(?:\*\*)?\s*[:–—-]\s*/;
const link = /^(\*\*|~~)?\[([^\]]+)\]\([^()\s]*\)/;

/** `text` from `start` on with the words of the link that opens it in place of the link. */
const linkAtStart = (text: string, start: number): string | undefined => {
  const first = text.charAt(start);
  if (first !== '[' && !((first === '*' || first === '~') && text.charAt(start + 2) === '[')) return undefined;
  const rest = text.slice(start);
  const match = link.exec(rest);
  return match === null ? undefined : `${match[1] ?? ''}${match[2] ?? ''}${rest.slice(match[0].length)}`;
};

const inBrackets = /^\(((?:[^()]|\([^()]*\))*)\)\s*(.*)$/;

/** `marks` are the ticks and boxes in front of the entry. */
const titleOf = (entry: EntryLine, marks: string): TitleLine => {
  const bracketed = inBrackets.exec(entry.rest);
  const colon = bracketed !== null && /^[:–—-]/.test(bracketed[2] ?? '');
  const written = bracketed === null || colon ? entry.rest : `${bracketed[1] ?? ''} ${bracketed[2] ?? ''}`;
  const read = readTitle(written);
  const marked = mute(written) ? null : statusOfMarks(marks);
  return { ...read, status: read.status ?? (marked === 'not_started' ? null : marked) };
};

/** Whether words on the line say something else than the tick in front of it: "✅ … DESIGN COMPLETE". */
const mute = (written: string): boolean =>
  /\bdesign complete\b|\bpartial(?:ly)?\b|\bpending\b/i.test(written.slice(-60));

const aspects = new Set(
  (
    'overview|status|summary|result|results|detail|details|review|assessment|progress|validation|deliverable|deliverables|' +
    'test|tests|testing|context|note|notes|background|report|completion|analysis|checklist|proof|evidence|feedback|findings'
  ).split('|'),
);

const stages = new Set(['design', 'final', 'test', 'execution', 'completion', 'implementation']);

/** Whether words name an aspect of an achievement: "Achievement 1.1 Overview" and "… Final Summary" are headings about it. */
const isAspect = (words: string): boolean => {
  if (words.length > 40) return false;
  const [first = '', second, third] = words.replace(/\W+$/, '').toLowerCase().split(' ');
  return third === undefined && aspects.has(second ?? first) && (second === undefined || stages.has(first));
};

/** Whether a line with this entry can define or report on an achievement at all, rather than talk about one. */
const isEntry = (entry: EntryLine, form: Mention['form'], where: Surroundings): boolean => {
  const first = entry.rest.replace(/^[*_"'“(]+/, '');
  const capital = !opensInLowerCase(first) || /^`|^\w+[._/(]/.test(first);
  if (/^(?:of|from|in)\s+(?:the\s+)?(?:parent|PLAN|other)/i.test(first)) return false;
  if (entry.ids.length > 1) return entry.separated;
  // "**Achievement 1.1 Tests**:" leads into something about it.
  if (!entry.separated && /:\s*(?:\*\*)?\s*$/.test(entry.rest.slice(-10))) return false;
  if (!entry.separated && isAspect(first)) return false;
  if (entry.word !== '')
    return (
      entry.separated ||
      (capital && first !== '' && (form === 'heading' || form === 'row' || entry.bold || where.role !== 'none'))
    );
  if (first === '') return entry.bold && form === 'item';
  if (form === 'heading') return capital || entry.separated;
  const listed = where.role === 'index' || where.role === 'plan' || where.role === 'tracking' || entry.bold;
  return listed && (entry.separated || (capital && !/^\W*$/.test(first)));
};

/** All mentions of a document in the order of its lines. */
export const findMentions = (blocks: readonly Block[], where: readonly Surroundings[]): readonly Mention[] => {
  const mentions: Mention[] = [];
  blocks.forEach((block, index) => {
    const surroundings = where[index];
    if (surroundings === undefined || surroundings.isTitle) return;
    const found = block.kind === 'row' ? rowMention(block, index, surroundings) : undefined;
    if (found !== undefined) mentions.push(found);
    const silent = block.kind === 'row' || block.kind === 'code' || block.kind === 'html';
    if (silent || (block.kind === 'paragraph' && block.depth > 0)) return;
    const reports = surroundings.role === 'none' || surroundings.role === 'tracking';
    block.lines.forEach((_, lineInBlock) => {
      const mention = lineMention(
        block,
        block.kind as 'heading' | 'paragraph' | 'item',
        index,
        lineInBlock,
        surroundings,
      );
      if (mention !== undefined) mentions.push(mention);
      else if (reports && block.kind !== 'heading') reportMentions(block, index, lineInBlock, surroundings, mentions);
    });
  });
  return mentions;
};

const lineMention = (
  block: Block,
  form: 'heading' | 'paragraph' | 'item',
  index: number,
  lineInBlock: number,
  where: Surroundings,
): Mention | undefined => {
  const line = block.lines[lineInBlock];
  // What goes on with an item is its text, unless it names an achievement as such.
  if (line === undefined || (form === 'item' && lineInBlock > 0 && !/^[^\w]*achievement/i.test(line.text)))
    return undefined;
  const marks = leadingMarks(line.text);
  const linked = linkAtStart(line.text, marks.length);
  const report = form === 'item' ? reportPrefix.exec(line.text.slice(marks.length))?.[0] : undefined;
  const text =
    linked !== undefined
      ? marks + linked
      : report === undefined
        ? line.text
        : line.text.slice(marks.length + report.length);
  const entry = readEntryLine(text);
  if (entry === undefined || !isEntry(entry, form, where)) return undefined;
  const box = lineInBlock > 0 || block.checked === undefined ? '' : block.checked ? '[x]' : '[ ]';
  const shown = report === undefined ? entry.marks : marks;
  const { title, estimate, severity, status } = titleOf(entry, shown + box);
  return {
    ids: entry.ids,
    range: entry.range,
    form,
    word: entry.word,
    isFull:
      form !== 'item' &&
      report === undefined &&
      entry.word !== '' &&
      entry.separated &&
      (form === 'heading' || entry.bold),
    block: index,
    lineInBlock,
    position: {
      line: line.line,
      column: line.column + entry.offset + (linked === undefined ? line.text.length - text.length : 1),
    },
    title: entry.ids.length > 1 ? '' : title,
    estimate,
    severity,
    status,
    priority: where.priority,
    where: report === undefined ? where : { ...where, role: 'tracking' },
    boxed: box !== '',
    open: statusOfMarks(shown + box) === 'not_started',
  };
};

/** Adds one for each id and range of "Completed: 0.1, 0.2 and 1.1-1.3". */
const reportMentions = (
  block: Block,
  index: number,
  lineInBlock: number,
  where: Surroundings,
  mentions: Mention[],
): void => {
  const line = block.lines[lineInBlock];
  const report = line === undefined ? undefined : readReportLine(line.text);
  if (line === undefined || report === undefined) return;
  for (const ids of report.groups)
    mentions.push({
      ids,
      range: ids.length > 1,
      form: 'item',
      word: '',
      isFull: false,
      block: index,
      lineInBlock,
      position: { line: line.line, column: line.column },
      title: '',
      estimate: null,
      severity: null,
      status: report.status,
      priority: null,
      where: { ...where, role: 'tracking' },
      boxed: false,
      open: false,
    });
};
