import type { Config } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { present } from './present.ts';

const known = ['usd', 'tokens', 'attemptUsd', 'attemptTokens', 'onReached'];

/** The key `budget`: what a run, and each of its attempts, may cost. */
export const readBudget = (value: ConfigValue): Config['budget'] => {
  if (!value.isObject(known)) return {};
  return present({
    runUsd: value.at('usd').number({ least: 0, above: true }),
    attemptUsd: value.at('attemptUsd').number({ least: 0, above: true }),
    runTokens: value.at('tokens').number({ least: 1, whole: true }),
    attemptTokens: value.at('attemptTokens').number({ least: 1, whole: true }),
    onReached: value.at('onReached').choice(['drain', 'stop']),
  });
};
