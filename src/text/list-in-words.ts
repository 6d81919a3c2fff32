/** "1.1", "1.1 and 1.2", "1.1, 1.2 and 7 more": at most `limit` are named. */
export const listInWords = (names: readonly string[], joiner: 'and' | 'or' = 'and', limit = 8): string => {
  const shown = names.length > limit ? [...names.slice(0, limit - 1), `${names.length - limit + 1} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${joiner} ${shown.at(-1)}`;
};
