import type { Clock } from '../ports/clock.ts';

/** The day by the clock, in UTC, as documents give it: `2026-03-01`. */
export const today = ({ clock }: { readonly clock: Clock }): string => clock.now().toISOString().slice(0, 10);
