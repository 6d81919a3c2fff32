import { posix } from 'node:path';
import { noConfig } from './config.ts';
import type { WorktreeConfig } from './config.ts';
import type { ConfigValue } from './config-value.ts';
import { insideAdvice, isInside } from './inside.ts';
import { readCommand } from './read-command.ts';

/** How working trees are made. */
export const readWorktree = (value: ConfigValue): WorktreeConfig => {
  const usual = noConfig.worktree;
  if (!value.isObject(['mode', 'setup', 'bring'])) return usual;
  return {
    mode: value.at('mode').choice(['clone', 'copy', 'none']) ?? usual.mode,
    setup:
      value
        .at('setup')
        .list()
        ?.flatMap((command) => wrapped(readCommand(command))) ?? usual.setup,
    bring:
      value
        .at('bring')
        .list()
        ?.flatMap((path) => wrapped(readPath(path))) ?? usual.bring,
  };
};

/** A command of several words is a list itself, so that it cannot go into a flat map as it is. */
const wrapped = <Value>(value: Value | null): readonly Value[] => (value === null ? [] : [value]);

const readPath = (value: ConfigValue): string | null => {
  const path = value.text();
  if (path === null) return null;
  if (!isInside(path)) return value.misfit('a path inside the workspace', insideAdvice);
  return posix.normalize(path).replace(/\/$/, '');
};
