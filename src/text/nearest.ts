import { distance } from 'fastest-levenshtein';

const cut = (text: string): string => text.slice(0, 80).toLowerCase();

/** The candidates that `text` is most likely a slip of, at most `limit`, nearest first; equal ones in the order given. */
export const nearest = (text: string, candidates: readonly string[], limit = 3): readonly string[] => {
  const wanted = cut(text);
  const allowed = Math.max(1, Math.ceil(wanted.length / 2));
  return candidates
    .map((candidate) => ({ candidate, steps: distance(wanted, cut(candidate)) }))
    .filter(({ steps }) => steps <= allowed)
    .sort((a, b) => a.steps - b.steps)
    .slice(0, limit)
    .map(({ candidate }) => candidate);
};
