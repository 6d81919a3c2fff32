import { derivedBlock } from './derived-block.ts';
import { linesOf, cell } from './markdown-text.ts';
import { openPart } from './open-parts.ts';

/** What handlebars hands to a block helper: a function that renders the block for a context. */
interface BlockOptions {
  readonly fn: (context: unknown) => string;
}

/** Nothing for null, and for what is no value: the options of a helper that was called without one. */
const words = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** What a template can say beyond handlebars' own `each`, `if`, `unless`, `with` and `lookup`. */
export const templateHelpers = {
  /** `{{cell text}}`: a value inside a table cell. */
  cell: (value: unknown): string => cell(words(value)),
  /** `{{open "wish"}}`: a part that only the designer can write, found again by `openParts`. */
  open: (wish: unknown): string => openPart(words(wish)),
  /** `{{#derived}} … {{/derived}}`: its lines come from the plan, are no evidence, and are watched for going stale. */
  derived(this: unknown, options: BlockOptions): string {
    return `${derivedBlock(linesOf(options.fn(this).trim()))}\n`;
  },
};
