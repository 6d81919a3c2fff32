/** Text without its inline Markdown, and where each of its characters stood. */
export interface PlainText {
  readonly text: string;
  /** Offset in the source of each character of `text`, and of its end. */
  readonly offsets: readonly number[];
}

const idInCode = /^(?:SUBPLAN_[\w-]+|#?\d{1,4}(?:\.\d{1,4}){1,2})(?:\.md)?$/;

/**
 * What stands at a place and is left out or replaced: comments and struck-out words vanish, a code span is a word that
 * means nothing here unless it is an id, links and emphasis leave their words.
 */
const markup = new RegExp(
  [
    /<!--[\s\S]*?-->/, // comment
    /~~[^~\n]+~~/, // struck out
    /(?<ticks>`+)(?<code>[^`]+)\k<ticks>/, // code span
    /!\[[^\]\n]*\]\([^()\n]*\)/, // image
    /\[(?<link>[^\]\n]+)\]\([^()\n]*\)/, // link
    /<br\s*\/?>/, // line break
    /<\/?[a-z][a-z\d]*(?:\s[^<>\n]*)?>/, // tag
    /\\(?<escaped>[!-/:-@[-`{-~])/, // escape
    /\*+/, // emphasis
    /(?<![\w])__?(?=\S)|(?<=\S)__?(?![\w])/, // emphasis
  ]
    .map((part) => part.source)
    .join('|'),
  'gi',
);

/** Takes inline Markdown off `source`. Line feeds stay. */
export const plainText = (source: string): PlainText => {
  const parts: string[] = [];
  const offsets: number[] = [];
  const keep = (from: number, to: number): void => {
    parts.push(source.slice(from, to));
    for (let at = from; at < to; at++) offsets.push(at);
  };
  const put = (word: string, at: number): void => {
    parts.push(word);
    for (let i = 0; i < word.length; i++) offsets.push(at);
  };

  let end = 0;
  for (const match of source.matchAll(markup)) {
    const { code, link, escaped } = match.groups ?? {};
    keep(end, match.index);
    end = match.index + match[0].length;
    if (code !== undefined) {
      const start = match.index + (match.groups?.['ticks']?.length ?? 1);
      if (idInCode.test(code.trim())) keep(start, start + code.length);
      else put('`', match.index);
    } else if (link !== undefined) {
      const inner = plainText(link);
      parts.push(inner.text);
      for (let i = 0; i < inner.text.length; i++) offsets.push(match.index + 1 + (inner.offsets[i] ?? 0));
    } else if (escaped !== undefined) keep(match.index + 1, end);
    else if (/^<br/i.test(match[0])) put(',', match.index);
  }
  keep(end, source.length);
  offsets.push(source.length);
  return { text: parts.join(''), offsets };
};
