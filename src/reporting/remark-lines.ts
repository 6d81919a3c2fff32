import type { Problem } from '../domain/problem.ts';
import { cutText } from './cut-text.ts';
import { displayWidth } from './display-width.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { placeText } from './place-text.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { wrapText } from './wrap-text.ts';

/** A remark's words where they fit beside its place, else below it. `count`: it stands for so many; then they are cut. */
const renderRemark = (problem: Problem, count: number, isWhole: boolean, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const head = `${paint.strong(placeText(problem.at))}  ${paint.quiet(problem.rule)}`;
  const room = usableWidth(look) - displayWidth(`${placeText(problem.at)}  ${problem.rule}  `);
  const many = problem.rule === 'open-part' ? `${count} parts to be written` : `${count} times: ${problem.message}`;
  const words = oneLine(count === 1 ? problem.message : many);
  if (displayWidth(words) <= room) return [`${head}  ${words}`];
  const width = usableWidth(look) - 2;
  const below = isWhole ? wrapText(words, width) : [cutText(words, width, symbolsOf(look).ellipsis)];
  return [head, ...below.map((line) => `  ${line}`)];
};

/** Remarks in their order; unless each is wanted, those of one file and one rule are one at the first place. */
export const remarkLines = (remarks: readonly Problem[], each: boolean, look: Look): readonly string[] => {
  if (each) return remarks.flatMap((problem) => renderRemark(problem, 1, true, look));
  const groups = new Map<string, { readonly first: Problem; readonly count: number }>();
  for (const problem of remarks) {
    const key = `${problem.rule} ${problem.at.file}`;
    const { first, count } = groups.get(key) ?? { first: problem, count: 0 };
    groups.set(key, { first, count: count + 1 });
  }
  const lines = [...groups.values()].flatMap(({ first, count }) => renderRemark(first, count, false, look));
  const folded = groups.size < remarks.length || lines.some((line) => line.endsWith(symbolsOf(look).ellipsis));
  return folded ? [...lines, paletteOf(look).quiet('--verbose shows each of them.')] : lines;
};
