import type { Config } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { usualEffort, usualSizes } from './document-limits.ts';
import type { Limit, SizeLimit, Tier } from './document-limits.ts';

const tiers: readonly Tier[] = ['northStar', 'grammaplan', 'plan', 'subplan', 'executionTask'];

/** The key `check`: what `planloom check` asks of documents. */
export const readDocumentCheck = (value: ConfigValue): Config['check'] => {
  const advice = 'Write an object, or remove the key. Commands that work has to pass stand in "checks".';
  if (!value.isObject(['methodology', 'sizes', 'effort', 'off'], advice)) {
    return { methodology: 'auto', sizes: usualSizes, effort: usualEffort, off: [] };
  }
  const sizes = value.at('sizes');
  sizes.isObject(tiers);
  const size = (tier: Tier): SizeLimit => readSize(sizes.at(tier), usualSizes[tier]);
  const effort = value.at('effort');
  effort.isObject(['warning', 'error']);
  return {
    methodology: value.at('methodology').choice(['auto', 'always', 'never']) ?? 'auto',
    sizes: {
      northStar: size('northStar'),
      grammaplan: size('grammaplan'),
      plan: size('plan'),
      subplan: size('subplan'),
      executionTask: size('executionTask'),
    },
    effort: readLimit(effort, usualEffort),
    off:
      value
        .at('off')
        .list()
        ?.flatMap((one) => {
          const rule = one.text();
          return rule === null ? [] : [{ rule, at: one.place }];
        }) ?? [],
  };
};

const readSize = (value: ConfigValue, usual: SizeLimit): SizeLimit => {
  value.isObject(['least', 'warning', 'error']);
  return { least: readNumber(value.at('least'), usual.least), ...readLimit(value, usual) };
};

const readLimit = (value: ConfigValue, usual: Limit): Limit => {
  const warning = readNumber(value.at('warning'), usual.warning);
  const error = readNumber(value.at('error'), usual.error);
  if (warning === null || error === null || warning <= error) return { warning, error };
  // One of the two was moved past the other's usual value: it alone was meant.
  if (value.at('warning').isAbsent) return { warning: null, error };
  if (value.at('error').isAbsent) return { warning, error: null };
  value
    .at('warning')
    .error('wrong-order', `${value.subject} warns only behind its error.`, 'Make "warning" the smaller number.');
  return { warning, error };
};

/** A whole number from 1 on; null in the file switches the limit off. */
const readNumber = (value: ConfigValue, usual: number | null): number | null => {
  if (value.isAbsent) return usual;
  return value.value === null ? null : (value.number({ least: 1, whole: true }) ?? usual);
};
