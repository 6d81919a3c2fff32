import { describe, expect, test } from 'vitest';
import { findPlan } from '../../src/workspace/find-plan.ts';
import { workspaceRoot } from '../../src/workspace/workspace-root.ts';

const station = 'work-space/plans/STATION/PLAN_STATION.md';
const station2 = 'work-space/plans/STATION_2/PLAN_STATION_2.md';
const museum = 'plans/site/PLAN_Museum Site.md';
const paths = [station2, station, museum, 'work-space/plans/STATION/PLAN-NOTES.md', 'README.md'];

const find = (argument?: string, among: readonly string[] = paths) => {
  const found = findPlan(argument, among);
  return found.ok ? found.value.path : found.error.map(({ message, advice }) => `${message} ${advice}`).join('\n');
};

describe('a plan is found', () => {
  test.each([
    ['by its whole name beside a longer one', '@STATION', station],
    ['by its name in another case', '@station_2', station2],
    ['by a part of its name', '@museum', museum],
    ['by a part that only one has', '@N_2', station2],
    ['by its file name', '@PLAN_STATION.md', station],
    ['by a file name with spaces', '@plan_museum site.md', museum],
    ['by the name of its folder', '@site', museum],
    ['by a path from the root', `@${station}`, station],
    ['by a folder from the root', '@plans/site/', museum],
  ])('%s', (_, argument, path) => expect(find(argument)).toBe(path));

  test('without an argument when it is the only one', () => {
    expect(find(undefined, [museum, 'README.md'])).toBe(museum);
  });

  test('by a path by itself, which is left as it is', () => {
    expect(findPlan('../x/My Plan.md', paths)).toEqual({ ok: true, value: { kind: 'path', path: '../x/My Plan.md' } });
  });
});

describe('a plan is not found', () => {
  test('when several fit', () => {
    expect(find('@STAT')).toBe(`@STAT may be ${station} or ${station2}. Say more of the name, or give the path.`);
  });

  test('when two folders hold a file of that name', () => {
    const copy = 'archive/PLAN_STATION.md';
    expect(find('@PLAN_STATION.md', [...paths, copy])).toContain(`may be ${copy} or ${station}.`);
  });

  test('when none fits, and the nearest is named', () => {
    expect(find('@STATOIN')).toBe('No plan of this workspace is named @STATOIN. Did you mean @STATION or @STATION_2?');
    expect(find('@zzzzzzzzzz')).toContain('Its plans are Museum Site, STATION and STATION_2.');
    expect(find('@X', [])).toContain('It has no PLAN_*.md file.');
    expect(find('@', [station])).toContain('No plan of this workspace is named @.');
  });

  test('without an argument among several, or where there is none', () => {
    expect(find()).toContain('This workspace has 3 plans:');
    const none = find(undefined, []);
    expect(none).toContain('This workspace has no PLAN_*.md file. Begin one: planloom new plan NAME, or planloom init');
  });
});

describe('the root of a workspace', () => {
  const at = (path: string, ...entries: string[]) => ({ path, entries });

  test.each(['planloom.config.json', 'work-space', '.git'])('is the nearest folder upwards with %s', (mark) => {
    expect(workspaceRoot([at('/a/b/c', 'x.md'), at('/a/b', mark), at('/a', '.git')])).toBe('/a/b');
  });

  test('is not guessed from the text of a path', () => {
    expect(workspaceRoot([at('/work-space/plans/examples', 'x.md'), at('/work-space'), at('/')])).toBeNull();
  });
});
