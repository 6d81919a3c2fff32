import type { Score } from '../methodology/score.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { symbolsOf } from './symbols.ts';
import { wrapText } from './wrap-text.ts';

/** The score of a plan, part by part, with what would raise it. `passing` is what it takes to pass. */
export const renderScore = ({ file, points, passes, parts }: Score, passing: number, look: Look): string => {
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  const head = `${paint.strong(file)}  ${(passes ? paint.done : paint.warning)(`${points} of 100`)}, ${passes ? 'passes' : `${passing} are needed`}`;
  const width = Math.max(...parts.map(({ part }) => part.length));
  const rows = parts.flatMap(({ part, weight, points: own, raise }) => [
    `  ${part.padEnd(width)}  ${String(own).padStart(4)} of ${weight}`,
    ...raise.flatMap(({ points: more, advice }) =>
      wrapText(`+${more}  ${advice}`, usableWidth(look) - 6).map(
        (line, index) => `    ${index === 0 ? paint.id(arrow) : ' '.repeat(arrow.length)} ${line}`,
      ),
    ),
  ]);
  return `${[head, '', ...rows].join('\n')}\n`;
};
