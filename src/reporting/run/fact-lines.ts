import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { hanging } from '../wrap-text.ts';

/** Facts with their names in a column of its own; one without words has no line. The words must be safe to print. */
export const factLines = (facts: readonly (readonly [string, string])[], look: Look): readonly string[] => {
  const shown = facts.filter(([, text]) => text !== '');
  const { quiet, plain } = paletteOf(look);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return shown.flatMap(([name, text]) => hanging(`  ${quiet(name.padEnd(width))}  `, text, plain, look));
};
