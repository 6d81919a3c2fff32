import { expect, test } from 'vitest';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const idsIn = async (text: string, file = 'PLAN_FERRY.md'): Promise<readonly string[]> =>
  (await parsePlan(file, text)).achievements.map((one) => `${one.id} ${one.title}`);

test.each<[string, string, readonly string[]]>([
  [
    'one bold line with one field',
    '# P\n\n**Achievement 1.1**: Ship it\n\n- **Dependencies**: None\n',
    ['1.1 Ship it'],
  ],
  ['one bold line alone', '# P\n\n**Achievement 1.1**: Ship it\n', ['1.1 Ship it']],
  [
    'bold lines in one paragraph',
    '# P\n\n**Achievement 1.1**: Ship it\n**Achievement 1.2**: Sail it\n',
    ['1.1 Ship it', '1.2 Sail it'],
  ],
  [
    'headings alone',
    '# P\n\n### Achievement 1.1: Ship it\n\n### Achievement 1.2: Sail it\n',
    ['1.1 Ship it', '1.2 Sail it'],
  ],
  ['headings below phases', '# P\n\n## Phase 1\n\n### Achievement 1.1: Ship it\n\nWords.\n', ['1.1 Ship it']],
  ['tasks with a field', '# P\n\n### Task 1.1: Ship it\n\n- **Dependencies**: None\n', ['1.1 Ship it']],
])('%s make a plan', async (_, text, wanted) => {
  expect(await idsIn(text)).toEqual(wanted);
});

test.each([
  ['two headings', '# Ferry\n\n### Achievement 1.1: Ship it\n\n### Achievement 1.2: Sail it\n', 2],
  ['one heading with a field', '# Ferry\n\n### Achievement 1.1: Ship it\n\n- Owner: Kim\n', 1],
  ['one heading below a title of a plan', '# PLAN: Ferry\n\n### Achievement 1.1: Ship it\n', 1],
  ['one heading alone', '# Ferry\n\n### Achievement 1.1: Ship it\n', 0],
])('in a document that is not named as a plan, %s define %s, %d', async (_, text, count) => {
  expect(await idsIn(text, 'ferry.md')).toHaveLength(count);
});

test.each([
  ['under a heading about changes', '# PLAN update\n\n## Changes Made\n\n### Achievement 1.1: Ship it\n\nWords.\n'],
  ['in a list', '# Ferry\n\n- **Achievement 1.1**: too large\n- **Achievement 1.2**: without a goal\n'],
  ['in a sentence', '# Ferry\n\nAchievement 1.1: Ship it was late.\n'],
  ['in a document about it', '# Ferry Analysis\n\n### Achievement 1.1: Ship it\n\n### Achievement 1.2: Sail it\n'],
])('achievements that are named %s are no plan', async (_, text) => {
  expect(await idsIn(text)).toEqual([]);
});

test('a section with more to say leaves its plain neighbours where they define nothing', async () => {
  const plain = '# P\n\n**Achievement 1.1**: Ship it\n\nSee below.\n\n';
  expect(await idsIn(`${plain}### Achievement 1.1: Ship it\n\nLonger.\n\nWords.\n`)).toEqual(['1.1 Ship it']);
});

test.each(['**Achievement %**: ', '### Achievement %: '])(
  'prose alone is a section beside others: %s',
  async (form) => {
    const [first, second] = ['1.1', '1.2'].map((id) => form.replace('%', id));
    const text = `# P\n\n${first}Ship it\n\n- **Effort**: 2h\n\n${second}Sail it\n\nProse only.\n`;
    expect(await idsIn(text)).toEqual(['1.1 Ship it', '1.2 Sail it']);
  },
);

test('a document that is none is told what to do, by its title or by what it lacks', async () => {
  const adviceFor = async (title: string): Promise<string | undefined> =>
    (await parsePlan('PLAN_FERRY.md', `# ${title}\n\nWords.\n`)).problems[0]?.advice;
  expect(await adviceFor('Ferry')).toContain('"## Achievements"');
  expect(await adviceFor('Case Study: Ferry')).toContain('Name the PLAN document instead');
});
