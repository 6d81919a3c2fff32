import { cleanText, fenced } from './fenced-text.ts';
import type { ForeignText } from './fenced-text.ts';

/** Foreign text in a fence that nothing in it can end, at most so many bytes of it from its start. */
export const foreignFence = (text: string, mostBytes = Infinity, language: ForeignText['language'] = 'text'): string =>
  fenced({ text: cleanText(text), language, keep: 'start', most: mostBytes, source: null }, Infinity);
