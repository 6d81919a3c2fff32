import type { ParsedAchievement } from '../domain/plan.ts';
import { plainWords } from '../plan-document/decoration.ts';
import { hoursText } from './hours-text.ts';

/** The row of an index for the achievement, like that of its neighbour; null where a cell says what is not known of it. */
export const newIndexRow = (row: string, neighbour: ParsedAchievement, wanted: ParsedAchievement): string | null => {
  const cells = row.trimEnd().split(/(?<!\\)\|/);
  if (cells.length < 3 || cells.at(-1) !== '' || cells[0]?.trim() !== '') return null;
  const made = cells.slice(1, -1).map((cell) => {
    const own = newCell(cell.trim(), neighbour, wanted);
    if (own === null) return null;
    const lead = cell.slice(0, cell.length - cell.trimStart().length);
    return `${lead}${own}`.padEnd(cell.length).replace(/(\S)$/, '$1 ');
  });
  if (made.includes(null) || !made.some((cell) => cell?.includes(wanted.id))) return null;
  return `${cells[0]}|${made.join('|')}|`;
};

const newCell = (cell: string, neighbour: ParsedAchievement, wanted: ParsedAchievement): string | null => {
  const words = plainWords(cell);
  const [priority] = neighbour.id.split('.');
  if (/^[-–—]?$/.test(words) || new RegExp(`^(?:p|priority )?${priority}$`, 'i').test(words)) return cell;
  if (/^\[[ xX]\]$/.test(cell)) return '[ ]';
  const unit = /^~?\d[\d.]*(?:\s*[-–]\s*\d[\d.]*)?\s*(h|hrs?|hours?)$/i.exec(words)?.[1];
  if (unit !== undefined) return wanted.estimate === null ? '' : hoursText(wanted.estimate, unit);
  const left = words.replace(neighbour.id, '').replace(neighbour.title, '');
  if (/[\p{L}\p{N}]/u.test(left.replace(/^\s*achievement\b/i, ''))) return null;
  // A link would still lead to the other.
  if (wanted.title.includes('|') || cell.includes('](')) return null;
  return cell.replace(neighbour.id, () => wanted.id).replace(neighbour.title, () => wanted.title);
};
