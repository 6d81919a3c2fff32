import { inline } from './markdown-text.ts';

/**
 * Foreign text for a PLAN that planloom writes, as one safe line: it can be no field ("Effort: 900 h"), no list and no bold
 * lead of the document that it stands in.
 */
export const planLine = (text: string): string => inline(tamed(text));

/** The same; null for what says nothing. */
export const planLineOrNull = (text: string | null): string | null => {
  const line = planLine(text ?? '');
  return line === '' ? null : line;
};

const tamed = (text: string): string => {
  const words = text
    .replace(/[\s\u0085]+/g, ' ')
    .replaceAll('**', '')
    .replace(/^(?:[-+*>#_~•|]+\s*|\[[ xX]\]\s*)+/, '')
    .replace(/^(\d{1,9})([.)])(?=\s)/, '$1\\$2')
    .trim();
  // A name with a colon behind it is a field; a dash says the same.
  return words.replace(/^([^:：]{1,100}?)\s*[:：](?=\s|$)/, '$1 –').replace(/\s–$/, '');
};
