import { cutText } from './cut-text.ts';
import type { LevelView } from './graph-view.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { symbolsOf } from './symbols.ts';
import { countOf, hoursText } from './words.ts';

/** `Level 2  5 achievements, 24 h one after the other, 8 h in parallel`. */
export const levelHeading = (
  level: LevelView,
  hours: { readonly sequential: number; readonly parallel: number },
  look: Look,
): string => {
  const paint = paletteOf(look);
  const parts = [countOf(level.achievements.length, 'achievement')];
  if (hours.sequential > 0 && level.achievements.length > 1) {
    parts.push(`${hoursText(hours.sequential)} one after the other`, `${hoursText(hours.parallel)} in parallel`);
  } else if (hours.sequential > 0) parts.push(hoursText(hours.sequential));
  const text = `${paint.strong(`Level ${level.level}`)}  ${paint.quiet(parts.join(', '))}`;
  return cutText(text, usableWidth(look), symbolsOf(look).ellipsis);
};
