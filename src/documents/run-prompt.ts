import { runPrompt as template } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import type { DocumentTemplate } from './document-template.ts';
import { bytesOf, fenced } from './fenced-text.ts';
import type { ForeignText } from './fenced-text.ts';
import type { RunPromptInput } from './run-prompt-input.ts';
import { runPromptView } from './run-prompt-view.ts';
import type { RunPromptView } from './run-prompt-view.ts';
import { templateHelpers } from './template-helpers.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

export interface RunPromptOptions {
  /** In UTF-8; never less than 16,000. Default: 100,000. */
  readonly maxBytes?: number;
  /** The workspace's own. */
  readonly template?: DocumentTemplate | undefined;
}

/**
 * The prompt of one attempt, as Markdown. Foreign texts stand in fences; where not all fits, lists are shortened and the
 * longest texts are cut, and lines say so. The same input gives the same bytes. Fails only where a template of the
 * workspace's own does.
 */
export const runPrompt = (
  input: RunPromptInput,
  { maxBytes = 100_000, template: own = planloomsOwn }: RunPromptOptions = {},
): Result<string> => {
  const most = Math.max(maxBytes, 16_000);
  for (let share = 1; ; share /= 2) {
    const framed = frameOf(input, share, own);
    if (!framed.ok) return framed;
    const { frame, texts } = framed.value;
    const sizes = texts.map((text) => Math.min(text.most ?? Infinity, bytesOf(text.text)));
    const left = most - bytesOf(frame) - texts.length * roomOfFence;
    // Half of the prompt is for the texts; lists give way to them.
    const wanted = sizes.reduce((sum, size) => sum + size, 0);
    if (share > smallestShare && left < Math.min(most / 2, wanted)) continue;
    const cap = fairCap(sizes, left);
    return ok(frame.replace(sign, (_, index: string) => fenced(texts[Number(index)]!, cap)));
  }
};

const planloomsOwn: DocumentTemplate = {
  render: (view) => ok(tidyDocument(template(view, { helpers: templateHelpers }))),
};

const smallestShare = 1 / 64;

/** Fences and language of a text whose backticks are few; those of others are counted in `fairCap` as their own. */
const roomOfFence = 100;

/** No text has it: the code point is none of a character. */
const sign = /\ufdd1(\d+)\ufdd1/g;

/** The prompt with a mark in the place of each foreign text. */
const frameOf = (
  input: RunPromptInput,
  share: number,
  own: DocumentTemplate,
): Result<{ readonly frame: string; readonly texts: readonly ForeignText[] }> => {
  const texts: ForeignText[] = [];
  const view: RunPromptView = runPromptView(input, share, (text) => `\ufdd1${texts.push(text) - 1}\ufdd1`);
  const frame = own.render(view);
  return frame.ok ? ok({ frame: frame.value, texts }) : frame;
};

/** The most that each text may take so that all of them take `room`: only the longest are cut. */
const fairCap = (sizes: readonly number[], room: number): number => {
  const sorted = [...sizes].sort((a, b) => a - b);
  let left = room;
  for (const [index, size] of sorted.entries()) {
    const each = Math.floor(left / (sorted.length - index));
    if (size > each) return each;
    left -= size;
  }
  return Infinity;
};
