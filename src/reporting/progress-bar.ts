import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { symbolsOf } from './symbols.ts';

/**
 * A bar of `width` columns. It is empty only when nothing is done and full only when everything is: a bar that
 * rounds up to full hides the last piece of work.
 */
export const progressBar = (done: number, total: number, width: number, look: Look): string => {
  const { barFull, barEmpty } = symbolsOf(look);
  const paint = paletteOf(look);
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  let filled = Math.round(share * width);
  if (share > 0 && filled === 0) filled = 1;
  if (share < 1 && filled === width) filled = width - 1;
  return paint.done(barFull.repeat(filled)) + paint.quiet(barEmpty.repeat(width - filled));
};
