import type { TimeLimits } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { present } from './present.ts';

/** Timers of the platform end at 24 days; this is 11. */
const longest = 1_000_000;

export const timeLimitKeys = ['timeoutSeconds', 'idleTimeoutSeconds'];

/** `timeoutSeconds` and `idleTimeoutSeconds` of an object. */
export const readTimeLimits = (value: ConfigValue): TimeLimits =>
  present({
    timeoutMs: readSeconds(value.at('timeoutSeconds')),
    idleTimeoutMs: readSeconds(value.at('idleTimeoutSeconds')),
  });

/** A time limit in milliseconds. */
export const readSeconds = (value: ConfigValue): number | null => {
  const seconds = value.number({ least: 0, above: true, most: longest });
  // At least a millisecond: a limit that is rounded to 0 would be none.
  return seconds === null ? null : Math.max(1, Math.round(seconds * 1000));
};
