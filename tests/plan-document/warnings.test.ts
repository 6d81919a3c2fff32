import { expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const problemsOf = async (text: string): Promise<readonly Problem[]> => (await parsePlan('PLAN_X.md', text)).problems;
const rulesOf = async (text: string): Promise<readonly string[]> => (await problemsOf(text)).map(({ rule }) => rule);

const ledger = '### Achievement 1.1: Ledger kept\n\n- Effort: 2h\n';

test('a fence that is never closed is named, with what it swallows', async () => {
  const text = `# PLAN: Pay\n\n${ledger}\n\`\`\`ts\nconst a = 1;\n\n### Achievement 1.2: Lost\n\n**Achievement 1.3**: Lost\n`;
  expect(await problemsOf(text)).toEqual([
    expect.objectContaining({
      rule: 'unclosed-fence',
      severity: 'warning',
      at: { file: 'PLAN_X.md', line: 7, column: 1 },
      message: expect.stringContaining('2 lines that name achievements') as string,
    }),
  ]);
});

test('a fence of very many marks is not repeated, but counted', async () => {
  const [problem] = await problemsOf(`${ledger}\n${'`'.repeat(30_000)}\ncode\n`);
  expect(problem?.advice).toBe(
    'Close it with a line of 30000 backticks; where a fence stands inside another, the outer one needs more marks (30001 backticks).',
  );
});

test.each([
  ['closed', '```\n### Achievement 1.2: Sample\n```\n'],
  ['closed at the very end', '```\n### Achievement 1.2: Sample\n```'],
  ['ended by the end of its list', '- a\n\n  ```\n  code\n\n## Notes\n'],
])('a fence that is %s is no trouble', async (_, fence) => {
  expect(await rulesOf(`${ledger}\n${fence}`)).toEqual([]);
});

test.each([
  ['**Achievement 01.1**: Ledger kept', '01.1', 'Write it as 1.1.'],
  ['- [ ] **Achievement 1.02**: Ledger kept', '1.02', 'Write it as 1.2.'],
  ['#### Achievement 3: Ledger kept', '3', 'such as 1.2'],
  ['Achievement 1.2.3.4: Ledger kept', '1.2.3.4', 'such as 1.2'],
])('an id that cannot be read is named: %s', async (line, id, advice) => {
  const [problem, ...more] = await problemsOf(`## Achievements\n\n${ledger}\n${line}\n`);
  expect(more).toEqual([]);
  expect(problem).toMatchObject({ rule: 'unread-id', severity: 'warning', at: { line: 7 } });
  expect(problem?.message).toContain(`Achievement ${id}`);
  expect(problem?.advice).toContain(advice);
});

test('an id that is defined twice is one error, without remarks on how the two differ', async () => {
  const text = `## Achievements\n\n${ledger}\n### Achievement 1.1: Books audited\n\n- Effort: 9h\n- Status: done\n`;
  expect(await rulesOf(text)).toEqual(['duplicate-achievement']);
});

test.each([
  ['in the paragraph of the index', '**Total**: 31-45 h\n'],
  ['with the name of an effort', '**Total Effort**: 31-45 hours\n'],
  ['below the index', '\n**Total Effort**: 31-45 hours\n'],
])('a total %s is the effort of no achievement', async (_, total) => {
  for (const own of [' (2h)', '']) {
    const plan = await parsePlan(
      'PLAN_X.md',
      `## Achievement Index\n\n**Achievement 1.1**: Ledger kept${own}\n${total}\n## Achievements\n\n**Achievement 1.1**: Ledger kept\n\n- Goal: pay\n`,
    );
    expect(plan.problems).toEqual([]);
    expect(plan.achievements[0]?.estimate).toEqual(own === '' ? null : { minHours: 2, maxHours: 2 });
  }
});

test.each([
  ['Ledger kept (Optional)', false],
  ['Ledger', false],
  ['**Ledger** kept ✅', false],
  ['Ledger written', true],
])('a title of "%s" in the index differs from "Ledger kept": %s', async (title, differs) => {
  const text = `## Achievement Index\n\n- Achievement 1.1: ${title}\n\n## Achievements\n\n${ledger}`;
  expect(await rulesOf(text)).toEqual(differs ? ['title-differs'] : []);
});

test('a progress list may call an achievement what it likes', async () => {
  const text = `## Achievements\n\n${ledger}\n## Progress\n\n- ✅ Achievement 1.1: Ledger Validated and Closed\n`;
  expect(await rulesOf(text)).toEqual([]);
});
