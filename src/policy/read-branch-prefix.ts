import type { ConfigValue } from './config-value.ts';

/** What git refuses in the name of a branch; `.lock` counts at the end of a part only. */
const refused = /^[-/.]|\.\.|\/\/|\/\.|@\{|\.lock\/|[\0-\x20\x7f~^:?*[\\]/i;

/** A text that a branch's name may begin with. */
export const readBranchPrefix = (value: ConfigValue): string | null => {
  const prefix = value.text();
  if (prefix === null || (prefix !== '' && prefix.length <= 100 && !refused.test(prefix))) return prefix;
  return value.misfit(
    'what the name of a branch may begin with',
    'Write letters, digits, "-" and "/", such as "planloom/".',
  );
};
