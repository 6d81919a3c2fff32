import picocolors from 'picocolors';
import type { Look } from './look.ts';

/** Returns its text in one colour, or untouched where the look has none. */
export type Paint = (text: string) => string;

/** Few colours, each with one meaning, so that colour can be left out and nothing is lost. */
export interface Palette {
  readonly error: Paint;
  readonly warning: Paint;
  readonly done: Paint;
  readonly id: Paint;
  /** What a reader may skip. */
  readonly quiet: Paint;
  readonly strong: Paint;
  readonly plain: Paint;
}

const paletteFor = (color: boolean): Palette => {
  const colors = picocolors.createColors(color);
  // An empty text stays empty: a pair of codes around nothing is noise in a log.
  const unlessEmpty =
    (paint: (text: string) => string): Paint =>
    (text) =>
      text === '' ? '' : paint(text);
  return {
    error: unlessEmpty(colors.red),
    warning: unlessEmpty(colors.yellow),
    done: unlessEmpty(colors.green),
    id: unlessEmpty(colors.cyan),
    quiet: unlessEmpty(colors.dim),
    strong: unlessEmpty(colors.bold),
    plain: (text) => text,
  };
};

const colored = paletteFor(true);
const colorless = paletteFor(false);

export const paletteOf = (look: Look): Palette => (look.color ? colored : colorless);
