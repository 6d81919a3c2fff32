import { expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { findRoot } from '../../src/adapters/find-root.ts';
import { workspace } from '../support/workspace.ts';

test('an empty folder .git, which sandboxes leave, makes no workspace', () => {
  const at = workspace();
  const inner = at.path('a/b');
  mkdirSync(inner, { recursive: true });
  mkdirSync(at.path('a/.git'));
  const without = findRoot(inner);
  expect(without).not.toBe(at.path('a'));
  at.write('a/.git/HEAD', 'ref: refs/heads/main\n');
  expect(findRoot(inner)).toBe(at.path('a'));
});
