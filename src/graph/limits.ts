/** How many may run at the same time. Whole numbers of at least 1; `maxExecutors` may be Infinity. */
export interface Limits {
  readonly maxExecutors: number;
  /** Slots by pool; a pool that is not named here has `maxExecutors` slots. */
  readonly pools?: Readonly<Record<string, number>>;
}

/** Throws for a limit below 1 or a fraction: with one, a run would stand still for ever. */
export const refuseBadLimits = ({ maxExecutors, pools = {} }: Limits): void => {
  for (const [name, slots] of [['maxExecutors', maxExecutors] as const, ...Object.entries(pools)]) {
    if (!(slots >= 1) || (slots !== Infinity && !Number.isInteger(slots))) {
      throw new Error(`Internal error: the limit ${name} is ${slots}; it must be a whole number of at least 1.`);
    }
  }
};
