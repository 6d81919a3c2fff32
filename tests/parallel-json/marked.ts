/**
 * A text in which the place of a problem is marked, as in `"dependencies": [«"9.9"»]`: the text without the marks, and
 * the place as `line:column+length`.
 */
export const marked = (text: string): { text: string; place: string } => {
  const start = text.indexOf('«');
  const before = text.slice(0, start).split(/\r\n|\n/);
  const length = Math.max(1, text.indexOf('»') - start - 1);
  return { text: text.replace(/[«»]/g, ''), place: `${before.length}:${before.at(-1)!.length + 1}+${length}` };
};
