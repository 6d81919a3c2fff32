import type { Estimate } from '../domain/plan.ts';

/** An estimate and the stretch of text that says it. */
interface FoundEstimate {
  readonly estimate: Estimate;
  readonly start: number;
  readonly end: number;
}

const hoursOf = (unit: string): number => {
  if (/^h/i.test(unit)) return 1;
  if (/^m/i.test(unit)) return 1 / 60;
  // A day of work has eight hours, a week has five days.
  return /^d/i.test(unit) ? 8 : 40;
};

const number = String.raw`\d{1,5}(?:[.,]\d{1,2})?(?![\d.]\d)`;
const unit = String.raw`(?:hours?|hrs?|h|minutes?|mins?|m|days?|d|weeks?|wks?|w)\b`;
const about = String.raw`(?:~|≈|<|≤|about |approx\.? ?|around |circa |ca\.? |up to )?\s*`;
const amount = new RegExp(
  String.raw`(?<![\w.,$#])${about}(?:(?<half>half an? )(?<halfUnit>hour|day)\b|` +
    String.raw`(?:(?<from>${number})\s*-?(?<fromUnit>${unit})?\s*(?:-|–|—|‑|\bto\b|\.\.)\s*~?\s*)?` +
    String.raw`(?<to>${number})\s*\+?\s*-?(?<toUnit>${unit})(?:\s*(?:and\s+)?(?<rest>\d{1,2})\s*(?:minutes?|mins?|m)\b)?)`,
  'i',
);
const bare = new RegExp(
  String.raw`^${about}(?<from>${number})(?:\s*(?:-|–|—|‑|to)\s*(?<to>${number}))?\s*(?=$|[(;,])`,
  'i',
);

const valueOf = (text: string): number => Number(text.replace(',', '.'));
const rounded = (hours: number): number => Math.round(hours * 10_000) / 10_000;
const between = (a: number, b: number): Estimate => ({
  minHours: rounded(Math.min(a, b)),
  maxHours: rounded(Math.max(a, b)),
});

// There is a digit in every amount but "half an hour".
const mayNameTime = (text: string): boolean => /\d|half/i.test(text);

/** The first amount of time with a unit in `text`: "4-6h", "1h 30m", "~2 days", "45 minutes". */
export const findEstimate = (text: string): FoundEstimate | undefined => {
  if (!mayNameTime(text)) return undefined;
  const match = amount.exec(text);
  const groups = match?.groups;
  if (match === null || groups === undefined) return undefined;
  const place = { start: match.index, end: match.index + match[0].length };
  if (groups.halfUnit !== undefined) {
    const half = hoursOf(groups.halfUnit) / 2;
    return { estimate: between(half, half), ...place };
  }
  const toUnit = groups.toUnit ?? 'h';
  const to = valueOf(groups.to ?? '0') * hoursOf(toUnit) + Number(groups.rest ?? 0) / 60;
  const from = groups.from === undefined ? to : valueOf(groups.from) * hoursOf(groups.fromUnit ?? toUnit);
  return { estimate: between(from, to), ...place };
};

/** "1h30" and "½ day" in the forms that the expressions know. */
const spelledOut = (text: string): string =>
  !/\dh\d|½/.test(text)
    ? text
    : text
        .replace(/\b(\d{1,3})h(\d\d)\b/g, '$1h $2m')
        .replace(/(\d{0,3})½/g, (_, whole: string) => `${whole || '0'}.5`);

/** The estimate that a field or a table cell holds; numbers without a unit are hours unless `hoursPerUnit` says otherwise. */
export const estimateOf = (value: string, hoursPerUnit = 1): Estimate | null => {
  const plain = spelledOut(value.slice(0, 200).replace(/[*_`]/g, '').trim());
  const found = findEstimate(plain);
  if (found !== undefined) return found.estimate;
  const groups = bare.exec(plain)?.groups;
  if (groups?.from === undefined) return null;
  const from = valueOf(groups.from) * hoursPerUnit;
  return between(from, groups.to === undefined ? from : valueOf(groups.to) * hoursPerUnit);
};
