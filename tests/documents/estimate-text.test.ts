import { expect, test } from 'vitest';
import { estimateText, shareText } from '../../src/documents/estimate-text.ts';

test.each([
  [1, 1, '1 hour'],
  [4, 6, '4-6 hours'],
  [0.5, 1, '0.5-1 hour'],
  [1.25, 1.25, '1.25 hours'],
  [1 / 3, 2 / 3, '20-40 minutes'],
  [80 / 60, 80 / 60, '80 minutes'],
  [0, 0, '0 hours'],
])('%d to %d hours read as %s', (minHours, maxHours, words) => {
  expect(estimateText({ minHours, maxHours })).toBe(words);
});

test.each([
  [4, 6, 0.1, 'about 30 min'],
  [4, 6, 0.6, 'about 3 h'],
  [5, 6, 0.6, 'about 3 h 20 min'],
  [0.1, 0.1, 0.1, 'about 5 min'],
])('of %d to %d hours the share %d is %s', (minHours, maxHours, share, words) => {
  expect(shareText({ minHours, maxHours }, share)).toBe(words);
});
