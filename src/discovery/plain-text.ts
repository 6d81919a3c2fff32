import { lazy } from './lazy.ts';

/** Text without its inline Markdown, and the way back to where its characters stood. */
export interface PlainText {
  readonly text: string;
  /** Offset in the source of the character at `offset` of `text`; that of the end for all behind it. */
  readonly sourceOf: (offset: number) => number;
  /** Offset in `text` of the first character that stands at `offset` of the source or behind it. */
  readonly textOf: (offset: number) => number;
}

/** A stretch of the text: it starts at `at`, in the source at `source`; `fixed`: all of it stands for that one place. */
interface Piece {
  readonly at: number;
  readonly source: number;
  readonly length: number;
  readonly fixed: boolean;
}

const idInCode = /^(?:SUBPLAN_[\w-]+|#?\d{1,4}(?:\.\d{1,4}){1,2})(?:\.md)?$/;

/**
 * What is left out or replaced: comments and struck-out words vanish, a code span is a word that means nothing here
 * unless it is an id, links and emphasis leave their words. Lengths are bounded so that no text takes long.
 */
const markup = new RegExp(
  [
    /[ \t]{2,}/, // a run of blanks counts as one
    /<!--[\s\S]{0,1000}?-->/, // comment
    /~~[^~\n]{1,1000}~~/, // struck out
    /(?<ticks>`+)(?<code>[^`]{1,1000})\k<ticks>/, // code span
    /!\[[^[\]\n]{0,400}\]\([^()\n]{0,400}\)/, // image
    /(?<open>\[)(?<link>[^[\]\n]{1,400})\]\([^()\n]{0,400}\)/, // link
    /<br\s*\/?>/, // line break
    /<\/?[a-z][a-z\d]*(?:\s[^<>\n]{0,400})?>/, // tag
    /\\(?<escaped>[!-/:-@[-`{-~])/, // escape
    /\*+/, // emphasis
    /(?<![\w])__?(?=\S)|(?<=\S)__?(?![\w])/, // emphasis
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);
const mayHoldMarkup = /[*_`~<[\\]|[ \t]{2}/;
const mayHoldMoreThanStars = /[_`~<[\\]|[ \t]{2}/;

/** The text as it is, for what is not read as Markdown. */
export const writtenText = (text: string): PlainText => ({
  text,
  sourceOf: (offset) => Math.min(offset, text.length),
  textOf: (offset) => Math.min(offset, text.length),
});

/** Takes inline Markdown off `source`. Line feeds stay. */
export const plainText = (source: string): PlainText => {
  if (!mayHoldMarkup.test(source)) return writtenText(source);
  const text = mayHoldMoreThanStars.test(source)
    ? source.replace(markup, (match: string, ...groups: unknown[]) => wordFor(match, groups.at(-1) as Groups).word)
    : source.replaceAll('*', '');
  const pieces = lazy(() => piecesOf(source));
  return {
    text,
    sourceOf: (offset) => {
      const piece = pieceAt(pieces(), offset);
      if (piece === undefined) return 0;
      if (offset >= text.length) return source.length;
      return piece.fixed ? piece.source : piece.source + (offset - piece.at);
    },
    textOf: (offset) => {
      const piece = pieces().find((one) => one.source >= offset || (!one.fixed && one.source + one.length > offset));
      return piece === undefined ? text.length : piece.at + Math.max(0, offset - piece.source);
    },
  };
};

type Groups = Readonly<Record<string, string | undefined>>;

/** What stands in the text for a match of `markup`: a word that is at `skip` in it, or, `fixed`, stands for all of it. */
const wordFor = (
  match: string,
  groups: Groups,
): { readonly word: string; readonly skip: number; readonly fixed: boolean } => {
  const { code, link, escaped, ticks = '' } = groups;
  if (code !== undefined)
    return idInCode.test(code.trim())
      ? { word: code, skip: ticks.length, fixed: false }
      : { word: '`', skip: 0, fixed: true };
  if (link !== undefined) return { word: link.replace(/[*`]/g, ' '), skip: 1, fixed: false };
  if (escaped !== undefined) return { word: escaped, skip: 1, fixed: false };
  if (/^<br/i.test(match)) return { word: ',', skip: 0, fixed: true };
  return { word: match.startsWith(' ') || match.startsWith('\t') ? ' ' : '', skip: 0, fixed: true };
};

/** The last piece that starts at `offset` or before it. */
const pieceAt = (pieces: readonly Piece[], offset: number): Piece | undefined => {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.at <= offset) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1];
};

/** Where the text of `source` comes from, piece by piece. Few passages are ever asked for it. */
const piecesOf = (source: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  let length = 0;
  const push = (word: string, from: number, fixed: boolean): void => {
    if (word === '') return;
    pieces.push({ at: length, source: from, length: word.length, fixed });
    length += word.length;
  };
  let end = 0;
  for (const match of source.matchAll(markup)) {
    push(source.slice(end, match.index), end, false);
    const { word, skip, fixed } = wordFor(match[0], match.groups ?? {});
    push(word, match.index + skip, fixed);
    end = match.index + match[0].length;
  }
  push(source.slice(end), end, false);
  return pieces;
};
