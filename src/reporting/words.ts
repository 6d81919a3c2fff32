import type { AchievementId } from '../domain/ids.ts';
import type { Estimate } from '../domain/plan.ts';
import { type Condition, type Status, statuses } from '../domain/status.ts';

const plurals: Readonly<Record<string, string>> = { dependency: 'dependencies' };

/** `1 error`, `2 errors`. */
export const countOf = (count: number, noun: string): string =>
  `${count} ${count === 1 ? noun : (plurals[noun] ?? `${noun}s`)}`;

/** `hours` as the number that `hoursNumber` writes; `like` decides on the digits, for hours that belong together. */
export const roundedLike = (hours: number, like: number): number => {
  const parts = Math.abs(like) >= 10 ? 10 : 100;
  return Math.round(hours * parts) / parts;
};

/** Hours as a number a person writes: at most two digits after the point, one from ten hours on. */
export const hoursNumber = (hours: number): string => String(roundedLike(hours, hours));

export const hoursText = (hours: number): string => `${hoursNumber(hours)} h`;

/** The middle of an estimate, in hours. */
export const middleHours = (estimate: Estimate | null): number | null =>
  estimate === null ? null : (estimate.minHours + estimate.maxHours) / 2;

/** `4 h`, `3–5 h`, or a dash where the plan gives none. */
export const estimateText = (estimate: Estimate | null, range: string, none: string): string => {
  if (estimate === null) return none;
  const { minHours, maxHours } = estimate;
  return minHours === maxHours ? hoursText(minHours) : `${hoursNumber(minHours)}${range}${hoursText(maxHours)}`;
};

/** `percent` (0 to 100) without fraction; neither 0 nor 100 by rounding alone. */
export const percentText = (percent: number): string => {
  const whole = Math.round(percent);
  const honest = percent > 0 && whole === 0 ? 1 : percent < 100 && whole === 100 ? 99 : whole;
  return `${honest} %`;
};

/** A status or condition as words: `not started`. */
export const statusWord = (status: Status | Condition): string => status.replaceAll('_', ' ');

/** The end of a run's id, which commands take as well. */
export const shortRun = (runId: string): string => runId.split('-').at(-1)!;

/** `percent` without fraction, for a difference: what is more than nothing and rounds to nothing is `less than 1 %`. */
export const differenceText = (percent: number): string =>
  percent > 0 && percent < 0.5 ? 'less than 1 %' : percentText(percent);

/** `6 complete, 1 failed, 2 not started`: the furthest first, nothing that is zero. */
export const countsInWords = (counts: Readonly<Partial<Record<Status, number>>>): string => {
  const order: readonly Status[] = ['complete', 'skipped', 'failed', ...statuses.slice(0, 4).toReversed()];
  return order
    .filter((status) => (counts[status] ?? 0) > 0)
    .map((status) => `${counts[status]} ${statusWord(status)}`)
    .join(', ');
};

/** As many ids as fit `width` columns, and how many more there are: `1.1, 1.2 +4`. */
export const idList = (ids: readonly AchievementId[], width = Infinity): string => {
  const all = ids.join(', ');
  if (all.length <= width) return all;
  for (let count = ids.length - 1; count > 0; count--) {
    const some = `${ids.slice(0, count).join(', ')} +${ids.length - count}`;
    if (some.length <= width) return some;
  }
  return `${ids.length} of them`;
};
