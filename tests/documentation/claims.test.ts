import { describe, expect, test } from 'vitest';
import { discover, parsePlan, parseSubplan } from '../../src/index.ts';
import type { ParsedAchievement } from '../../src/index.ts';
import { planloom } from '../support/planloom.ts';
import { workspaceAt } from '../support/workspace.ts';
import { pages, projectRoot } from './pages.ts';

/** The cells of the first table behind a heading of a page, without its header. */
const table = (file: string, heading: string): readonly (readonly string[])[] => {
  const { lines } = pages().find((page) => page.file === `documentation/${file}`)!;
  const from = lines.findIndex((line, index) => index > lines.indexOf(heading) && line.startsWith('| ---'));
  const to = lines.findIndex((line, index) => index > from && !line.startsWith('|'));
  return lines.slice(from + 1, to).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};
const codes = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const namesIn = (cell: string): readonly string[] => cell.split(',').map((name) => name.trim());

const achievementOf = async (section: string): Promise<ParsedAchievement> => {
  const { achievements } = await parsePlan('PLAN_X.md', `# PLAN: X\n\n## Achievements\n\n${section}\n`);
  expect(achievements).toHaveLength(1);
  return achievements[0]!;
};

describe('plans.md', () => {
  const forms = table('plans.md', '## Achievements').flatMap(([, cell = '']) => codes(cell));

  test.each(forms)('reads the form %s', async (form) => {
    expect(await achievementOf(`${form}\n`)).toMatchObject({ id: '1.1', title: 'Tickets sold online' });
  });

  const efforts = table('plans.md', '## Effort')
    .slice(0, 4)
    .flatMap(([written = '', hours = '']) => {
      const values = hours.replace(/\(.*/, '').split(',');
      return codes(written).map((code, index) => [code, (values[index] ?? values[0] ?? '').trim()] as const);
    });

  test.each(efforts)('reads the effort %s as %s', async (written, hours) => {
    const { estimate } = await achievementOf(
      `**Achievement 1.1**: Tickets sold online\n- **Effort**: ${written}\n- **Goal**: x\n`,
    );
    const [min, max = min] = hours.split(' to ').map(Number);
    expect(estimate).toEqual({ minHours: min, maxHours: max });
  });

  const kinds: Readonly<Record<string, (achievement: ParsedAchievement) => unknown>> = {
    goal: ({ goal }) => goal,
    effort: ({ estimate }) => estimate?.minHours,
    deliverables: ({ deliverables }) => deliverables[0]?.path,
    'success criteria': ({ successCriteria }) => successCriteria[0],
    tests: ({ tests }) => tests[0],
    'validation script': ({ validationScript }) => validationScript,
    status: ({ documentStatus }) => documentStatus,
  };
  const values: Readonly<Record<string, readonly [written: string, read: unknown]>> = {
    effort: ['3 hours', 3],
    deliverables: ['`src/gate.ts`', 'src/gate.ts'],
    'validation script': ['`scripts/gate.sh`', 'scripts/gate.sh'],
    status: ['in progress', 'in_progress'],
  };
  const fields = table('plans.md', '## Fields').flatMap(([what = '', names = '']) =>
    what in kinds ? namesIn(names).map((name) => [what, name] as const) : [],
  );

  test.each(fields)('reads the %s in a field %s', async (what, name) => {
    const [written, read] = values[what] ?? ['the gate opens', 'the gate opens'];
    const achievement = await achievementOf(
      `**Achievement 1.1**: Tickets sold online\n\n- **${name}**: ${written}\n- **Severity**: HIGH\n- **Outcome**: y\n`,
    );
    expect(kinds[what]?.(achievement)).toBe(read);
  });

  test.each([
    'Code fences:\n\n```\n**Achievement 7.1**: In a fence\n- **Effort**: 2h\n```',
    '<!--\n**Achievement 7.1**: In a comment\n-->',
    '## Examples\n\n- Achievement 7.1: An example (2h)',
    '## Related plans\n\n- Achievement 7.1: Of another plan (2h)',
    '## Lessons learned\n\n- 7.1: Measure first',
    '## Achievement addition log\n\n- Achievement 7.1 added on Monday (2h)',
    'Version 7.1 is out, as section 7.2 says, 7.3 % faster.',
  ])('takes no achievement out of %j', async (text) => {
    const { achievements } = await parsePlan(
      'PLAN_X.md',
      `# PLAN: X\n\n## Achievements\n\n**Achievement 1.1**: One\n- **Effort**: 1h\n\n${text}\n`,
    );
    expect(achievements.map(({ id }) => id)).toEqual(['1.1']);
  });
});

/** The edges of a plan with three priorities, `text` at its end and `field` in achievement 2.2; nothing is assumed. */
const edgesOf = async (text: string, field = '', subplan = ''): Promise<readonly string[]> => {
  const section = (id: string, more = ''): string => `**Achievement ${id}**: Part ${id}\n\n- **Effort**: 2h\n${more}\n`;
  const plan = await parsePlan(
    'PLAN_X.md',
    `# PLAN: X\n\n## Achievements\n\n### Priority 1: A\n\n${section('1.1')}${section('1.2')}### Priority 2: B\n\n${section('2.1')}${section('2.2', field)}### Priority 3: C\n\n${section('3.1')}## Notes\n\n${text}\n`,
  );
  const parsed = parseSubplan(
    'SUBPLAN_X_22.md',
    `# SUBPLAN: Achievement 2.2\n\n${subplan}\n`,
    plan.achievements.map(({ id }) => id),
  );
  expect(parsed.ok).toBe(true);
  const found = discover({ plan, subplans: subplan !== '' && parsed.ok ? [parsed.value] : [], assume: 'none' });
  return found.achievements.flatMap(({ id, dependencies }) =>
    dependencies.map(({ on, evidence }) => `${id} ${on} ${evidence[0]?.kind ?? ''}`),
  );
};

describe('dependencies.md', () => {
  const [[needs = '', neededBy = ''] = []] = table('dependencies.md', '### Fields');

  test.each(namesIn(needs))('reads the field %s', async (name) => {
    expect(await edgesOf('', `- **${name}**: 1.1, 1.2\n`)).toEqual(['2.2 1.1 field', '2.2 1.2 field']);
  });

  test.each(namesIn(neededBy))('reads the inverse field %s', async (name) => {
    expect(await edgesOf('', `- **${name}**: 3.1\n`)).toEqual(['3.1 2.2 blocks']);
  });

  test('reads lists, ranges and groups', async () => {
    expect(await edgesOf('', '- **Dependencies**: 1.1-2.1\n')).toEqual([
      '2.2 1.1 field',
      '2.2 1.2 field',
      '2.2 2.1 field',
    ]);
    expect(await edgesOf('', '- **Dependencies**:\n  - 1.1\n  - 2.1\n')).toEqual(['2.2 1.1 field', '2.2 2.1 field']);
    expect(await edgesOf('', '- **Dependencies**: all of Priority 1\n')).toEqual(['2.2 1.1 rule', '2.2 1.2 rule']);
  });

  test.each([
    ['2.2 can only start after 2.1.', ['2.2 2.1 prose']],
    ['Priority 3 depends on Priority 2.', ['3.1 2.1 rule', '3.1 2.2 rule']],
    ['Each achievement depends on the previous one.', ['1.2 1.1 rule', '2.1 1.2 rule', '2.2 2.1 rule', '3.1 2.2 rule']],
    ['| Achievement | Depends on |\n| --- | --- |\n| 2.2 | 1.1 |', ['2.2 1.1 table']],
    ['### Dependencies\n\n```\n1.1 → 2.1 → 3.1\n```', ['2.1 1.1 diagram', '3.1 2.1 diagram']],
    ['### Dependencies\n\n```mermaid\ngraph LR\n  1.1 --> 2.2\n```', ['2.2 1.1 diagram']],
  ])('finds an edge in %j', async (text, edges) => {
    expect(await edgesOf(text)).toEqual(edges);
  });

  test('finds what an achievement takes from an earlier one', async () => {
    expect(await edgesOf('', '- uses the schema from Achievement 1.1\n')).toEqual(['2.2 1.1 input']);
  });

  test.each(['requires', 'depends on'])('finds an edge in a SUBPLAN that says "%s"', async (word) => {
    expect(await edgesOf('', '', `This ${word} Achievement 1.1.`)).toEqual(['2.2 1.1 subplan']);
  });

  test.each([
    '## Prerequisites\n\n- Achievement 1.1',
    'Blocked by Achievement 1.1.',
    'Achievement 1.1 must be complete first.',
  ])('finds an edge in a SUBPLAN with %j', async (text) => {
    expect(await edgesOf('', '', text)).toEqual(['2.2 1.1 subplan']);
  });

  test.each(['enables', 'builds on', 'takes input from', 'is helpful for', 'for reference: see'])(
    'finds no edge in a SUBPLAN that says "%s"',
    async (word) => {
      expect(await edgesOf('', '', `## Related\n\n- This ${word} Achievement 1.1`)).toEqual([]);
    },
  );

  test.each([
    '```\n2.2 depends on 1.1\n```',
    '2.2 depends on 1.1 of PLAN_OTHER.md.',
    'We use dependency injection in 2.2 and 1.1.',
    'Blocks of text in 2.2 look like 1.1.',
    'Does 2.2 depend on 1.1?',
    '2.2 might depend on 1.1.',
    'For example, 2.2 depends on 1.1.',
    '<!-- planloom:derived -->\n2.2 depends on 1.1.\n<!-- /planloom:derived -->',
  ])('finds no edge in %j', async (text) => {
    expect(await edgesOf(text)).toEqual([]);
  });
});

describe('what dependencies.md says of disagreement', () => {
  const contradictionsOf = async (field: string, text: string): Promise<readonly string[]> => {
    const plan = await parsePlan(
      'PLAN_X.md',
      `# PLAN: X\n\n## Achievements\n\n**Achievement 1.2**: One\n- **Effort**: 1h\n\n**Achievement 1.3**: Two\n- **Effort**: 1h\n- **Dependencies**: ${field}\n\n## Notes\n\n${text}\n`,
    );
    const { achievements, contradictions } = discover({ plan, assume: 'none' });
    expect(achievements[1]?.dependencies.map(({ on }) => on)).toEqual(['1.2']);
    return contradictions.map(({ message }) => message);
  };

  test('a field outweighs a denial: the edge stands, with a contradiction', async () => {
    expect(await contradictionsOf('1.2', '1.3 does not depend on 1.2.')).toEqual([
      '1.3 needs 1.2, but another place denies it.',
    ]);
  });

  test('a sentence about running in parallel contradicts a field', async () => {
    expect(await contradictionsOf('1.2', '1.2 and 1.3 can run in parallel.')).toEqual([
      '1.3 needs 1.2, but another place puts the two side by side.',
    ]);
  });
});

describe('the hours of the examples in PARALLEL-EXECUTION-BEST-PRACTICES.md', () => {
  interface Hours {
    readonly makespanHours: number;
    readonly barrierHours: number;
    readonly sequentialHours: number;
    readonly enough: { readonly executors: number };
  }
  const file = 'PARALLEL-EXECUTION-BEST-PRACTICES.md';
  const hoursOf = async (plan: string, executors: number): Promise<Hours> => {
    const words = ['schedule', plan, '--executors', String(executors), '--rounds', '0', '--json'];
    const { stdout } = await planloom(workspaceAt(`${projectRoot}examples`), words);
    return JSON.parse(stdout) as Hours;
  };
  const byLevel = new Map(table(file, '### Level by level, or as soon as it can').map(([plan, ...row]) => [plan, row]));

  test.each(table(file, '### Slots'))('%s', async (cell, ...shown) => {
    const plan = /\[([^\]]+)\]/.exec(cell)?.[1] ?? '';
    const [two, three, many] = [await hoursOf(plan, 2), await hoursOf(plan, 3), await hoursOf(plan, 20)];
    const hours = [two.sequentialHours, two.makespanHours, three.makespanHours, many.makespanHours];
    expect(shown).toEqual([...hours, two.enough.executors].map(String));
    const both = [two.makespanHours, two.barrierHours, three.makespanHours, three.barrierHours];
    expect(byLevel.get(plan)).toEqual(both.map(String));
  });
});
