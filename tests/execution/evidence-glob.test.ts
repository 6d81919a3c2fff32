import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pathMatcher } from '../../src/execution/evidence/glob.ts';

const cases: readonly { pattern: string; yes: readonly string[]; no: readonly string[] }[] = [
  { pattern: 'src/a.ts', yes: ['src/a.ts', 'src/a.ts/inner'], no: ['src/a.tsx', 'a.ts', 'x/src/a.ts'] },
  { pattern: 'docs', yes: ['docs', 'docs/a.md', 'docs/deep/b.md'], no: ['docs2/a.md', 'src/docs/a.md'] },
  { pattern: 'docs/', yes: ['docs/a.md', 'docs/deep/b.md'], no: ['docs', 'docs2/a.md'] },
  { pattern: 'src/*.ts', yes: ['src/a.ts', 'src/.ts', 'src/.hidden.ts'], no: ['src/b/a.ts', 'src/a.tsx'] },
  { pattern: '*', yes: ['a', '.env'], no: ['a/b'] },
  { pattern: 'a?.md', yes: ['ab.md', 'aä.md', 'a😀.md'], no: ['a.md', 'abc.md'] },
  { pattern: '**/*.test.ts', yes: ['a.test.ts', 'x/a.test.ts', 'x/y/a.test.ts'], no: ['a.ts', 'x/a.test.ts/b'] },
  { pattern: 'tests/**', yes: ['tests/a', 'tests/b/c'], no: ['tests', 'src/tests/a'] },
  { pattern: 'a/**/b/**/c.ts', yes: ['a/b/c.ts', 'a/x/b/y/z/c.ts', 'a/b/b/c.ts'], no: ['a/c.ts', 'a/b/c.tsx'] },
  { pattern: 'src/{a,b/c}.ts', yes: ['src/a.ts', 'src/b/c.ts'], no: ['src/b.ts'] },
  { pattern: '{a,b{c,d}}.md', yes: ['a.md', 'bc.md', 'bd.md'], no: ['b.md'] },
  {
    pattern: 'packages/*/src',
    yes: ['packages/a/src', 'packages/a/src/deep/b.ts'],
    no: ['packages/src', 'packages/a/b/src'],
  },
  { pattern: 'packages/*/', yes: ['packages/a/b', 'packages/a/b/c'], no: ['packages/a'] },
  { pattern: 'app/[id]/(group)/page.tsx', yes: ['app/[id]/(group)/page.tsx'], no: ['app/i/(group)/page.tsx'] },
  { pattern: '{name}.ts', yes: ['{name}.ts'], no: ['name.ts'] },
];

test.each(cases)('$pattern matches what it says, and nothing else', ({ pattern, yes, no }) => {
  const matches = pathMatcher(pattern);
  expect(yes.filter((path) => !matches(path))).toEqual([]);
  expect(no.filter(matches)).toEqual([]);
});

const name = fc.stringMatching(/^[a-c.]{1,3}$/);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));

/** The same language as a regular expression, for patterns of stars and plain names. */
const asExpression = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('/')
      .map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}/`))
      .join('')}$`,
  );

describe('a pattern of stars', () => {
  const part = fc.oneof(
    name,
    fc.constant('**'),
    fc.stringMatching(/^[ab*]{1,4}$/).filter((text) => text !== '**'),
  );
  const pattern = fc.array(part, { maxLength: 5 }).map((parts) => [...parts, '*a*'].join('/'));

  test('means the same as the regular expression of it', () => {
    fc.assert(
      fc.property(pattern, path, (text, file) => {
        expect(pathMatcher(text)(file)).toBe(asExpression(text).test(`${file}/`));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('takes no time that explodes with the number of stars', () => {
    expect(pathMatcher(`${'**/'.repeat(40)}${'*a'.repeat(40)}b`)(`${'a/'.repeat(60)}${'a'.repeat(2_000)}`)).toBe(false);
  });

  test('is taken word for word when it stands for too many', () => {
    expect(pathMatcher('{a,b}'.repeat(9))('a'.repeat(9))).toBe(false);
    expect(pathMatcher('{a,b}'.repeat(8))('abababab')).toBe(true);
  });
});
