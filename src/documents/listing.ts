/** A list that fits its document. `rest` is the sentence that says how many were left out and where they stand, or null. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly rest: string | null;
}

/** The first `most` of `all`; `where` is the place of the rest, a safe line of Markdown. */
export const listing = <T>(all: readonly T[], most: number, where: string): Listing<T> =>
  all.length <= most
    ? { items: all, rest: null }
    : { items: all.slice(0, most), rest: `${all.length - most} more of ${all.length}: see ${where}.` };

/** Words in one line, cut after `most`: "1.1, 1.2 and 7 more". */
export const wordList = (words: readonly string[], most: number): string =>
  words.length <= most ? words.join(', ') : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
