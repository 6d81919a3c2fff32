/**
 * What a node without an estimate weighs, next to nothing: it changes no sum that is printed, and of two paths with equal
 * hours the one with more nodes is the longer.
 */
export const unknownHours = 1e-6;

const parts = 1e9;

/**
 * The sum of two durations, to a billionth of an hour: 0.1 + 0.2 is 0.3. Binary noise would otherwise decide between
 * paths of the same length, and be printed.
 */
export const addHours = (a: number, b: number): number => Math.round((a + b) * parts) / parts;

/** The sum of many durations, as exact as `addHours`. */
export const sumHours = (hours: Iterable<number>): number => {
  let sum = 0;
  for (const one of hours) sum = addHours(sum, one);
  return sum;
};
