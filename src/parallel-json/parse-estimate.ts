import type { Estimate } from '../domain/plan.ts';

const hoursPerUnit = { m: 1 / 60, h: 1, d: 8, w: 40 } as const;

const number = String.raw`(\d{1,6}(?:[.,]\d{1,6})?)`;
const unit = String.raw`(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)?\.?`;
const pattern = new RegExp(
  String.raw`^[~≈<]?\s*${number}\s*${unit}(?:\s*(?:-|–|—|\bto\b)\s*${number}\s*${unit})?\+?$`,
  'i',
);

/**
 * The estimate that a value of `estimated_hours` gives: 4, "4-6", "3h", "90 min", "1.5 to 2 hours", "2 days" (of 8
 * hours). A number without a unit is hours. `undefined` when it cannot be read, `null` when it says nothing.
 */
export const parseEstimate = (value: unknown): Estimate | null | undefined => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? range(value, value) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '') return null;
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [, from = '', unitOfFrom, to = from, unitOfTo] = found;
  return range(inHours(from, unitOfFrom ?? unitOfTo), inHours(to, unitOfTo ?? unitOfFrom));
};

const inHours = (text: string, unit = 'h'): number =>
  Number(text.replace(',', '.')) * hoursPerUnit[unit.charAt(0).toLowerCase() as keyof typeof hoursPerUnit];

const range = (a: number, b: number): Estimate => ({ minHours: Math.min(a, b), maxHours: Math.max(a, b) });
