import type { Problem } from '../domain/problem.ts';
import { otherRules } from '../methodology/other-rules.ts';
import { rules } from '../methodology/rules.ts';
import type { Config } from '../policy/config.ts';
import { nearest } from '../text/nearest.ts';

/** Rules that the configuration switches off and that do not exist. */
export const unknownRules = ({ check }: Pick<Config, 'check'>): readonly Problem[] => {
  const known = [...rules.map(({ id }) => id), ...otherRules.map(([id]) => id)];
  return check.off
    .filter(({ rule }) => !known.includes(rule))
    .map(({ rule, at }): Problem => {
      const [alike] = nearest(rule, known, 1);
      return {
        rule: 'unknown-rule',
        severity: 'warning',
        at,
        message: `There is no rule "${rule}".`,
        advice: alike === undefined ? 'Remove it.' : `Did you mean "${alike}"?`,
      };
    });
};
