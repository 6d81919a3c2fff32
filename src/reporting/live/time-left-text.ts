import type { Range } from '../../app/run/likely-range.ts';

interface Unit {
  readonly name: string;
  readonly seconds: number;
  /** Of `name`, what is worth telling apart. */
  readonly step: number;
}

const unitFor = (seconds: number): Unit => {
  if (seconds <= 90) return { name: 's', seconds: 1, step: 5 };
  if (seconds <= 90 * 60) return { name: 'min', seconds: 60, step: seconds <= 600 ? 1 : 5 };
  return { name: 'h', seconds: 3600, step: 0.5 };
};

/**
 * How long it still takes, no more exactly than it is known: `about 12 to 18 min left`, `less than 2 min left`. The low
 * end is rounded down and the high end up, so that the range never says less than what was found.
 */
export const timeLeftText = ({ low, high }: Range): string => {
  const most = rounded(high, Math.ceil);
  const least = rounded(low, Math.floor);
  if (least.count === 0) return `less than ${most.count} ${most.name} left`;
  if (least.name !== most.name) return `about ${least.count} ${least.name} to ${most.count} ${most.name} left`;
  const range = least.count === most.count ? String(most.count) : `${least.count} to ${most.count}`;
  return `about ${range} ${most.name} left`;
};

const rounded = (
  given: number,
  round: (value: number) => number,
): { readonly count: number; readonly name: string } => {
  const { name, seconds, step } = unitFor(given);
  const count = round(given / seconds / step) * step;
  return { count: round === Math.ceil ? Math.max(step, count) : count, name };
};
