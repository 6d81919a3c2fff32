import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectRoot } from './pages.ts';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

// npm writes a lock file that it refuses itself (`npm ci`) when a registry lacks the builds for other platforms.
test('the lock file holds every optional package that it names, so that npm ci takes it', () => {
  const { packages } = JSON.parse(readFileSync(`${projectRoot}package-lock.json`, 'utf8')) as Lock;
  const known = new Set(Object.keys(packages).map((place) => place.replace(/^.*node_modules\//, '')));
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !known.has(name))
      .map((name) => `${place} wants ${name}`),
  );
  expect(missing).toEqual([]);
});
