const longest = 200;

/** A word as one types it in a shell; what is long is left open. */
export const shellWord = (word: string): string => {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return word.length > longest || /[\n\r]/.test(word) ? '"…"' : `'${word.replaceAll("'", `'\\''`)}'`;
};
