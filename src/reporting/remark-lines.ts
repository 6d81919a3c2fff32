import type { Problem } from '../domain/problem.ts';
import { cutText } from './cut-text.ts';
import { displayWidth } from './display-width.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { placeText } from './place-text.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';

/** A remark takes one line: there may be many, and none of them is in the way. `count`: it stands for so many. */
const renderRemark = (problem: Problem, count: number, look: Look): string => {
  const paint = paletteOf(look);
  const head = `${paint.strong(placeText(problem.at))}  ${paint.quiet(problem.rule)}  `;
  const room = Math.max(24, usableWidth(look) - displayWidth(`${placeText(problem.at)}  ${problem.rule}  `));
  const { ellipsis } = symbolsOf(look);
  if (count === 1) return head + cutText(oneLine(problem.message), room, ellipsis);
  const many = problem.rule === 'open-part' ? `${count} parts to be written` : `${count} times: ${problem.message}`;
  return head + cutText(oneLine(many), room, ellipsis);
};

/** Remarks in their order; unless each is wanted, those of one file and one rule are one line at the first place. */
export const remarkLines = (remarks: readonly Problem[], each: boolean, look: Look): readonly string[] => {
  if (each) return remarks.map((problem) => renderRemark(problem, 1, look));
  const groups = new Map<string, { readonly first: Problem; readonly count: number }>();
  for (const problem of remarks) {
    const key = `${problem.rule} ${problem.at.file}`;
    const { first, count } = groups.get(key) ?? { first: problem, count: 0 };
    groups.set(key, { first, count: count + 1 });
  }
  const lines = [...groups.values()].map(({ first, count }) => renderRemark(first, count, look));
  const folded = lines.length < remarks.length;
  return folded ? [...lines, paletteOf(look).quiet('--verbose shows each of them.')] : lines;
};
