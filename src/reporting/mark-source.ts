import { displayWidth, graphemeWidth } from './display-width.ts';
import { graphemes } from './graphemes.ts';
import { safeText } from './safe-text.ts';

/** A line of a source as it is shown, and where its marks stand: `start` and `length` in columns of the terminal. */
export interface MarkedLine {
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

/** One character as shown; `from` and `to` are its units in the line. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly from: number;
  readonly to: number;
}

const tabWidth = 4;

const cellsOf = (text: string, start: number): readonly Cell[] => {
  let column = 0;
  let from = start;
  return graphemes(text).map((grapheme) => {
    const shown = grapheme === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : safeText(grapheme);
    const width = shown === grapheme ? graphemeWidth(grapheme) : shown.length;
    const cell = { text: shown, width, from, to: from + grapheme.length };
    column += width;
    from = cell.to;
    return cell;
  });
};

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);

/** How many of `cells`, from the front, fit `room` columns. */
const fitting = (cells: readonly Cell[], room: number): number => {
  let used = 0;
  const tooMany = cells.findIndex((cell) => (used += cell.width) > room);
  return tooMany < 0 ? cells.length : tooMany;
};

/**
 * `line`, cut to `width` columns around the place that begins at `column` (1-based, UTF-16 units) and takes `length`
 * units. A place behind the end of the line is marked just behind it.
 */
export const markSource = (
  line: string,
  column: number,
  length: number,
  width: number,
  ellipsis: string,
): MarkedLine => {
  const from = Math.min(Math.max(0, column - 1), line.length);
  // A line may be a megabyte long: only what can be shown is taken apart.
  const reach = 4 * width;
  const start = Math.max(0, from - reach);
  const slice = line.slice(start, from + reach);
  const cells = cellsOf(slice, start);
  const endsHere = start + slice.length === line.length;

  const cellAt = (offset: number): number => {
    const index = cells.findIndex((cell) => cell.to > offset);
    return index < 0 ? cells.length : index;
  };
  const first = cellAt(from);
  const behind = Math.max(first + 1, cellAt(from + Math.max(1, length) - 1) + 1);
  const needed = Math.max(1, widthOf(cells.slice(first, behind)));

  const frame = (skipped: number, lead: string, room: number): MarkedLine => {
    const all = cells.slice(skipped);
    const whole = endsHere && widthOf(all) <= room;
    const shown = whole ? all : all.slice(0, fitting(all, room - displayWidth(ellipsis)));
    const text = lead + shown.map((cell) => cell.text).join('') + (whole ? '' : ellipsis);
    const before = displayWidth(lead) + widthOf(cells.slice(skipped, first));
    return { text, start: before, length: Math.max(1, Math.min(needed, displayWidth(text) - before)) };
  };

  // From the beginning of the line if the marks are in sight there, else with room on both sides of them.
  const before = cells.slice(0, first);
  const inSight = widthOf(before) + Math.min(needed, Math.floor(width / 2)) <= width - displayWidth(ellipsis);
  if (start === 0 && inSight) return frame(0, '', width);
  const room = width - displayWidth(ellipsis);
  const ahead = Math.max(Math.floor(room / 4), Math.floor((room - needed) / 2));
  return frame(first - fitting(before.toReversed(), ahead), ellipsis, room);
};
