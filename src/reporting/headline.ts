import { cutText } from './cut-text.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';

/** Name and title of a plan on one line; the title only when it says more than the name. */
export const headline = (plan: { readonly name: string; readonly title: string }, look: Look): string => {
  const name = oneLine(plan.name);
  const title = oneLine(plan.title).replace(/^PLAN:?\s+/i, '');
  const rest = title === '' || title.toLowerCase() === name.toLowerCase() ? '' : `  ${title}`;
  return cutText(`${paletteOf(look).strong(name)}${rest}`, usableWidth(look), symbolsOf(look).ellipsis);
};
