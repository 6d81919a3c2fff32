import { textOf, type Fields } from './fields.ts';

/**
 * How long a service asks one to wait, in milliseconds, by the headers of its answer with names in small letters; null: it
 * does not say. A time of day is counted from the answer's own date, so that the clock here plays no part.
 */
export const retryAfter = (headers: Fields): number | null => {
  const exact = Number.parseFloat(textOf(headers['retry-after-ms']));
  if (exact >= 0) return Math.ceil(exact);
  const asked = textOf(headers['retry-after']).trim();
  if (/^\d+(?:\.\d+)?$/.test(asked)) return Math.ceil(Number(asked) * 1000);
  const wait = Date.parse(asked) - Date.parse(textOf(headers.date));
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
};
