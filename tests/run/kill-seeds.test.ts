import { expect, test } from 'vitest';
import { killStory } from '../support/kill-story.ts';

const first = Number(process.env.KILL_FIRST ?? 1);
const seeds = Array.from({ length: Number(process.env.KILL_COUNT ?? 20) }, (_, at) => first + at);

test.concurrent.each(seeds)('a run that is killed loses nothing, seed %i', { timeout: 60_000 }, async (seed) => {
  const story = await killStory(seed);
  expect(story.wrong).toEqual([]);
});
