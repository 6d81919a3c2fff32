import { expect, test } from 'vitest';
import { run } from '../../src/run.ts';
import { runPlace } from '../support/run-place.ts';
import { read } from './read.ts';

test('a budget in the configuration limits what it names', () => {
  const config = read('{ "budget": { "usd": 20, "attemptTokens": 500000, "onReached": "stop" } }');
  expect(config).toMatchObject({
    ok: true,
    value: { budget: { runUsd: 20, attemptTokens: 500_000, onReached: 'stop' }, problems: [] },
  });
});

test.each([
  ['{ "usd": 0 }', '"budget.usd" is 0, not a number above 0.'],
  ['{ "tokens": 0.5 }', '"budget.tokens" is 0.5, not a whole number of at least 1.'],
  ['{ "attemptUsd": "2" }', '"budget.attemptUsd" is the text "2", not a number above 0.'],
  ['{ "onReached": "wait" }', '"budget.onReached" is the text "wait", not drain or stop.'],
  ['20', '"budget" is the number 20, not an object.'],
])('a budget that cannot be meant is an error: %s', (budget, message) => {
  const config = read(`{ "budget": ${budget} }`);
  expect(config.ok ? [] : config.error.map((problem) => problem.message)).toEqual([message]);
});

test('a limit that is none keeps a run of the library from starting', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  const started = await run({ cwd: place.root, trust: true, budget: { runUsd: Number.NaN } });
  expect(started).toMatchObject({ ok: false, error: [{ message: 'budget.runUsd is NaN, not a number above 0.' }] });
  expect(place.runIds()).toEqual([]);
});
