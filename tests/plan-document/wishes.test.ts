import { describe, expect, test } from 'vitest';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const wishesOf = async (...lines: readonly string[]) => {
  const text = ['# PLAN: Ship', '', '## Achievements', '', '### Achievement 1.1: Hull', ...lines].join('\n');
  return (await parsePlan('PLAN_SHIP.md', text)).achievements[0]!.wishes;
};

describe('who is to work on an achievement', () => {
  test('is said by its fields, each with its place', async () => {
    const wishes = await wishesOf('', '- **Agent**: claude:haiku', '- **Model**: `opus`', '- Pool: security');
    expect(wishes).toEqual({
      agent: { text: 'claude:haiku', position: { line: 7, column: 14 } },
      model: { text: 'opus', position: { line: 8, column: 15 } },
      pool: { text: 'security', position: { line: 9, column: 9 } },
    });
  });

  test('may stand in one line, and below a goal', async () => {
    expect(await wishesOf('**Effort**: 2h | **Agent**: codex')).toMatchObject({
      agent: { text: 'codex', position: { line: 6, column: 29 } },
    });
    expect(await wishesOf('', '**Goal**: Float', '- **Agent**: codex')).toMatchObject({ agent: { text: 'codex' } });
  });

  test.each([
    ['- **Model**: the user, with a name'],
    ['- **Agent**: Alice and Bob'],
    ['- **Pool**:'],
    ['- **Agents**: claude'],
    ['- **Deliverables**:', '  - **Model**: src/model.ts'],
    ['```', '**Agent**: claude', '```'],
  ])('is not said by %j', async (...lines) => {
    expect(await wishesOf('', ...lines)).toBeUndefined();
  });
});
