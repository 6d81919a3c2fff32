import { achievementId } from '../domain/ids.ts';
import type { NodeId } from '../domain/run.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';
import type { AchievementRules, Config } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import type { ExecutorNames } from './executor-names.ts';
import { present } from './present.ts';
import { nodeRuleKeys, readNodeRules } from './read-node-rules.ts';

/** What is said for single achievements. `pools`: the names of those that something is said about. */
export const readAchievements = (
  value: ConfigValue,
  names: ExecutorNames,
  pools: readonly string[],
): Config['achievements'] => {
  if (!value.isObject(null, 'Write "achievements": { "1.1": { "pool": "default" } }.')) return {};
  const rules: [NodeId, AchievementRules][] = [];
  for (const [key, one] of value.entries((id) => `The achievement "${id}"`)) {
    const id = achievementId(key);
    if (id === undefined) {
      one.errorOfKey('bad-id', `"${key}" is no id of an achievement.`, 'Write it as the plan does: "1.2", say.');
    } else if (
      one.isObject(['pool', 'evidence', ...nodeRuleKeys], 'Write { "executor": "…" } or another rule for it.')
    ) {
      rules.push([id, readRules(one, names, pools)]);
    }
  }
  return Object.fromEntries(rules);
};

const readRules = (value: ConfigValue, names: ExecutorNames, pools: readonly string[]): AchievementRules =>
  present({
    pool: readPool(value.at('pool'), pools),
    evidence: value.at('evidence').choice(['diff', 'none']),
    ...readNodeRules(value, names),
  });

const readPool = (value: ConfigValue, pools: readonly string[]): string | null => {
  const name = value.text();
  if (name === '') return value.misfit('the name of a pool', 'Write a name such as "default".');
  if (name !== null && !pools.includes(name)) {
    // It may be meant: a pool that nobody describes has as many slots as there are executors.
    const [alike] = nearest(name, pools, 1);
    const advice = alike === undefined ? `The pools are ${listInWords(pools)}.` : `Did you mean "${alike}"?`;
    value.warn('unknown-pool', `There is no pool "${name}", so only "maxExecutors" limits it.`, advice);
  }
  return name;
};
