import type { Evidence } from '../domain/evidence.ts';
import { cutText } from './cut-text.ts';
import { displayWidth } from './display-width.ts';
import type { Look } from './look.ts';
import { markSource } from './mark-source.ts';
import { paletteOf } from './palette.ts';
import { placeText, shortPlace } from './place-text.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { bullets } from './wrap-text.ts';

// Fewer columns than this say nothing; the place alone stands there then.
const leastQuote = 10;

/** What a list, a quote or emphasis puts around the words. */
const decoration = /^(?:[-*+>]\s+|\d+[.)]\s+)+|\*\*|__/g;

/**
 * `PLAN_X.md:41 "Depends on: 1.1"` in at most `width` columns: the place is whole, the quoted text is cut around
 * `id`, since that is what the reader looks for.
 */
export const evidenceLine = (evidence: Evidence, width: number, look: Look, id = ''): string => {
  const paint = paletteOf(look);
  const { ellipsis } = symbolsOf(look);
  const place = shortPlace(evidence, ellipsis);
  const room = width - displayWidth(place) - 3;
  const text = oneLine(evidence.text).replace(decoration, '');
  if (text === '' || room < leastQuote) return paint.quiet(cutText(place, width, ellipsis));
  const at = Math.max(0, text.indexOf(id));
  return `${paint.quiet(place)} "${markSource(text, at + 1, id.length, room, ellipsis).text}"`;
};

/** The whole of it: kind and full place, which terminals make a link of, the quoted text below. */
export const evidenceLines = (evidence: Evidence, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { gutter } = symbolsOf(look);
  return [
    `  ${evidence.kind.padEnd('assumption'.length)}  ${paint.quiet(placeText(evidence))}`,
    ...bullets(`  ${paint.quiet(gutter)}`, oneLine(evidence.text), look),
  ];
};
