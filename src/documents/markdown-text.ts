/** Longest value that is taken over whole, in UTF-16 units. What is longer belongs into the plan, where it already stands. */
const longestText = 400;

/** The lines of a text, as editors count them: ended by LF, CRLF or CR. */
export const linesOf = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** Also without the code points that are no characters: our own marks are made of them. */
const withoutControls = (text: string): string => text.replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufdd0-\ufdef]/g, '');

const shortened = (text: string): string => {
  if (text.length <= longestText) return text;
  const cut = text.slice(0, longestText - 1);
  // A surrogate pair is never cut in two.
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

/** `\!` shows as `!`, but no reader of comments or of our markers takes it for the start of one. */
const withoutComments = (text: string): string => text.replaceAll('<!--', '<\\!--');

const collapsed = (text: string): string =>
  withoutComments(shortened(withoutControls(text.replace(/[\s\u0085]+/g, ' ')).trim()));

const opensBlock: readonly RegExp[] = [
  /^#{1,6}(?:\s|$)/, // heading
  /^>/, // quote
  /^(?:`{3}|~{3})/, // fence
  /^(?:=+|-+|([-*_])(?:\s*\1){2,})\s*$/, // underline of a heading, thematic break
  /^<(?!https?:|mailto:)/, // HTML
  /^\|/, // table row
  /^\[[^\]]+\]:/, // definition
];

/**
 * Foreign text as one line of Markdown that can stand at the start of a line, of a list item or inside a sentence.
 * Inline Markdown and every letter stay as they are; only what would open a block, a comment, or swallow what follows
 * is disarmed. Table cells need `cell` on top of it.
 */
export const inline = (text: string): string => {
  const line = collapsed(text);
  const safe = opensBlock.some((pattern) => pattern.test(line)) ? `\\${line}` : line;
  const backslashes = /\\*$/.exec(safe)?.[0].length ?? 0;
  return backslashes % 2 === 1 ? `${safe}\\` : safe;
};

/** Foreign text of several lines, each made safe as by `inline`; empty lines are left out. */
export const inlineLines = (text: string): string[] =>
  linesOf(text)
    .map(inline)
    .filter((line) => line !== '');

/** Foreign text as it was written, in a code span that holds whatever backticks it has. */
export const code = (text: string): string => {
  const line = collapsed(text);
  const runs = line.match(/`+/g) ?? [];
  const longest = Math.max(0, ...runs.map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
};

/** A safe line, made fit for a table cell: pipes that are not escaped yet are. */
export const cell = (line: string): string =>
  line.replace(/(\\*)\|/g, (pipe: string, backslashes: string) =>
    backslashes.length % 2 === 1 ? pipe : `${backslashes}\\|`,
  );

/** A file name without the folders before it, whichever slash they use. */
export const baseName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
