import { shortDigest } from '../../text/short-digest.ts';
import { headingsOf } from '../headings.ts';
import { openParts } from '../open-parts.ts';
import type { OpenPart } from '../open-parts.ts';

/** An open part that can be filled from afar. */
export interface FillPart extends OpenPart {
  /** Names the document and the part in it; another when the part, or its document, has become another. */
  readonly id: string;
  /** The heading that it stands under, without its marks; empty where there is none. */
  readonly heading: string;
  /** Of that heading, 0 to 6. */
  readonly depth: number;
}

/** The document's share of a part's id. */
export const documentOfPart = (id: string): string => id.slice(0, id.lastIndexOf('/'));

/**
 * The open parts of a document. `key` names the document in their ids, `path` is where it lies. An id rests on the words of
 * the part and on how many others have the same, so that it names nothing any more once one of those is filled.
 */
export const fillParts = (key: string, path: string, text: string): readonly FillPart[] => {
  const parts = openParts(text);
  const alike = new Map<string, number>();
  for (const part of parts) alike.set(part.text, (alike.get(part.text) ?? 0) + 1);
  const seen = new Map<string, number>();
  const headings = headingsOf(text);
  return parts.map((part) => {
    const number = (seen.get(part.text) ?? 0) + 1;
    seen.set(part.text, number);
    const heading = headings.findLast(({ line }) => line < part.line);
    const digest = shortDigest([path, part.text, number, alike.get(part.text)].join('\n'));
    return { ...part, id: `${key}/${digest}`, heading: heading?.title ?? '', depth: heading?.depth ?? 0 };
  });
};

/**
 * The document with texts in the place of some of its open parts, by line. Every other byte stays; the texts get the line
 * ends of the document.
 */
export const withFilledParts = (document: string, texts: ReadonlyMap<number, string>): string => {
  let line = 0;
  return document.replace(/([^\r\n]*)(\r\n|\n|\r|$)/g, (whole, _: string, end: string) => {
    line++;
    const text = whole === '' ? undefined : texts.get(line);
    return text === undefined ? whole : text.replaceAll('\n', end === '' ? lineEndOf(document) : end) + end;
  });
};

const lineEndOf = (document: string): string => /\r\n|\n|\r/.exec(document)?.[0] ?? '\n';
