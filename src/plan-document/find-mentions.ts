import type { Block } from '../domain/block.ts';
import { achievementId, compareIds, type AchievementId } from '../domain/ids.ts';
import type { Estimate, Position, Priority } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';
import { opensInLowerCase } from './characters.ts';
import { leadingMarks, plainWords } from './decoration.ts';
import { readEntryLine, type EntryLine } from './entry-line.ts';
import { estimateOf } from './estimate.ts';
import { readTitle, type TitleLine } from './read-title.ts';
import type { Surroundings } from './outline.ts';
import { statusOfMarks, statusOfWords } from './status-words.ts';

/** A line that opens with an achievement's id: its section, an index line, a line of a progress list, a table row. */
export interface Mention {
  readonly ids: readonly AchievementId[];
  readonly range: boolean;
  readonly form: 'heading' | 'paragraph' | 'item' | 'row';
  /** The word before the id; empty when there is none. */
  readonly word: string;
  /** Index of its block, and of its line in that block. */
  readonly block: number;
  readonly lineInBlock: number;
  readonly position: Position;
  readonly title: string;
  readonly estimate: Estimate | null;
  readonly severity: string | null;
  readonly status: Status | null;
  readonly priority: Priority | null;
  readonly where: Surroundings;
  /** Whether the line is a task with a box. */
  readonly boxed: boolean;
  /** Whether a box in front of it is empty: not done, if nothing else is said. */
  readonly open: boolean;
}

const reportPrefix = /^(?:\*\*)?SUBPLAN[\w-]*(?:\.md)?(?:\*\*)?\s*[:–—-]\s*/;
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

/** Whether a line with this entry can define or report on an achievement at all, rather than talk about one. */
const isEntry = (entry: EntryLine, form: Mention['form'], where: Surroundings): boolean => {
  const first = entry.rest.replace(/^[*_"'“(]+/, '');
  const capital = !opensInLowerCase(first) || /^`|^\w+[._/(]/.test(first);
  if (/^(?:of|from|in)\s+(?:the\s+)?(?:parent|PLAN|other)/i.test(first)) return false;
  if (entry.ids.length > 1) return entry.separated;
  // "**Achievement 1.1 Tests**:" leads into something about it.
  if (!entry.separated && /:\s*(?:\*\*)?\s*$/.test(entry.rest.slice(-10))) return false;
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
    block.lines.forEach((_, lineInBlock) => {
      const mention = lineMention(
        block,
        block.kind as 'heading' | 'paragraph' | 'item',
        index,
        lineInBlock,
        surroundings,
      );
      if (mention !== undefined) mentions.push(mention);
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
  const report = form === 'item' ? reportPrefix.exec(line.text.slice(marks.length))?.[0] : undefined;
  const text = report === undefined ? line.text : line.text.slice(marks.length + report.length);
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
    block: index,
    lineInBlock,
    position: { line: line.line, column: line.column + line.text.length - text.length + entry.offset },
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

const column = {
  id: /^(?:#|id|no\.?|nr\.?|number|achievements?|achievement id|achievement #|ach\.?|ref|key|task|task id|milestone)$/,
  title:
    /^(?:title|name|achievements?|achievement (?:title|name)|description|what|goal|task|item|outcome|summary|work|feature|deliverable|milestone|objective|topic|scope)$/,
  effort:
    /^(?:effort|estimates?|est\.?|hours?|time|duration|estimated (?:effort|hours|time)|size|h|days?|minutes)(?:\s*\((?:h|hrs?|hours?|d|days?|min|minutes)\))?$/,
  status: /^(?:status|state|done|done\?|progress|✅)$/,
  priority: /^(?:priority|prio|p)$/,
  severity: /^(?:severity|criticality)$/,
};

const rowMention = (row: Block, index: number, where: Surroundings): Mention | undefined => {
  const header = (row.header ?? []).map((text) => plainWords(text).toLowerCase());
  const cells = row.cells ?? [];
  // The id stands first, or behind a tick or a row number: a table of scripts with an Achievement column is about scripts.
  const idAt = header.findIndex((name, i) => column.id.test(name) && readsAsId(cells[i]?.text ?? ''));
  if (
    idAt > 0 &&
    !header
      .slice(0, idAt)
      .every((name) => column.status.test(name) || column.id.test(name) || column.priority.test(name) || name === '')
  )
    return undefined;
  const idCell = cells[idAt];
  const line = row.lines[0];
  if (idCell === undefined || line === undefined) return undefined;
  const bare = achievementId(plainWords(idCell.text).replace(/^(?:achievement|task|milestone)\s+/i, ''));
  const entry = readEntryLine(idCell.text);
  const id = bare ?? (entry?.ids.length === 1 ? entry.ids[0] : undefined);
  if (id === undefined) return undefined;
  const titleAt = header.findIndex((name, i) => i !== idAt && column.title.test(name));
  const written = bare === undefined ? (entry?.rest ?? '') : (cells[titleAt]?.text ?? '');
  const cell = (pattern: RegExp): { text: string; name: string } | undefined => {
    const at = header.findIndex((name, i) => i !== idAt && i !== titleAt && pattern.test(name));
    return at < 0 ? undefined : { text: cells[at]?.text ?? '', name: header[at] ?? '' };
  };
  const title = readTitle(written);
  const effort = cell(column.effort);
  const status = cell(column.status)?.text;
  const prio = cell(column.priority)?.text ?? '';
  const number = /^(?:P|priority\s*)?(\d+(?:\.\d+)?)\b/i.exec(plainWords(prio))?.[1];
  const level = /\b(critical|urgent|high|medium|low)\b/i.exec(`${cell(column.severity)?.text ?? ''} ${prio}`)?.[1];
  return {
    ids: [id],
    range: false,
    form: 'row',
    word: entry?.word ?? '',
    block: index,
    lineInBlock: 0,
    position: { line: line.line, column: idCell.column },
    title: title.title,
    estimate: effort === undefined ? title.estimate : estimateOf(effort.text, hoursPerUnit(effort.name)),
    severity: level?.toUpperCase() ?? title.severity,
    status: status === undefined ? title.status : (statusOfWords(status) ?? statusOfMarks(status)),
    priority: number === undefined ? where.priority : { number: Number(number), label: '' },
    where,
    boxed: effort !== undefined || status !== undefined,
    open: false,
  };
};

const readsAsId = (cell: string): boolean =>
  achievementId(plainWords(cell)) !== undefined || readEntryLine(cell) !== undefined;

const hoursPerUnit = (header: string): number => {
  if (/\bmin/.test(header)) return 1 / 60;
  return /\bd(?:ays?)?\b/.test(header) ? 8 : 1;
};

/** The ids among `known` that a mention speaks of; a range takes everything between its ends. */
export const idsOfMention = (mention: Mention, known: readonly AchievementId[]): readonly AchievementId[] => {
  const [from, to] = mention.ids;
  if (!mention.range || from === undefined || to === undefined) return mention.ids;
  return known.filter((id) => compareIds(id, from) >= 0 && compareIds(id, to) <= 0);
};
