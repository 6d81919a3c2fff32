/** A document cut behind its YAML header. `firstLine` is the 1-based line at which `body` starts. */
interface SplitDocument {
  readonly metadata: Readonly<Record<string, string>>;
  readonly body: string;
  readonly firstLine: number;
}

const entry = /^([A-Za-z][\w -]{0,60}):(?:\s+(.*))?$/;
const longestHeader = 20_000;

/**
 * Takes the header between two `---` lines off a document. Plain `name: value` lines and lists of values are read;
 * deeper YAML is left out of the metadata. A document whose first line is a rule, with no such header, stays whole.
 */
export const splitFrontMatter = (text: string): SplitDocument => {
  const whole = { metadata: {}, body: text, firstLine: 1 };
  const head = text.slice(0, longestHeader);
  const match = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|$(?![\s\S]))/m.exec(head);
  if (match?.index !== 0) return whole;
  const lines = (match[1] ?? '').split(/\r?\n/);
  if (!lines.every((line) => /^\s*(?:$|#|- )|^\s+\S/.test(line) || entry.test(line))) return whole;
  const metadata: Record<string, string> = {};
  let open = '';
  for (const line of lines) {
    const field = entry.exec(line);
    if (field !== null) {
      open = field[1] ?? '';
      const value = (field[2] ?? '').replace(/\s+#.*$/, '').trim();
      metadata[open] = value.replace(/^(["'])(.*)\1$/, '$2');
    } else if (/^\s*- /.test(line) && open !== '') {
      metadata[open] = [metadata[open] ?? '', line.replace(/^\s*- /, '').trim()]
        .filter((part) => part !== '')
        .join(', ');
    }
  }
  return { metadata, body: text.slice(match[0].length), firstLine: match[0].split('\n').length };
};
