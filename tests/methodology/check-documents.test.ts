import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import { ok } from '../../src/domain/result.ts';
import type { ListLimits } from '../../src/ports/files.ts';
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

  test('a rule that stays on is named where the configuration switches it off', async () => {
    const place = workspace({ 'planloom.config.json': '{ "check": { "off": ["open-part", "dependency-cycle"] } }' });
    const { problems } = (await planloom(place, ['check', 'planloom.config.json', '--json'])).json() as {
      problems: readonly object[];
    };
    expect(problems).toMatchObject([{ rule: 'always-on', at: { line: 1, column: 35 } }]);
  });

  test('what is switched off is so in a parallel.json without a plan too', async () => {
    const place = workspace({
      'parallel_1.json':
        '{ "plan_name": "X", "parallelization_level": "level_2", "achievements": [{ "achievement_id": "1.1", "dependencies": [], "status": "complete", "estimated_hours": "many" }] }',
      'planloom.config.json': '{ "check": { "off": ["unreadable-estimate"] } }',
    });
    expect((await planloom(place, ['check'])).stdout).toContain('No problems in 2 files');
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

  test('a line without end is read once, whatever it looks like', async () => {
    const lines = [`**SUBPLANs**: 1${' '.repeat(5000)}x`, '['.repeat(20_000), `**Progress**:${' '.repeat(20_000)}x`];
    const text = head.replace('## Achievements', `${lines.join('\n\n')}\n\n## Achievements`);
    const { code } = await planloom(workspace({ 'PLAN_HARBOUR.md': text }), ['check']);
    expect(code).toBe(0);
  });

  test('what is named twice is told once', async () => {
    const place = workspace({ 'PLAN_HARBOUR.md': head, 'planloom.config.json': '{}' });
    const once = (await planloom(place, ['check', 'PLAN_HARBOUR.md', '--score', '--json'])).json();
    const thrice = ['check', 'PLAN_HARBOUR.md', './PLAN_HARBOUR.md', '@HARBOUR', '--score', '--json'];
    expect((await planloom(place, thrice)).json()).toEqual(once);
  });

  test('an Achievement Index in which nothing stands is told at its place', async () => {
    const empty = head.replace('## Achievements', '## Achievement Index\n\n## Achievements');
    const { stdout } = await planloom(workspace({ 'PLAN_HARBOUR.md': empty }), ['check']);
    expect(stdout).toContain('PLAN_HARBOUR.md:5:4  warning  index-missing-entry');
  });

  test('a key of front matter is found where it stands', async () => {
    const text = `---\ntitle: x\nstatus: complete\n---\n${head}`;
    const { stdout } = await planloom(workspace({ 'PLAN_HARBOUR.md': text }), ['check']);
    expect(stdout).toContain('PLAN_HARBOUR.md:3:1  plan-status');
  });

  test('nothing is concluded from what lies in a folder that cannot be entered', async () => {
    const place = workspace({
      'PLAN_HARBOUR.md': `${head}\n## SUBPLAN Tracking\n\n**SUBPLANs**: 1\n`,
      'execution/EXECUTION_TASK_HARBOUR_11_01.md': '# EXECUTION_TASK\n',
    });
    const { checkPaths } = await import('../../src/app/check-paths.ts');
    const { NodeFiles } = await import('../../src/adapters/node-files.ts');
    // A closed folder, also where the tests run as somebody who may enter every folder.
    class Closed extends NodeFiles {
      override async list(folder: string, limits: ListLimits) {
        const listing = await super.list(folder, limits);
        return listing.ok ? ok({ ...listing.value, closed: ['subplans', 'pgdata'] }) : listing;
      }
    }
    const world = {
      cwd: place.root,
      files: (root: string) => new Closed(root),
      findRoot: () => place.root,
      progress: () => undefined,
      runs: () => ({ list: () => Promise.resolve([]) }),
    } as unknown as Parameters<typeof checkPaths>[0];
    const { problems } = await checkPaths(world, []);
    expect(problems.filter(({ severity }) => severity !== 'info')).toMatchObject([
      { rule: 'unreadable-file', severity: 'warning', at: { file: 'subplans' } },
    ]);
  });

  test.each([
    [['--dry-run'], '--dry-run is for --fix'],
    [['--yes'], '--yes is for --fix'],
    [['--fix', '--format', 'sarif'], 'do not go together'],
  ])('a flag that would do nothing is refused: %s', async (flags, told) => {
    const { code, stderr } = await planloom(workspace({ 'PLAN_HARBOUR.md': head }), ['check', ...flags]);
    expect(code).toBe(2);
    expect(stderr).toContain(told);
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

describe('an approval over an open FIX', () => {
  const feedbacks = { 'PLAN_HARBOUR.md': head, 'subplans/SUBPLAN_HARBOUR_11.md': '# SUBPLAN\n' };

  test('is a remark where it was forced, and a warning where it does not name the FIX', async () => {
    const place = workspace(feedbacks);
    await planloom(place, ['fix', '1.1', '--reason', 'Two berths are missing.']);
    expect((await planloom(place, ['approve', '1.1', '--force'])).code).toBe(0);
    const { problems } = (await planloom(place, ['check', '--json'])).json() as { problems: readonly Problem[] };
    expect(problems.filter(({ rule }) => rule === 'contradicting-feedback')).toMatchObject([
      { severity: 'info', message: '1.1 is approved over its FIX_11.md, which is still open.' },
    ]);
    place.write('execution/feedbacks/APPROVED_11.md', '# APPROVED\n');
    const { stdout } = await planloom(place, ['check']);
    expect(stdout).toContain('1.1 is approved, and its FIX_11.md is still open.');
  });
});

describe('a contradiction', () => {
  test('stands at a place that states the dependency, and says which side each other place takes', async () => {
    const text = `${head}\n- **Blocks**: None\n\n**Achievement 1.2**: Pilots called\n\n- **Dependencies**: 1.1\n`;
    const { problems } = (await planloom(workspace({ 'PLAN_HARBOUR.md': text }), ['check', '--json'])).json() as {
      problems: readonly Problem[];
    };
    expect(problems.filter(({ rule }) => rule === 'contradiction')).toMatchObject([
      { at: { line: 13 }, related: [{ at: { line: 9 }, message: 'This place speaks against it.' }] },
    ]);
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
    expect(stdout).toContain('+5 Rename SUBPLAN_HARBOUR_1.1.md; --fix does');
    expect(stdout).toMatch(/naming +15 of 20/);
  });

  test('adds up in whole points, and what is promised is what doing it brings', async () => {
    interface Part {
      readonly points: number;
      readonly weight: number;
      readonly raise: readonly { readonly points: number; readonly advice: string }[];
    }
    const scored = async (more: string) => {
      const call = await planloom(workspace({ 'PLAN_HARBOUR.md': head + more }), ['check', '--score', '--json']);
      const { scores } = call.json() as { scores: readonly { points: number; parts: readonly Part[] }[] };
      return scores[0]!;
    };
    const { points, parts } = await scored('');
    for (const part of parts) {
      expect(part.points + part.raise.reduce((sum, one) => sum + one.points, 0)).toBe(part.weight);
    }
    expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    expect(parts.reduce((sum, part) => sum + part.points, 0)).toBe(points);
    for (const [title, what] of [
      ['Success Criteria', '"Success Criteria"'],
      ['Focus Rules', '"Focus Rules"'],
    ] as const) {
      const promised = parts.flatMap(({ raise }) => raise).find(({ advice }) => advice.includes(what));
      expect((await scored(`\n## ${title}\n\nSome.\n`)).points).toBe(points + (promised?.points ?? NaN));
    }
    const related = parts.flatMap(({ raise }) => raise).find(({ advice }) => advice.includes('"Related Plans"'));
    // The section counts in the outline too, as its References.
    expect((await scored('\n## Related Plans\n\nNone\n')).points).toBe(points + (related?.points ?? NaN) + 2);
  });

  test('gives nothing for sections that are still to be written, and all for prose in their place', async () => {
    const place = workspace({ '.git/HEAD': '' });
    await planloom(place, ['new', 'plan', 'HARBOUR']);
    const file = 'work-space/plans/HARBOUR/PLAN_HARBOUR.md';
    const template = async (): Promise<unknown> => (await planloom(place, ['check', '--score', '--json'])).json();
    expect(await template()).toMatchObject({ scores: [{ points: 66, passes: false }] });
    const score = (await planloom(place, ['check', '--score'])).stdout;
    expect(score).toContain('+4 Write what is open in the section "Scope".');
    expect(score).toContain('Name related plans in the section "References"');
    place.write(file, place.read(file).replaceAll(/^> \*\*To be written.*$/gm, 'Something.'));
    expect(await template()).toMatchObject({ problems: [], scores: [{ points: 100, passes: true }] });
  });

  test('is not asked for unless it is', async () => {
    expect((await planloom(workspace({ 'PLAN_HARBOUR.md': head }), ['check', '--json'])).json()).not.toHaveProperty(
      'scores',
    );
  });
});

describe('check', () => {
  test('lists what is open in a PLAN and in what stands above it, unless that is switched off', async () => {
    const place = workspace({ '.git/HEAD': '' });
    for (const kind of ['plan', 'grammaplan', 'north-star']) await planloom(place, ['new', kind, 'HARBOUR']);
    const openIn = async (): Promise<string[]> => {
      const { problems } = (await planloom(place, ['check', '--json'])).json() as { problems: readonly Problem[] };
      const open = problems.filter(({ rule }) => rule === 'open-part');
      return [...new Set(open.map(({ at, severity }) => `${severity} ${at.file.split('/').at(-1)}`))];
    };
    expect((await openIn()).sort()).toEqual([
      'info GRAMMAPLAN_HARBOUR.md',
      'info NORTH_STAR_HARBOUR.md',
      'info PLAN_HARBOUR.md',
    ]);
    place.write('planloom.config.json', '{"check":{"off":["open-part"]}}');
    expect(await openIn()).toEqual([]);
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
