/**
 * Takes `[plan] <ids...>` apart, where the plan may be left out: the first word is the plan unless it is an id.
 */
export const planAndIds = (
  words: readonly string[],
): { readonly plan: string | undefined; readonly ids: readonly string[] } => {
  const [first, ...rest] = words;
  return first === undefined || /^\d+(?:\.\d+)*$/.test(first)
    ? { plan: undefined, ids: words }
    : { plan: first, ids: rest };
};
