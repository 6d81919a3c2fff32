import type { NextStep } from '../app/status-view.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { bullets } from './wrap-text.ts';

/** A step a line; its command stands below it, on a line of its own that is never broken, so that it can be copied. */
export const nextLines = (steps: readonly NextStep[], look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  return steps.flatMap(({ say, command }) => [
    ...bullets(paint.id(arrow), oneLine(say), look),
    ...(command === undefined ? [] : [`    ${paint.strong(oneLine(command))}`]),
  ]);
};
