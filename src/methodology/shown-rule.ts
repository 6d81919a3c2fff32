import type { Rule } from './rule.ts';

/** A rule without what it does: what its page is made from. */
export interface ShownRule extends Omit<Rule, 'find' | 'fix'> {
  /** Whether `--fix` mends what it finds. */
  readonly isFixable: boolean;
}

export const shownRule = ({ id, name, severity, otherwise, counts, means, why, mend, fix }: Rule): ShownRule => ({
  id,
  name,
  severity,
  ...(otherwise === undefined ? {} : { otherwise }),
  counts,
  means,
  why,
  mend,
  isFixable: fix !== undefined,
});
