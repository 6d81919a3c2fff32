import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { hanging } from './wrap-text.ts';

const mostLines = 6;
const longestLine = 300;

/** The first lines of what somebody answered in the place of what was asked for. */
export const renderWords = (who: string, text: string, look: Look): string => {
  const paint = paletteOf(look);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, mostLines).map((line) => oneLine(line.slice(0, longestLine)));
  return `${[
    `${oneLine(who)} said:`,
    ...shown.flatMap((line) => hanging('  ', line, paint.quiet, look)),
    ...(lines.length > mostLines ? ['  …'] : []),
  ].join('\n')}\n`;
};
