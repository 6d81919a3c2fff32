import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { killStory } from '../support/kill-story.ts';

const first = Number(process.env.KILL_FIRST ?? 1);
const seeds = Array.from({ length: Number(process.env.KILL_COUNT ?? 200) }, (_, at) => first + at);
/** A file that gets a line for each seed; for who wants to see them all. */
const record = process.env.KILL_RECORD;

test.concurrent.each(seeds)('a run that is killed loses nothing, seed %i', { timeout: 600_000 }, async (seed) => {
  const isWhole = seed % 5 === 0;
  const { wrong, kills, manner } = await killStory(seed, isWhole);
  if (record !== undefined) appendFileSync(record, `${JSON.stringify({ seed, isWhole, manner, kills, wrong })}\n`);
  expect(wrong).toEqual([]);
});
