/** A word as one types it in a shell; what is longer than `longest` is left open. */
export const shellWord = (word: string, longest = 200): string => {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return word.length > longest || /[\n\r]/.test(word) ? '"…"' : `'${word.replaceAll("'", `'\\''`)}'`;
};
