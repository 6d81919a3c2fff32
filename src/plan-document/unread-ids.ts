import type { Block } from '../domain/block.ts';
import { achievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { surroundingsOf } from './outline.ts';

/** What the text of hardly any plan holds: asked once of the whole, it spares a look at each line. */
const suspicious = /chievement\s+#?(?:0\d|\d+\.0\d|\d+\s*(?:\*\*)?\s*(?:[:：]|[-–—]\s)|\d+(?:\.\d+){3})/;
const idBehind = /^\s+#?(\d+(?:\.\d+)*)(?!\w)\s*(?:\*\*|~~)?\s*(?:[:：]|[-–—]\s|$)/;
const padded = /(?:^|\.)0\d/;

/** More would not help anybody. */
const most = 20;

/**
 * Lines that are written like the definition of an achievement and have an id that is none ("01.1", "3"), so that they
 * are not read. `text` is that of the document.
 */
export const unreadIds = (file: string, text: string, blocks: readonly Block[]): readonly Problem[] => {
  if (!suspicious.test(text)) return [];
  const where = surroundingsOf(blocks);
  const problems: Problem[] = [];
  for (const [index, block] of blocks.entries()) {
    if (problems.length >= most) break;
    const here = where[index];
    if (block.kind === 'code' || block.kind === 'html' || here === undefined || here.isTitle) continue;
    const defines = here.role === 'plan' || here.role === 'index';
    if (!defines && here.role !== 'none') continue;
    for (const { text, line, column } of block.kind === 'row' ? firstCell(block) : block.lines) {
      const word = text.indexOf('chievement');
      if (word < 1 || word > 20 || /\w/.test(text.slice(0, word - 1))) continue;
      const id = idBehind.exec(text.slice(word + 'chievement'.length))?.[1];
      if (id === undefined || achievementId(id) !== undefined || !(defines || padded.test(id))) continue;
      problems.push(unread(file, id, line, column + word - 1));
    }
  }
  return problems;
};

const firstCell = (row: Block): readonly { text: string; line: number; column: number }[] => {
  const [cell] = row.cells ?? [];
  return cell === undefined ? [] : [{ ...cell, line: row.lines[0]?.line ?? 1 }];
};

const unread = (file: string, id: string, line: number, column: number): Problem => {
  const plain = id.replace(/(^|\.)0+(?=\d)/g, '$1');
  return {
    rule: 'unread-id',
    severity: 'warning',
    at: { file, line, column },
    message: `"Achievement ${id}" is not read: ${id === plain ? 'its id has not two or three numbers' : 'its id has a leading zero'}.`,
    advice:
      id === plain
        ? 'Write an id as the number of its priority and its own, such as 1.2, or with a third number, such as 1.2.1.'
        : `Write it as ${plain}.`,
  };
};
