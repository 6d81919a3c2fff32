import type { Estimate } from '../domain/plan.ts';

const rounded = (value: number): number => Math.round(value * 100) / 100;

/**
 * An estimate in words that a reader of documents takes back without loss: "4-6 hours", "1.25 hours", "20 minutes".
 * Minutes where hours would need more than two decimals.
 */
export const estimateText = ({ minHours, maxHours }: Estimate): string => {
  const exact = [minHours, maxHours].every((hours) => Math.abs(rounded(hours) - hours) < 1e-9);
  const [from, to, unit] = exact
    ? [rounded(minHours), rounded(maxHours), 'hour']
    : [Math.round(minHours * 60), Math.round(maxHours * 60), 'minute'];
  return `${from === to ? from : `${from}-${to}`} ${unit}${to === 1 ? '' : 's'}`;
};

/** The share of an estimate's middle that a phase is given, in whole five minutes: "about 50 min", "about 3 h 20 min". */
export const shareText = ({ minHours, maxHours }: Estimate, share: number): string => {
  const minutes = Math.max(5, Math.round(((minHours + maxHours) * 30 * share) / 5) * 5);
  const hours = Math.floor(minutes / 60);
  const parts = [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : ''];
  return `about ${parts.filter((part) => part !== '').join(' ')}`;
};
