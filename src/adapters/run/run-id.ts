import type { Chance } from '../../ports/chance.ts';

const letters = '0123456789abcdefghijklmnopqrstuvwxyz';

/**
 * The id of a run that begins now: `20261121-120301-k3f9`, by the clock of UTC, so that ids sort as the runs began. The
 * first two of the last four are the milliseconds, the others chance.
 */
export const newRunId = (now: Date, chance: Chance): string => {
  const digits = now.toISOString().replace(/\D/g, '');
  const milliseconds = now.getUTCMilliseconds().toString(36).padStart(2, '0');
  const tail = Array.from({ length: 2 }, () => letters[Math.floor(chance.next() * letters.length)]).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${milliseconds}${tail}`;
};

/** Whether this is the id of a run, and so the name of nothing but a folder. */
export const isRunId = (text: string): boolean => /^\d{8}-\d{6}-[0-9a-z]{4}$/.test(text);
