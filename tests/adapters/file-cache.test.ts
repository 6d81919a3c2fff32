import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { fileCache } from '../../src/adapters/file-cache.ts';
import type { Workspace } from '../support/workspace.ts';
import { workspace } from '../support/workspace.ts';

let place: Workspace;
const entries = (): string[] => readdirSync(place.path('.git/planloom/cache'));

describe('the cache', () => {
  beforeEach(() => {
    place = workspace({ 'PLAN_X.md': '' });
    execFileSync('git', ['init', '--quiet'], { cwd: place.root });
  });

  const cache = (version = '1.0.0') => fileCache(place.root, version, {});

  test('gives back a text for exactly the parts that it was kept by', async () => {
    await cache().write(['ab', 'c'], 'kept');
    expect(await cache().read(['ab', 'c'])).toBe('kept');
    expect(await cache().read(['a', 'bc'])).toBeUndefined();
    expect(await cache().read(['ab'])).toBeUndefined();
  });

  test('knows nothing of what another version kept', async () => {
    await cache('1.0.0').write(['plan'], 'kept');
    expect(await cache('1.0.1').read(['plan'])).toBeUndefined();
  });

  test('does not believe a damaged entry', async () => {
    await cache().write(['plan'], 'kept');
    const file = place.path('.git/planloom/cache', entries()[0]!);
    writeFileSync(file, readFileSync(file, 'utf8').replace('kept', 'bent'));
    expect(await cache().read(['plan'])).toBeUndefined();
    writeFileSync(file, '');
    expect(await cache().read(['plan'])).toBeUndefined();
  });

  test('can be deleted at any time', async () => {
    await cache().write(['plan'], 'kept');
    rmSync(place.path('.git/planloom'), { recursive: true });
    expect(await cache().read(['plan'])).toBeUndefined();
    await cache().write(['plan'], 'again');
    expect(await cache().read(['plan'])).toBe('again');
  });

  test('is merely slow where it cannot write', async () => {
    place.write('.git/planloom', 'a file in the place of the folder');
    await cache().write(['plan'], 'kept');
    expect(await cache().read(['plan'])).toBeUndefined();
  });

  test('stays small', async () => {
    for (let i = 0; i < 100; i++) await cache().write([String(i)], 'kept');
    expect(entries().length).toBeLessThanOrEqual(64);
    expect(await cache().read(['99'])).toBe('kept');
  });

  test('is shared by the worktrees of a repository', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], { cwd: place.root });
    git('commit', '--quiet', '--allow-empty', '-m', 'first');
    git('worktree', 'add', '--quiet', 'beside');
    await cache().write(['plan'], 'kept');
    expect(await fileCache(place.path('beside'), '1.0.0', {}).read(['plan'])).toBe('kept');
  });
});

test('without git the cache is the user’s own, and the workspace stays clean', async () => {
  const home = workspace();
  const folder = workspace({ 'PLAN_X.md': '' });
  mkdirSync(home.path('cache'));
  const cache = fileCache(folder.root, '1.0.0', { XDG_CACHE_HOME: home.path('cache') });
  await cache.write(['plan'], 'kept');
  expect(await cache.read(['plan'])).toBe('kept');
  expect(folder.files()).toEqual(['PLAN_X.md']);
  expect(home.files()).toHaveLength(1);
});
