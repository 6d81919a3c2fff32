import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { countOf } from './words.ts';

/** What is done, or to be done, to a file; names as the user sees them. */
export type ShownFix =
  | { readonly kind: 'edit'; readonly file: string; readonly before: string; readonly after: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string };

/** A line that goes, or comes; `line` counts in the text that it belongs to. */
interface Change {
  readonly sign: '-' | '+';
  readonly line: number;
  readonly text: string;
}

/**
 * The lines in which two texts differ. Fixes change few lines and move none, so that after each difference the texts meet
 * again within a line or two.
 */
const changesOf = (before: string, after: string): readonly Change[] => {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < now.length) {
    if (old[i] === now[j]) {
      i++;
      j++;
      continue;
    }
    const comesBack = now.indexOf(old[i] ?? '', j);
    const isNew = i >= old.length || (comesBack >= 0 && now.length - j > old.length - i);
    if (!isNew && i < old.length) changes.push({ sign: '-', line: ++i, text: old[i - 1] ?? '' });
    if (j < now.length && (isNew || now.length - j > old.length - i)) {
      changes.push({ sign: '+', line: ++j, text: now[j - 1] ?? '' });
    }
  }
  return changes;
};

/** The fixes as a difference: each file, the lines that go and come, the new name. Empty where there are none. */
export const renderFixes = (fixes: readonly ShownFix[], look: Look): string => {
  if (fixes.length === 0) return '';
  const paint = paletteOf(look);
  const { arrow } = symbolsOf(look);
  const parts = fixes.map((fix) => {
    if (fix.kind === 'rename') return `${paint.strong(fix.file)}\n  ${arrow} ${fix.to}`;
    const changes = changesOf(fix.before, fix.after);
    const gutter = Math.max(...changes.map(({ line }) => String(line).length));
    const lines = changes.map(({ sign, line, text }) => {
      const shown = `  ${String(line).padStart(gutter)} ${sign} ${oneLine(text)}`.trimEnd();
      return sign === '-' ? paint.error(shown) : paint.done(shown);
    });
    return [paint.strong(fix.file), ...lines].join('\n');
  });
  return `${parts.join('\n\n')}\n\n${countOf(fixes.length, 'file')} to change\n`;
};
