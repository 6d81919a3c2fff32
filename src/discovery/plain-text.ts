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

/** The text as it is, for what is not read as Markdown. */
export const writtenText = (text: string): PlainText => ({
  text,
  sourceOf: (offset) => Math.min(offset, text.length),
  textOf: (offset) => Math.min(offset, text.length),
});

/** Takes inline Markdown off `source`. Line feeds stay. */
export const plainText = (source: string): PlainText => {
  if (!mayHoldMarkup.test(source)) return writtenText(source);
  const words: string[] = [];
  const pieces: Piece[] = [];
  let length = 0;
  const push = (word: string, from: number, fixed: boolean): void => {
    if (word === '') return;
    words.push(word);
    pieces.push({ at: length, source: from, length: word.length, fixed });
    length += word.length;
  };

  let end = 0;
  for (const match of source.matchAll(markup)) {
    const { code, link, escaped, ticks = '' } = match.groups ?? {};
    const start = match.index;
    push(source.slice(end, start), end, false);
    end = start + match[0].length;
    if (code !== undefined) {
      if (idInCode.test(code.trim())) push(code, start + ticks.length, false);
      else push('`', start, true);
    } else if (link !== undefined) {
      push(link.replace(/[*`]/g, ' '), start + 1, false);
    } else if (escaped !== undefined) push(escaped, start + 1, false);
    else if (/^<br/i.test(match[0])) push(',', start, true);
    else if (match[0].startsWith(' ') || match[0].startsWith('\t')) push(' ', start, true);
  }
  push(source.slice(end), end, false);

  return {
    text: words.join(''),
    sourceOf: (offset) => {
      const piece = pieces.findLast(({ at }) => at <= offset);
      if (piece === undefined) return 0;
      if (offset >= length) return source.length;
      return piece.fixed ? piece.source : piece.source + (offset - piece.at);
    },
    textOf: (offset) => {
      const piece = pieces.find((one) => one.source >= offset || (!one.fixed && one.source + one.length > offset));
      return piece === undefined ? length : piece.at + Math.max(0, offset - piece.source);
    },
  };
};
