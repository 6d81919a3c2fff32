import type { Problem } from '../domain/problem.ts';
import { otherRules } from '../methodology/other-rules.ts';
import { rules } from '../methodology/rules.ts';
import type { Config } from '../policy/config.ts';
import { nearest } from '../text/nearest.ts';

/** Rules that the configuration switches off and that do not exist, or stay on. */
export const unknownRules = ({ check }: Pick<Config, 'check'>): readonly Problem[] => {
  const known = [...rules.map(({ id }) => id), ...otherRules.map(([id]) => id)];
  const fixed = new Set(otherRules.flatMap(([id, , staysOn]) => (staysOn === true ? [id] : [])));
  return check.off.flatMap(({ rule, at }): readonly Problem[] => {
    if (fixed.has(rule)) {
      const message = `The rule "${rule}" cannot be switched off.`;
      const advice = 'Remove it here, and mend what it finds.';
      return [{ rule: 'always-on', severity: 'warning', at, message, advice }];
    }
    if (known.includes(rule)) return [];
    const [alike] = nearest(rule, known, 1);
    const advice = alike === undefined ? 'Remove it.' : `Did you mean "${alike}"?`;
    return [{ rule: 'unknown-rule', severity: 'warning', at, message: `There is no rule "${rule}".`, advice }];
  });
};
