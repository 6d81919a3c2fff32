export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the next value of a kind lies in about four cases of five, going by those seen; null when none was. Few values
 * prove little: after one it may be half or twice as much, after ten still a tenth less or more.
 */
export const likelyRange = (seen: readonly number[]): Range | null => {
  const count = seen.length;
  if (count === 0) return null;
  const sorted = seen.toSorted((a, b) => a - b);
  const middle = quantile(sorted, 0.5);
  return {
    low: Math.min(quantile(sorted, 0.1), (middle * count) / (count + 1)),
    high: Math.max(quantile(sorted, 0.9), (middle * (count + 1)) / count),
  };
};

/** Of values in order, the one that the `part` (0 to 1) of them does not exceed, in between two where need be. */
export const quantile = (sorted: readonly number[], part: number): number => {
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
};
