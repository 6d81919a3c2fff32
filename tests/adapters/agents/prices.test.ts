import { describe, expect, test } from 'vitest';
import { priceOf } from '../../../src/adapters/agents/prices/price-of.ts';
import type { AttemptUsage } from '../../../src/domain/run.ts';

const usage = (model: string | null, changes: Partial<AttemptUsage> = {}): AttemptUsage => ({
  inputTokens: 1_000,
  outputTokens: 500,
  cacheReadTokens: 10_000,
  cacheWriteTokens: 2_000,
  model,
  ...changes,
});

describe('the price of what was used', () => {
  // Dollars of a million tokens: input, output, read from a cache, written to it.
  test.each([
    ['claude-haiku-4-5', (1_000 * 1 + 500 * 5 + 10_000 * 0.1 + 2_000 * 1.25) / 1e6, 0.007],
    ['claude-haiku-4-5-20251001', 0.007, 0.007],
    ['haiku', 0.007, 0.007],
    ['claude-sonnet-4-5', (1_000 * 3 + 500 * 15 + 10_000 * 0.3 + 2_000 * 3.75) / 1e6, 0.021],
    ['claude-opus-5-5', (1_000 * 4 + 500 * 20 + 10_000 * 0.2 + 2_000 * 5) / 1e6, 0.026],
    ['opus', 0.026, 0.026],
    // No price for what is written to a cache: it is input as any other.
    ['gpt-5.1-codex', (1_000 * 1.25 + 500 * 10 + 10_000 * 0.125 + 2_000 * 1.25) / 1e6, 0.01],
  ])('of %s is worked out from its four rates', async (model, byHand, dollars) => {
    expect(byHand).toBeCloseTo(dollars, 10);
    expect(await priceOf(usage(model))).toBeCloseTo(dollars, 10);
  });

  test.each([
    ['anthropic/claude-sonnet-4-5', 0.021],
    ['openrouter/anthropic/claude-sonnet-4.5', 0.021],
    ['github-copilot/claude-sonnet-4.5', 0.021],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 0.021],
    ['claude-sonnet-4-5[1m]', 0.021],
    ['openai/gpt-5.1-codex', 0.01],
    ['somebody/gpt-5.1-codex', 0.01],
  ])('is found for %s, with who sells it before its name', async (model, dollars) => {
    expect(await priceOf(usage(model))).toBeCloseTo(dollars, 10);
  });

  test('counts many calls as what they are, and not as one with a long prompt', async () => {
    // Above 200,000 tokens in one prompt, a million costs twice as much.
    const many = usage('claude-sonnet-4-5', { inputTokens: 1_000_000, cacheReadTokens: 0, cacheWriteTokens: 0 });
    expect(await priceOf({ ...many, outputTokens: 0 })).toBeCloseTo(3, 10);
  });

  test.each([null, '', 'auto', 'fake-model', 'fake/fake-model', 'gpt-99', 'ollama/gpt-5.1-codex'])(
    'is not known for %j',
    async (model) => expect(await priceOf(usage(model))).toBeNull(),
  );
});

test('a model that is newer than the table has a price too, dated or not', async () => {
  const usage = { inputTokens: 1_000_000, outputTokens: 100_000, cacheReadTokens: 0, cacheWriteTokens: 0 };
  expect(await priceOf({ ...usage, model: 'claude-haiku-5-5' })).toBeCloseTo(0.15, 9);
  expect(await priceOf({ ...usage, model: 'claude-haiku-5-5-20261001' })).toBeCloseTo(0.15, 9);
});
