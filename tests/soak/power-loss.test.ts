import { test } from 'vitest';
import { expectGoneOn, recordedRun } from '../support/recorded-run.ts';

test('a journal that ends after any line, or within it, is gone on from', async () => {
  const run = await recordedRun();
  for (let kept = 2; kept < run.lines.length; kept++) await expectGoneOn(run, kept);
});
