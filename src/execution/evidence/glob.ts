/**
 * Whether a pattern is meant as one: it has `*`, `?` or `{a,b}`. Brackets and round brackets are letters like others,
 * since folders are named so (`app/[id]/page.tsx`).
 */
export const isGlob = (text: string): boolean => /[*?]|\{[^{}]*,[^{}]*\}/.test(text);

/**
 * Compiles a pattern for paths with slashes. `*` and `?` stay inside a name, `**` stands for any number of folders,
 * `{a,b}` for either; names that begin with a dot are names like others. A pattern whose last part is a plain name
 * matches that file, and everything below it as a folder; with a slash at its end only what is below.
 *
 * Patterns come from documents, so the time is bounded by the lengths of pattern and path, which regular expressions do
 * not promise.
 */
export const pathMatcher = (pattern: string): ((path: string) => boolean) => {
  if (!isGlob(pattern)) {
    const plain = pattern.replace(/\/+$/, '');
    const below = `${plain}/`;
    return (path) => path.startsWith(below) || (path === plain && plain === pattern);
  }
  const all = alternatives(pattern).map(partsOf);
  return (path) => {
    const names = path.split('/');
    return all.some((parts) => fits(parts, names, (part) => part === '**', nameFits));
  };
};

const partsOf = (pattern: string): readonly string[] => {
  const parts = pattern.split('/').filter((part, index, { length }) => part !== '' || index === length - 1);
  const last = parts.pop() ?? '';
  if (last === '' || last === '**') return [...parts, '**', '*'];
  return isGlob(last) ? [...parts, last] : [...parts, last, '**'];
};

const nameFits = (part: string, name: string): boolean =>
  part === name ||
  fits(
    Array.from(part),
    Array.from(name),
    (letter) => letter === '*',
    (wanted, letter) => wanted === '?' || wanted === letter,
  );

/** Goes back only to the last star: after a star, the first continuation that fits is as good as any later one. */
const fits = <P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isStar: (part: P) => boolean,
  isOne: (part: P, item: T) => boolean,
): boolean => {
  let at = 0;
  let item = 0;
  let star = -1;
  let starItem = 0;
  while (item < items.length) {
    const part = pattern[at];
    if (part !== undefined && isStar(part)) {
      star = at++;
      starItem = item;
    } else if (part !== undefined && isOne(part, items[item]!)) {
      at++;
      item++;
    } else if (star >= 0) {
      at = star + 1;
      item = ++starItem;
    } else return false;
  }
  while (at < pattern.length && isStar(pattern[at]!)) at++;
  return at === pattern.length;
};

const mostAlternatives = 256;

/** `a/{b,c{d,e}}` as `a/b`, `a/cd`, `a/ce`; the pattern alone when it would be too many. */
const alternatives = (pattern: string): readonly string[] => {
  let open = [pattern];
  for (;;) {
    const next = open.flatMap((one) => {
      // An innermost pair first: what is left of it is a pair of its own in the next round.
      const [pair, choices] = /\{([^{}]*,[^{}]*)\}/.exec(one) ?? [];
      return pair === undefined || choices === undefined
        ? [one]
        : choices.split(',').map((choice) => one.replace(pair, () => choice));
    });
    if (next.length > mostAlternatives) return [pattern];
    if (next.length === open.length && next.every((one, index) => one === open[index])) return next;
    open = next;
  }
};
