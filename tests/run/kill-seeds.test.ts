import { expect, test } from 'vitest';
import { seedsThatFailed } from '../soak/kill-seeds.ts';
import { killStory } from '../support/kill-story.ts';

// Each part of the plan with each manner of killing; `npm run soak` has hundreds.
const firstOnes = Array.from({ length: 12 }, (_, at) => at + 1);
const seeds = [...new Set([...firstOnes, ...seedsThatFailed])];

test.concurrent.each(seeds)('a run that is killed loses nothing, seed %i', { timeout: 120_000 }, async (seed) => {
  expect((await killStory(seed, false)).wrong).toEqual([]);
});
