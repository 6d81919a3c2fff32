import type { CheckConfig } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { isInside, insideAdvice } from './inside.ts';
import { readCommand } from './read-command.ts';
import { readSeconds } from './read-time-limits.ts';

/** A check: a command alone, or an object with one. */
export const readCheck = (value: ConfigValue): CheckConfig | null => {
  if (typeof value.value === 'string' || Array.isArray(value.value)) {
    const command = readCommand(value);
    return command === null ? null : { command, protect: null, timeoutMs: null };
  }
  const advice = 'Write a line such as "npm test", its words, or { "command": "npm test" }.';
  if (!value.isObject(['command', 'protect', 'timeoutSeconds'], advice)) return null;
  const protect = value
    .at('protect')
    .list()
    ?.flatMap((glob) => readGlob(glob) ?? []);
  const timeoutMs = readSeconds(value.at('timeoutSeconds'));
  if (value.at('command').isAbsent) return value.error('missing-key', `${value.subject} has no "command".`, advice);
  const command = readCommand(value.at('command'));
  return command === null ? null : { command, protect: protect ?? null, timeoutMs };
};

const readGlob = (value: ConfigValue): string | null => {
  const glob = value.text();
  if (glob === null || isInside(glob)) return glob;
  return value.misfit('a path or pattern inside the workspace', insideAdvice);
};
