import type { DocumentTemplate } from './document-template.ts';
import { bytesOf, fenced } from './fenced-text.ts';
import type { ForeignText } from './fenced-text.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';

/**
 * What a prompt shows. `share`, from 0 to 1: how much of the room each list gets. `fence` is called for each foreign text,
 * and answers with what stands for it.
 */
export type PromptView = (share: number, fence: (text: ForeignText) => string) => object;

/** So much of each text is kept, in UTF-8 bytes: a few lines, and where all of it is. */
const leastOfText = 400;

/**
 * A prompt as Markdown, of at most `maxBytes` of UTF-8 where that is possible, else the shortest that there is. Foreign
 * texts stand in fences; where not all fits, lists are shortened and the longest texts are cut, and lines say so. The same
 * view gives the same bytes. Fails only where the template does.
 */
export const boundedPrompt = (viewOf: PromptView, template: DocumentTemplate, maxBytes: number): Result<string> => {
  for (let share = 1; ; share /= 2) {
    const framed = frameOf(viewOf, share, template);
    if (!framed.ok) return framed;
    const { frame, texts } = framed.value;
    const sizes = texts.map((text) => Math.min(text.most ?? Infinity, bytesOf(text.text)));
    const left = maxBytes - bytesOf(frame) - texts.length * roomOfFence;
    // Half of the prompt is for the texts; lists give way to them.
    const wanted = sumOf(sizes);
    const least = sumOf(sizes.map((size) => Math.min(size, leastOfText)));
    if (share > smallestShare && left < Math.max(least, Math.min(maxBytes / 2, wanted))) continue;
    const cap = Math.max(leastOfText, fairCap(sizes, left));
    return ok(frame.replace(sign, (_, index: string) => fenced(texts[Number(index)]!, cap)));
  }
};

const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

const smallestShare = 1 / 64;

/** Fences and language of a text whose backticks are few; those of others are counted in `fairCap` as their own. */
const roomOfFence = 100;

/** No text has it: the code point is none of a character. */
const sign = /\ufdd1(\d+)\ufdd1/g;

/** The prompt with a mark in the place of each foreign text. */
const frameOf = (
  viewOf: PromptView,
  share: number,
  template: DocumentTemplate,
): Result<{ readonly frame: string; readonly texts: readonly ForeignText[] }> => {
  const texts: ForeignText[] = [];
  const view = viewOf(share, (text) => `\ufdd1${texts.push(text) - 1}\ufdd1`);
  const frame = template.render(view);
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
