import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { countOf } from '../words.ts';
import { bullets } from '../wrap-text.ts';

const shownFiles = 5;

/** That files of the user do not enter a run; no line where there is none. `paths`: relative to the root, in order. */
export const leftOutLines = (paths: readonly string[], look: Look): readonly string[] => {
  if (paths.length === 0) return [];
  const files = paths.slice(0, shownFiles).map(oneLine).join(', ');
  const more = paths.length > shownFiles ? ` and ${paths.length - shownFiles} more` : '';
  const isOrAre = paths.length === 1 ? 'is' : 'are';
  return bullets(
    paletteOf(look).warning(symbolsOf(look).warning),
    `${countOf(paths.length, 'file')} ${isOrAre} not committed, so not in the run: ${files}${more}.`,
    look,
  );
};
