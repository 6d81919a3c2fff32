import type { Block } from '../domain/block.ts';
import { achievementId } from '../domain/ids.ts';
import { plainWords } from './decoration.ts';
import { readEntryLine } from './entry-line.ts';
import { estimateOf } from './estimate.ts';
import type { Mention } from './mention.ts';
import type { Surroundings } from './outline.ts';
import { readTitle } from './read-title.ts';
import { statusOfMarks, statusOfWords } from './status-words.ts';

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

/** The mention that a table's row makes, with the columns that its header names. */
export const rowMention = (row: Block, index: number, where: Surroundings): Mention | undefined => {
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
    isFull: false,
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
