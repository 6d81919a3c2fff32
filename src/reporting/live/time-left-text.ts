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
  const { name, seconds, step } = unitFor(high);
  const most = Math.max(step, Math.ceil(high / seconds / step) * step);
  const least = Math.floor(low / seconds / step) * step;
  if (least <= 0) return `less than ${most} ${name} left`;
  return least === most ? `about ${most} ${name} left` : `about ${least} to ${most} ${name} left`;
};
