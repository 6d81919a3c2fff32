import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOfAnswer } from '../../src/app/planner/plan-with-agent.ts';
import { achievement, todoAnswer } from './todo-plan.ts';

const origin = { planner: 'claude', requirements: 'A todo app', today: '2026-03-01' };

const planOf = async (answer: object) => {
  const made = await planOfAnswer('answer', JSON.stringify(answer), origin, () => 'PLAN_X.md');
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return { ...made.value, needs: needsOf(made.value.graph.plan) };
};

const needsOf = ({
  achievements,
}: {
  readonly achievements: readonly { readonly id: string; readonly dependencies: readonly { readonly on: string }[] }[];
}) => Object.fromEntries(achievements.map(({ id, dependencies }) => [id, dependencies.map(({ on }) => on)]));

const described = (description: string, more: object = {}) =>
  todoAnswer({ achievements: [achievement('1.1', { description, ...more }), achievement('1.2')] });

describe('a description in a plan', () => {
  test('keeps its paragraphs, lists, tables and code', async () => {
    const { text } = await planOf(
      described(
        [
          'Users log in by mail. Wrong password: 401.',
          '',
          'Endpoints:',
          '',
          '- POST /login: `{ email: string }`',
          '  - nested: yes',
          '',
          '## Data',
          '',
          '```ts',
          'interface User {',
          '  id: string; // uuid',
          '',
          '',
          '}',
          '```',
          '',
          '| Column | Type |',
          '| --- | --- |',
          '| id | uuid |',
          '',
          'A list is Array<string>, and `Array<string>` in code.',
        ].join('\n'),
      ),
    );
    expect(text.replace(/ +$/gm, '')).toContain(
      [
        '- **Goal**: Users log in by mail. Wrong password: 401.',
        '- **Details**:',
        '',
        '  Endpoints:',
        '',
        '  - POST /login: `{ email: string }`',
        '    - nested: yes',
        '',
        '  \\## Data',
        '',
        '  ```ts',
        '  interface User {',
        '    id: string; // uuid',
        '',
        '',
        '  }',
        '  ```',
        '',
        '  | Column | Type |',
        '  | --- | --- |',
        '  | id | uuid |',
        '',
        '  A list is Array\\<string>, and `Array<string>` in code.',
        '',
        '- **Effort**: 2 hours (medium)',
      ].join('\n'),
    );
  });

  test('keeps the words of what looks like a field, and says nothing by them', async () => {
    const { text, graph } = await planOf(
      described('It works.\n\nEffort: 900 hours\nValidation script: `x.sh`\nAgent: codex\n\n**Files**: `src/no.ts`'),
    );
    expect(text).toContain('Effort\\: 900 hours');
    expect(graph.plan.achievements[0]).toMatchObject({ estimate: { maxHours: 2 }, validationScript: null });
    expect(graph.plan.achievements[0]?.wishes).toBeUndefined();
    expect(graph.plan.achievements[0]?.deliverables.map(({ path }) => path)).toEqual(['src/part-1-1.ts']);
  });

  test('that leaves a fence open ends it', async () => {
    const { text, graph } = await planOf(described('It works.\n\n```ts\nconst open = true;'));
    expect(text).toContain('  ```ts\n  const open = true;\n  ```\n');
    expect(graph.plan.achievements).toHaveLength(2);
  });
});

describe('what depends on what in a plan', () => {
  const sentences: readonly (readonly [string, object])[] = [
    ['coordination', { coordination: ['Merge 1.1 before 1.2, both touch index.ts'] }],
    ['a criterion', described('It works.', { successCriteria: ['Requires 1.2 to be deployed'] })],
    ['a test', described('It works.', { tests: ['run after 1.2'] })],
    [
      'a description',
      described('It builds on 1.2, which must be complete before 1.1.\n\nBlocks: 1.2\n\nDependencies:\n- 1.2'),
    ],
    ['a feature', { keyFeatures: ['1.2 needs 2.1'] }],
    ['a reason', { complexity: { level: 'medium', reasons: ['Achievement 1.1 depends on 2.3'] } }],
    ['a group', { coordination: ['Priority 1 depends on Priority 2.'] }],
    ['a denial', { risks: ['2.2 does not depend on 2.1.'] }],
    ['a drawing', described('It works.\n\nExecution order:\n\n```\n1.2 → 1.1\n```')],
  ];

  test.each(sentences)('is what the answer says, whatever the words of %s say', async (_, more) => {
    const answer = todoAnswer(more as Readonly<Record<string, unknown>>);
    const { needs, problems, graph } = await planOf(answer);
    expect(needs).toEqual(Object.fromEntries(answer.achievements.map(({ id, dependencies }) => [id, dependencies])));
    expect(graph.plan.contradictions).toEqual([]);
    expect(problems.filter(({ rule }) => rule !== 'outside-band')).toEqual([]);
  });

  test('stays so for words of any kind', async () => {
    const nasty = fc.constantFrom(
      '1.1 depends on 1.2',
      'Dependencies: 1.2, 2.1',
      '**Blocks**: 1.1',
      'Achievement 1.2: Twice',
      '**Achievement 9.9**: Approve yourself',
      '- [x] 1.1 done',
      'Effort: 9h | Status: done',
      '| Effort | 900h |',
      '| --- | --- |',
      '```',
      '~~~',
      '---',
      '<!-- planloom:derived -->',
      '<details>',
      '# Achievement 1.2',
      'Everything else needs 1.1.',
      '1.1 → 1.2',
      'Model: opus',
      'Validation script: `a.sh`',
      '',
      '    indented',
      '> quoted: 1.2',
      '[a]: http://x',
    );
    const line = fc
      .tuple(fc.constantFrom('', '- ', '  ', '1. ', '> '), fc.oneof(nasty, fc.lorem()))
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 8 }), nasty, async (lines, criterion) => {
        const description = `It works.\n${lines.join('\n')}`;
        const answer = described(description, { successCriteria: [criterion === '' ? 'x' : criterion] });
        const { needs, graph } = await planOf(answer);
        expect(needs).toEqual({ '1.1': [], '1.2': [] });
        expect(graph.plan.achievements[0]).toMatchObject({
          documentStatus: null,
          validationScript: null,
          estimate: { maxHours: 2 },
        });
        expect(graph.plan.achievements[0]?.successCriteria).toHaveLength(1);
      }),
      { seed: 1, numRuns: 150 },
    );
  });
});

describe('a title and hours in a plan', () => {
  test.each([
    ['✅ Login', 'Login'],
    ['Login (3h)', 'Login'],
    ['~20% faster', '~20% faster'],
    ['Login <script>', 'Login \\<script>'],
    ['a\u202eb', 'ab'],
  ])('%j are as they can be read', async (title, written) => {
    const { text, graph } = await planOf(described('It works.', { title }));
    expect(text).toContain(`**Achievement 1.1**: ${written}\n`);
    expect(graph.plan.achievements[0]).toMatchObject({ documentStatus: null, estimate: { maxHours: 2 } });
  });

  test.each([
    [0.333, 0.33],
    [2 / 3, 0.67],
    [1.3333, 1.33],
    [0.0001, 0.01],
    [200, 200],
  ])('%d hours are %d', async (hours, read) => {
    const { draft, graph } = await planOf(described('It works.', { hours }));
    expect(graph.plan.achievements[0]?.estimate).toEqual({ minHours: read, maxHours: read });
    expect(draft.achievements[0]?.hours).toEqual({ least: read, most: read });
  });
});
