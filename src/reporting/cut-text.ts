import { apartFromColors, displayWidth, graphemeWidth } from './display-width.ts';
import { graphemes } from './graphemes.ts';

/**
 * `text`, or as many whole characters of it as fit `width` columns together with the ellipsis. Colour codes stay, so
 * that what was opened is closed.
 */
export const cutText = (text: string, width: number, ellipsis: string): string => {
  if (displayWidth(text) <= width) return text;
  const room = width - displayWidth(ellipsis);
  if (room < 0) return cutText(ellipsis, width, '');
  let used = 0;
  let full = false;
  let kept = '';
  for (const [index, part] of apartFromColors(text).entries()) {
    if (index % 2 === 1) {
      kept += part;
      continue;
    }
    for (const grapheme of full ? [] : graphemes(part)) {
      used += graphemeWidth(grapheme);
      if (used > room) {
        full = true;
        kept = kept.trimEnd() + ellipsis;
        break;
      }
      kept += grapheme;
    }
  }
  return kept;
};

/** `text` filled with spaces to `width` columns; wider text stays as it is. */
export const padText = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
};
