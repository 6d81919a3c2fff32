import { expect, test } from 'vitest';
import { achievementId } from '../../src/domain/ids.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import { ownConflicts } from '../../src/parallel-json/own-conflicts.ts';

const id = (text: string): AchievementId => achievementId(text)!;

test('only pairs without paths are a person’s; what is not in the plan is left out', () => {
  const pair = (a: string, b: string, paths: readonly string[] = []) => ({ a: id(a), b: id(b), paths });
  const conflicts = [pair('1.10', '1.2'), pair('1.1', '1.2', ['bus.c']), pair('1.1', '9.9'), pair('1.1', '1.1')];
  expect(ownConflicts({ conflicts }, new Set(['1.1', '1.2', '1.10'].map(id)))).toEqual([pair('1.2', '1.10')]);
});
