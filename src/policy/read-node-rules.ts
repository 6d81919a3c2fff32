import type { RetryPolicy } from '../domain/run.ts';
import type { NodeRules } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import type { ExecutorNames } from './executor-names.ts';
import { present } from './present.ts';
import { readTimeLimits, timeLimitKeys } from './read-time-limits.ts';

/** Rules that hold for every node wherever they stand. */
export const commonRuleKeys = ['maxAttempts', 'retry', 'onFailure', ...timeLimitKeys];

export const nodeRuleKeys = ['executor', 'executors', ...commonRuleKeys];

/** What an object says about retry, failure and time. */
export const readCommonRules = (value: ConfigValue): NodeRules => {
  const retry = readRetry(value);
  return present({
    retry: Object.keys(retry).length > 0 ? retry : null,
    onFailure: value.at('onFailure').choice(['fail', 'escalate', 'skip']),
    ...readTimeLimits(value),
  });
};

/** The same, and who works on it. */
export const readNodeRules = (value: ConfigValue, names: ExecutorNames): NodeRules =>
  present({ executors: readExecutors(value, names), ...readCommonRules(value) });

const readRetry = (value: ConfigValue): Partial<RetryPolicy> => {
  const retry = value.at('retry');
  retry.isObject(['baseSeconds', 'factor', 'jitter']);
  const seconds = retry.at('baseSeconds').number({ least: 0, most: 86_400 });
  return present({
    maxAttempts: value.at('maxAttempts').number({ least: 1, most: 100, whole: true }),
    baseMs: seconds === null ? null : Math.round(seconds * 1000),
    factor: retry.at('factor').number({ least: 1, most: 10 }),
    jitter: retry.at('jitter').choice(['none', 'full']),
  });
};

const readExecutors = (value: ConfigValue, names: ExecutorNames): readonly string[] | null => {
  const one = value.at('executor');
  const several = value.at('executors');
  if (!one.isAbsent && !several.isAbsent) {
    return several.errorOfKey(
      'two-ways',
      `${value.subject} has "executor" and "executors".`,
      'Keep "executors": the first one works, the others are those to fall back on.',
    );
  }
  if (!one.isAbsent) {
    const name = names.read(one);
    return name === null ? null : [name];
  }
  const list = several.list();
  if (list?.length === 0)
    return several.error('empty-list', `${several.subject} names nobody.`, 'Name an executor, or remove the key.');
  const read = list?.map((item) => ({ item, name: names.read(item) })) ?? [];
  for (const { item, name } of read.filter((a, at) => read.findIndex((b) => a.name === b.name) !== at)) {
    if (name !== null)
      item.error('named-twice', `${several.subject} names "${name}" twice.`, 'Name each executor once.');
  }
  return list === null ? null : read.flatMap(({ name }) => name ?? []);
};
