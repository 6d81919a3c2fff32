import { runPrompt as template } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import { bytesOf, fenced } from './fenced-text.ts';
import type { ForeignText } from './fenced-text.ts';
import type { RunPromptInput } from './run-prompt-input.ts';
import { runPromptView } from './run-prompt-view.ts';
import { templateHelpers } from './template-helpers.ts';

/**
 * The prompt of one attempt, as Markdown of at most `maxBytes` in UTF-8 (never less than 16,000). Foreign texts stand in
 * fences; where not all fits, lists are shortened and the longest texts are cut, and lines say so. The same input gives
 * the same bytes.
 */
export const runPrompt = (input: RunPromptInput, maxBytes = 100_000): string => {
  const most = Math.max(maxBytes, 16_000);
  for (let share = 1; ; share /= 2) {
    const { frame, texts } = framed(input, share);
    const left = most - bytesOf(frame) - texts.length * roomOfFence;
    // Half of the prompt is for the texts; lists give way to them.
    if (
      share > smallestShare &&
      left <
        Math.min(
          most / 2,
          texts.reduce((sum, { text }) => sum + bytesOf(text), 0),
        )
    ) {
      continue;
    }
    const cap = fairCap(
      texts.map(({ text }) => bytesOf(text)),
      left,
    );
    return frame.replace(sign, (_, index: string) => fenced(texts[Number(index)]!, cap));
  }
};

const smallestShare = 1 / 64;

/** Fences and language of a text whose backticks are few; those of others are counted in `fairCap` as their own. */
const roomOfFence = 100;

/** No text has it: the code point is none of a character. */
const sign = /\ufdd0(\d+)\ufdd0/g;

/** The prompt with a mark in the place of each foreign text. */
const framed = (
  input: RunPromptInput,
  share: number,
): { readonly frame: string; readonly texts: readonly ForeignText[] } => {
  const texts: ForeignText[] = [];
  const view = runPromptView(input, share, (text) => `\ufdd0${texts.push(text) - 1}\ufdd0`);
  return { frame: tidyDocument(template(view, { helpers: templateHelpers })), texts };
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
