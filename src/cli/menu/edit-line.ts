import type { Key } from '../../ports/keyboard.ts';
import { graphemes } from '../../reporting/graphemes.ts';

type EditedLine =
  { readonly state: 'typing'; readonly text: string } | { readonly state: 'done' } | { readonly state: 'given-up' };

/** A line of text after one more key. Ctrl-C is up to the caller. */
export const editLine = (text: string, { name, text: typed, ctrl }: Key): EditedLine => {
  if (ctrl) {
    if (name === 'd') return { state: 'given-up' };
    return { state: 'typing', text: name === 'u' ? '' : text };
  }
  switch (name) {
    case 'return':
    case 'enter':
      return { state: 'done' };
    case 'escape':
      return { state: 'given-up' };
    case 'backspace':
      return { state: 'typing', text: graphemes(text).slice(0, -1).join('') };
    default:
      return { state: 'typing', text: text + typed };
  }
};
