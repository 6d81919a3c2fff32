import type { Estimate } from '../../domain/plan.ts';
import { findEstimate } from '../../plan-document/estimate.ts';
import { readTitle } from '../../plan-document/read-title.ts';

export const oneLine = (text: string): string => text.replace(/[\s\u0085]+/g, ' ').trim();

/** What ends with a full stop and goes on behind it; also single letters, as in "z. B." and "J. S. Bach". */
const abbreviated =
  /(?:^|[\s("'.])(?:\p{L}|dr|mr|mrs|ms|prof|st|jr|sr|no|nr|vs|etc|approx|ca|bzw|usw|inkl|ggf|evtl|inc|ltd|fig|sec|min|max|e\.g|i\.e|a\.m|p\.m)\.$/iu;

/** The sentences of a line; those of marks alone are left out. */
export const sentencesOf = (line: string): readonly string[] => {
  const sentences: string[] = [];
  for (const piece of line.split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}"'(`])/u)) {
    const before = sentences.at(-1);
    if (before !== undefined && abbreviated.test(before)) sentences[sentences.length - 1] = `${before} ${piece}`;
    else sentences.push(piece);
  }
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
};

/** What a text says of its effort, in brackets of its own: `(2h)`, `(2h, urgent)`. Hours in a sentence may be about anything. */
export const effortIn = (words: string): Estimate | null =>
  [...words.matchAll(/\(([^()]{1,80})\)/g)]
    .flatMap(([, inside = '']) => inside.split(/[,;]/).flatMap((part) => wholeEstimate(part.trim()) ?? []))
    .at(0) ?? null;

/** The estimate that is all of a text. */
export const wholeEstimate = (text: string): Estimate | undefined => {
  const found = findEstimate(text);
  return found?.start === 0 && found.end === text.length ? found.estimate : undefined;
};

/** `1.2.`, `3)`, `FR-1:` in front of a text. */
const numbering = /^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z]{1,4}-\d{1,4}:?)\s+(?=\S)/;

/** Without the number in front; a name such as FR-1 stays where `keepName` says so, since other words may mean it. */
export const withoutNumbering = (words: string, keepName = false): string =>
  keepName && /^[A-Z]/.test(words) ? words : words.replace(numbering, '');

const longestTitle = 70;

/** The words of the first sentence before a colon or a dash, without marks and without hours in brackets. */
export const shortWords = (words: string): string => {
  const [sentence = ''] = sentencesOf(withoutNumbering(words));
  const plain = sentence
    .replace(/\[([^\]]{1,200})\]\([^()\s]{0,400}\)/g, '$1')
    .replace(/[*`~#|]+|(?<!\w)_+|_+(?!\w)/g, '')
    .replace(/\(([^()]{1,80})\)/g, (bracket: string, inside: string) =>
      findEstimate(inside) === undefined ? bracket : '',
    )
    .replace(/\s+/g, ' ')
    .trim();
  const lead = /^(.{3,70}?)\s*(?:[:：](?:\s|$)|\s[–—-]\s)/u.exec(plain)?.[1] ?? plain;
  const cut = lead.length <= longestTitle ? lead : `${lead.slice(0, longestTitle).replace(/\s+\S*$/, '')} …`;
  const clean = cut.replace(/^[^\p{L}\p{N}("']+/u, '').replace(/[\s.,;:!–—-]+$/u, '');
  return clean.charAt(0).toUpperCase() + clean.slice(1);
};

/** A title from a text. What a reader of plans would take for effort or status at its end is left out. */
export const shortTitle = (words: string, otherwise: string): string => {
  const clean = shortWords(words);
  const asRead = readTitle(clean);
  const title = asRead.title === clean && isPlain(clean) ? clean : readTitle(asRead.title).title;
  return title !== '' && readTitle(title).title === title && isPlain(title)
    ? title.charAt(0).toUpperCase() + title.slice(1)
    : otherwise;
};

const isPlain = (title: string): boolean => {
  const { estimate, status } = readTitle(title);
  return estimate === null && status === null;
};
