import type { NodeRules } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import type { ExecutorNames } from './executor-names.ts';
import { nodeRuleKeys, readNodeRules } from './read-node-rules.ts';

interface Pools {
  readonly slots: Readonly<Record<string, number>>;
  readonly rules: Readonly<Record<string, NodeRules>>;
}

/** Slots and rules of the pools that say some. */
export const readPools = (value: ConfigValue, names: ExecutorNames): Pools => {
  const advice = 'Write "pools": { "default": { "slots": 3 } }.';
  const slots: [string, number][] = [];
  const rules: [string, NodeRules][] = [];
  if (!value.isObject(null, advice)) return { slots: {}, rules: {} };
  for (const [name, pool] of value.entries((key) => `The pool "${key}"`)) {
    if (!pool.isObject(['slots', ...nodeRuleKeys], advice)) continue;
    const count = pool.at('slots').number({ least: 1, whole: true });
    if (count !== null) slots.push([name, count]);
    const said = readNodeRules(pool, names);
    if (Object.keys(said).length > 0) rules.push([name, said]);
  }
  return { slots: Object.fromEntries(slots), rules: Object.fromEntries(rules) };
};
