import type { CallsMade } from '../app/asking/ask-twice.ts';
import type { WeighedFilling } from '../app/prompts/weigh-filling.ts';
import { callsText } from './calls-text.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { countOf } from './words.ts';
import { bullets, hanging } from './wrap-text.ts';

/** What became of an answer with texts for open parts. */
export interface FillingView {
  readonly plan: { readonly name: string; readonly title: string };
  /** The answer's name. */
  readonly file: string;
  readonly weighed: WeighedFilling;
  /** What happens to the documents: `written`, `would be written`. */
  readonly what: string;
  /** Who was asked for it; null where somebody brought it. */
  readonly asked: { readonly agent: string; readonly made: CallsMade } | null;
}

/** The documents that change with how many of their parts, and what was left alone. What was refused is said elsewhere. */
export const renderFilling = ({ plan, file, weighed, what, asked }: FillingView, look: Look): string => {
  const paint = paletteOf(look);
  const { status, warning } = symbolsOf(look);
  const { changes, known, empty, refused, heldBack, frames } = weighed;
  const filled = changes.reduce((sum, one) => sum + one.filled.length, 0);
  const counts = [
    `${filled} to fill`,
    ...(known.length > 0 ? [`${known.length} there already`] : []),
    ...(empty.length > 0 ? [`${empty.length} left open`] : []),
    ...(refused.length > 0 ? [countOf(refused.length, 'fault')] : []),
  ];
  const rows = changes.map(({ document, filled: parts }) => [
    `${paint.done(status.complete)} ${paint.id(document.id ?? 'PLAN')}`,
    oneLine(document.label),
    `${parts.length} of ${document.parts.length} open parts`,
    paint.quiet(what),
  ]);
  const lines = [
    headline(plan, look),
    ...hanging('', `${oneLine(file)}, ${countOf(frames, 'part')}: ${counts.join(', ')}`, paint.quiet, look),
    ...(asked === null ? [] : [paint.quiet(callsText(asked.agent, asked.made))]),
    ...(rows.length === 0 ? [] : ['', ...tableLines(rows, [{}, { least: 12 }, {}, {}], look)]),
    ...(heldBack.length === 0 ? [] : ['']),
    ...heldBack.flatMap(({ label, texts }) =>
      bullets(
        paint.warning(warning),
        `${oneLine(label)} stays as it is: ${countOf(texts, 'text')} would fit, and something else for it does not.`,
        look,
      ),
    ),
  ];
  return `${lines.join('\n')}\n`;
};
