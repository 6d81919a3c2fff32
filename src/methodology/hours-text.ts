import type { Estimate } from '../domain/plan.ts';

/** An estimate as plans write it, with their unit: `3-4h`, `2 hours`. */
export const hoursText = ({ minHours, maxHours }: Estimate, unit: string): string =>
  `${minHours === maxHours ? minHours : `${minHours}-${maxHours}`}${unit.length === 1 ? '' : ' '}${unit}`;
