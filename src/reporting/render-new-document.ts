import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { madeName } from './made-name.ts';
import { oneLine } from './safe-text.ts';
import { countOf } from './words.ts';
import { hanging } from './wrap-text.ts';

interface NewDocumentView {
  readonly file: string;
  readonly isDryRun: boolean;
  /** How many parts are still to be written. */
  readonly open: number;
  readonly lines: number;
  /** Options that nobody gave. */
  readonly leftOut: readonly string[];
  /** The name, where nobody gave it. */
  readonly madeName: string | null;
  readonly children: readonly { readonly name: string; readonly found: boolean }[] | undefined;
}

/** Where a document went, how long it is, and what is open in it. */
export const renderNewDocument = (view: NewDocumentView, look: Look): string => {
  const paint = paletteOf(look);
  const { children = [] } = view;
  const named = (isFound: boolean): string =>
    children
      .filter(({ found }) => found === isFound)
      .map(({ name }) => name)
      .join(', ');
  const facts = [
    `${countOf(view.lines, 'line')}, ${countOf(view.open, 'part')} still to be written`,
    ...(view.leftOut.length === 0 ? [] : [`not given: ${view.leftOut.join(', ')}`]),
    ...(view.madeName === null ? [] : [madeName(view.madeName, 'planloom new plan NAME')]),
    ...(named(true) === '' ? [] : [`linked: ${named(true)}`]),
    ...(named(false) === '' ? [] : [`not there yet: ${named(false)}`]),
  ];
  return `${[
    `${paint.done(view.isDryRun ? 'would be written' : 'written')}  ${oneLine(view.file)}`,
    ...facts.flatMap((fact) => hanging('  ', oneLine(fact), paint.quiet, look)),
  ].join('\n')}\n`;
};
