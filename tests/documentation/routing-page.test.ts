import { expect, test } from 'vitest';
import { presets } from '../../src/policy/presets.ts';
import { routedPools, usualKeywords } from '../../src/policy/route.ts';
import { pages } from './pages.ts';

test('routing.md shows the pools with their keywords, slots and times as they are', () => {
  const page = pages().find(({ file }) => file.endsWith('/routing.md'))!;
  const rows = routedPools.map((pool) => {
    const { slots, timeoutMs = NaN } = presets.openclaw.pools[pool]!;
    return `| \`${pool}\` | ${usualKeywords[pool].join(', ')} | ${slots} | ${timeoutMs! / 1000} s |`;
  });
  expect(page.lines).toEqual(expect.arrayContaining(rows));
});
