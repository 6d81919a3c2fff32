import type { Conflict } from '../domain/evidence.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';

/** Pairs that must not run at the same time and the paths they share, under a heading; nothing without conflicts. */
export const conflictLines = (conflicts: readonly Conflict[], look: Look): readonly string[] => {
  if (conflicts.length === 0) return [];
  const paint = paletteOf(look);
  const { times } = symbolsOf(look);
  const rows = conflicts.map(({ a, b, paths }) => [
    `${paint.id(a)} ${paint.warning(times)} ${paint.id(b)}`,
    paths.length === 0 ? paint.quiet('by parallel.json') : paths.map(oneLine).join(', '),
  ]);
  return ['', paint.strong('Not at the same time'), ...tableLines(rows, [{}, { least: 12 }], look)];
};
