import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { jsonOf } from '../cli/json-output.ts';
import { onePlan } from '../cli/plans.ts';

const head = '# PLAN: Harbour\n\n**Type**: PLAN\n\n## Achievements\n\n**Achievement 1.1**: Berths counted\n';
const lines = (start: string, count: number): string => {
  const own = start.trimEnd().split('\n');
  return `${[...own, ...Array.from({ length: count - own.length }, () => 'More.')].join('\n')}\n`;
};

const found = async (files: Readonly<Record<string, string>>, rule: string): Promise<readonly string[]> => {
  const { problems } = (await planloom(workspace(files), ['check', '--json'])).json() as {
    problems: readonly { rule: string; severity: string }[];
  };
  return problems.filter((problem) => problem.rule === rule).map(({ severity }) => severity);
};

describe('a document has a size that is', () => {
  const task = 'execution/EXECUTION_TASK_HARBOUR_11_01.md';
  test.each([
    ['plan-size', 'PLAN_HARBOUR.md', head, [700, 701, 900, 901]],
    ['execution-task-size', task, '# EXECUTION_TASK\n', [150, 151, 200, 201]],
    ['grammaplan-size', 'GRAMMAPLAN_PORT.md', '# GRAMMAPLAN: Port\n', [999, 1000, 1499, 1500]],
    ['north-star-size', 'NORTH_STAR_SEA.md', '# NORTH STAR: Sea\n', [1499, 1500, 1999, 2000]],
  ])('enough, warned of, and too much: %s', async (rule, file, start, counts) => {
    const severities = await Promise.all(
      counts.map((count) => found({ 'PLAN_HARBOUR.md': head, [file]: lines(start, count) }, rule)),
    );
    expect(severities).toEqual([[], ['warning'], ['warning'], ['error']]);
  });

  test('of a SUBPLAN never an error, and of a NORTH_STAR at least something', async () => {
    const subplan = { 'PLAN_HARBOUR.md': head, 'subplans/SUBPLAN_HARBOUR_11.md': lines('# SUBPLAN\n', 601) };
    expect(await found(subplan, 'subplan-size')).toEqual(['warning']);
    const star = (count: number) =>
      found({ 'NORTH_STAR_SEA.md': lines('# NORTH STAR: Sea\n', count) }, 'north-star-size');
    expect([await star(799), await star(800)]).toEqual([['info'], []]);
  });
});

describe('the methodology', () => {
  const quiet = onePlan['work-space/plans/PAYMENTS/PLAN_PAYMENTS.md'];

  test('is nothing that a workspace hears of which does not follow it', async () => {
    const long = lines(`${quiet}\n`, 2000);
    expect((await planloom(workspace({ 'PLAN_PAYMENTS.md': long }), ['check'])).stdout).toBe(
      'No problems in one file.\n',
    );
  });

  test('counts for all, or for none, where the configuration says so', async () => {
    const at = (methodology: string) => ({
      'PLAN_PAYMENTS.md': quiet,
      'planloom.config.json': JSON.stringify({ check: { methodology } }),
    });
    expect(await found(at('always'), 'plan-sections')).toEqual(['warning']);
    expect(await found({ ...at('never'), 'PLAN_PAYMENTS.md': head }, 'plan-sections')).toEqual([]);
    expect(await found({ 'PLAN_PAYMENTS.md': head }, 'plan-sections')).toEqual(['info']);
  });

  test('a rule that is switched off finds nothing, and one that does not exist is named', async () => {
    const place = workspace({
      'PLAN_HARBOUR.md': head,
      'planloom.config.json': '{ "check": { "off": ["plan-sections", "plan-sise"] } }',
    });
    const { stdout } = await planloom(place, ['check']);
    expect(stdout).not.toContain('lacks sections');
    expect(stdout).toContain('There is no rule "plan-sise".');
    expect(stdout).toContain('Did you mean "plan-size"?');
  });

  test.each([
    ['{ "check": "npm test" }', 'Commands that work has to pass stand in "checks".'],
    ['{ "check": { "sizes": { "plans": {} } } }', 'Did you mean "plan"?'],
    ['{ "check": { "sizes": { "plan": { "error": 0 } } } }', '"check.sizes.plan.error" is 0'],
    ['{ "check": { "effort": { "warning": 9, "error": 3 } } }', 'warns only behind its error'],
    ['{ "check": { "methodology": "sometimes" } }', 'not auto, always or never'],
    ['{ "check": { "off": [1] } }', '"check.off[0]" is the number 1'],
  ])('a mistake in the configuration is told: %s', async (config, told) => {
    const place = workspace({ 'planloom.config.json': config });
    expect((await planloom(place, ['check', 'planloom.config.json'])).stdout.replace(/\s+/g, ' ')).toContain(told);
  });

  test('looks at an EXECUTION_TASK alone', async () => {
    const task = 'execution/EXECUTION_TASK_HARBOUR_11_01.md';
    const place = workspace({
      'PLAN_HARBOUR.md': head,
      [task]: lines('# EXECUTION_TASK\n', 201),
      'planloom.config.json': '{}',
    });
    const { code, stdout } = await planloom(place, ['check', task]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${task}:201  error  execution-task-size`);
    expect(stdout).not.toContain('plan-sections');
  });
});

describe('check --score', () => {
  test('passes a plan that has everything, and says what each part lacks', async () => {
    const sections = [
      'Achievement Index',
      'Current Status & Handoff',
      'Goal',
      'Problem Statement',
      'Success Criteria',
      'Scope',
      'Desirable Achievements',
      'Active Components',
      'SUBPLAN Tracking',
      'Constraints',
      'References',
      'Time Estimates',
      'Archive Location',
      'Completion Criteria',
      'Context for Execution',
      'Focus Rules',
      'Size Limits',
      'GrammaPlan Consideration',
      'Pre-Completion Review',
    ];
    const whole = sections
      .map((title) => `## ${title}\n\n${title.startsWith('Desirable') ? '**Achievement 1.1**: Berths counted\n' : ''}`)
      .join('\n');
    const full = jsonOf(
      await planloom(workspace({ 'PLAN_HARBOUR.md': `# PLAN: Harbour\n\n${whole}` }), ['check', '--score', '--json']),
      'check',
    );
    expect(full).toMatchObject({ scores: [{ file: 'PLAN_HARBOUR.md', points: 100, passes: true }] });

    const place = workspace({ 'PLAN_HARBOUR.md': head, 'subplans/SUBPLAN_HARBOUR_1.1.md': '# SUBPLAN\n' });
    const { code, stdout } = await planloom(place, ['check', '--score']);
    expect(code).toBe(1);
    expect(stdout).toContain('75 are needed');
    expect(stdout).toContain('+5 Rename SUBPLAN_HARBOUR_1.1.md; --fix does.');
    expect(stdout).toMatch(/naming +15 of 20/);
  });

  test('is not asked for unless it is', async () => {
    expect((await planloom(workspace({ 'PLAN_HARBOUR.md': head }), ['check', '--json'])).json()).not.toHaveProperty(
      'scores',
    );
  });
});

describe('check --explain', () => {
  test('shows the page of a rule, the line of another, and the nearest to one that does not exist', async () => {
    const place = workspace();
    const page = await planloom(place, ['check', '--explain', 'plan-size']);
    expect(page.code).toBe(0);
    expect(page.stdout).toContain('Why it matters');
    expect(page.stdout).toContain('A warning above 700 lines, an error above 900');
    expect((await planloom(place, ['check', '--explain', 'dependency-cycle'])).stdout).toContain('lead back');
    const wrong = await planloom(place, ['check', '--explain', 'plan-sise']);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('plan-size');
    expect(jsonOf(await planloom(place, ['check', '--explain', 'broken-link', '--json']), 'rule')).toMatchObject({
      id: 'broken-link',
      isFixable: false,
    });
  });
});
