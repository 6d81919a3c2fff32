import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import { achievement, goodPlan, planText } from './plans.ts';

const good = () => workspace({ 'PLAN_TIDE.md': goodPlan });

describe('a call that cannot be understood', () => {
  test.each([
    [['aprove'], "unknown command 'aprove'", 'Did you mean approve?'],
    [['status', '--jsn'], "unknown option '--jsn'", 'Did you mean --json?'],
    [['help', 'aprove'], "unknown command 'aprove'", 'Did you mean approve?'],
    [['graph', '--format', 'pdf'], '--format pdf is not known', 'Give text,'],
    [['discover', '--scope', '9'], '--scope 9 is not known', 'Give 1, 2 or 3'],
    [['subplan', '--batch', '--level', 'low'], '--level low is not a whole number', 'Give a number'],
    [['subplan', '--batch', '--level', '9', '--yes'], 'TIDE has no level 9', 'Its levels are 0 to 1'],
    [['subplan'], 'needs to know what to make', '--batch for a whole level'],
    [['approve'], 'approve needs an achievement id', 'planloom approve @PLAN 1.1'],
    [['approve', '1.3'], 'TIDE has no achievement 1.3', 'Did you mean 1.1 or 1.2?'],
    [['explain', '1.1'], 'explain needs two achievement ids', 'planloom explain @PLAN 1.1 2.1'],
    [['explain', '1.1', '1.1'], 'two different achievements, not 1.1 twice', 'Give another id'],
    [['status', '--root', 'nowhere'], 'nowhere does not exist', 'Give --root the folder of a workspace'],
    [
      ['status', 'PLAN_TIDE.md', '--root', 'nowhere'],
      'nowhere does not exist',
      'Give --root the folder of a workspace',
    ],
    [['check', '--root', 'nowhere'], 'nowhere does not exist', 'Give --root the folder of a workspace'],
    [['status', '--root', 'PLAN_TIDE.md'], 'it is a file, not a folder', 'Give --root the folder of a workspace'],
  ])('%j says what is wrong and what to do, and ends with 2', async (argv, says, advice) => {
    const place = good();
    const words = await planloom(place, argv);
    const flat = words.output.replace(/\s+/g, ' ');
    expect(flat).toContain(says);
    expect(flat).toContain(advice);
    expect(words.code).toBe(2);
    expect(place.files()).toEqual(['PLAN_TIDE.md']);
  });

  test('says the same as one object where JSON is asked for', async () => {
    const { code, stdout } = await planloom(good(), ['status', '--jsn', '--json']);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      kind: 'error',
      problems: [{ rule: 'usage', message: "unknown option '--jsn'.", advice: 'Did you mean --json?' }],
    });
    expect(code).toBe(2);
  });

  test('no arguments at all shows the help', async () => {
    const { code, stdout } = await planloom(good(), []);
    expect(stdout).toContain('Usage: planloom');
    expect(code).toBe(0);
  });

  test('a batch that nobody can be asked about ends with 2, the preview and nothing written', async () => {
    const place = good();
    const { code, stdout, stderr } = await planloom(place, ['subplan', '--batch']);
    expect(stderr).toContain('SUBPLAN_TIDE_11.md');
    expect(stderr).toContain('Add --yes');
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(place.files()).toEqual(['PLAN_TIDE.md']);
  });
});

describe('names', () => {
  test('the documents of 1.11 and 11.1, and of 1.1 and 1.10, never meet', async () => {
    const ids = ['1.1', '1.10', '1.11', '11.1'];
    const place = workspace({ 'PLAN_TIDE.md': planText(...ids.map((id) => achievement(id, `Turn ${id}`))) });
    await planloom(place, ['subplan', '--batch', '--all', '--yes']);
    await planloom(place, ['execution', '--batch', '--all', '--yes']);
    await planloom(place, ['approve', '1.11']);
    expect(place.files().filter((file) => file.startsWith('subplans/'))).toEqual([
      'subplans/SUBPLAN_TIDE_1-10.md',
      'subplans/SUBPLAN_TIDE_1-11.md',
      'subplans/SUBPLAN_TIDE_11-1.md',
      'subplans/SUBPLAN_TIDE_11.md',
    ]);
    const status = (await planloom(place, ['status', '--json'])).json() as {
      readonly achievements: readonly { readonly id: string; readonly status: string }[];
    };
    expect(Object.fromEntries(status.achievements.map((one) => [one.id, one.status]))).toEqual({
      '1.1': 'execution_created',
      '1.10': 'execution_created',
      '1.11': 'complete',
      '11.1': 'execution_created',
    });
  });

  test('a plan in another folder is named from where the user stands', async () => {
    const place = workspace({ 'plans/PLAN_TIDE.md': goodPlan });
    mkdirSync(place.path('here'));
    const { stdout } = await planloom(place, ['subplan', '../plans/PLAN_TIDE.md', '--batch', '--yes', '--json'], {
      cwd: 'here',
    });
    expect(JSON.parse(stdout)).toMatchObject({
      created: [{ id: '1.1', file: '../plans/subplans/SUBPLAN_TIDE_11.md' }],
    });
    const check = await planloom(place, ['explain', '../plans/PLAN_TIDE.md', '1.1', '1.2'], { cwd: 'here' });
    expect(check.stdout).toContain('../plans/PLAN_TIDE.md:19:19');
  });

  test.each([
    ['PLAN_HIGH TIDE.md', "'@HIGH TIDE'"],
    ['PLAN_$HOME.md', "'@$HOME'"],
    ["PLAN_IT'S.md", "'@IT'\\''S'"],
    ['PLAN_ПРИЛИВ.md', '@ПРИЛИВ'],
  ])('the command that is proposed for %s can be pasted into a shell', async (file, argument) => {
    const { stdout } = await planloom(workspace({ [file]: goodPlan }), ['next']);
    expect(stdout).toContain(`planloom subplan ${argument} --batch`);
  });
});

describe('what was left out of the graph', () => {
  test.each(['status', 'next', 'graph', 'explain 1.1 1.2', 'subplan --batch --yes', 'approve 1.1'])(
    'a broken parallel.json is said by %s, with its place',
    async (call) => {
      const place = workspace({ 'PLAN_TIDE.md': goodPlan, 'parallel.json': '{\n  "plan_name": "TIDE",\n}\n' });
      if (call.startsWith('approve')) await planloom(place, ['subplan', '--batch', '--yes']);
      const { output } = await planloom(place, call.split(' '));
      const flat = output.replace(/\s+/g, ' ');
      expect(flat).toContain('parallel.json:2');
      expect(flat).toContain('A comma stands before "}", with nothing after it.');
    },
  );

  test.each(['status', 'next', 'graph'])('a SUBPLAN that cannot be read is said by %s', async (call) => {
    const place = workspace({ 'PLAN_TIDE.md': goodPlan });
    place.write('subplans/SUBPLAN_TIDE_11.md', Uint8Array.from([0, 1]));
    const { output } = await planloom(place, [call]);
    expect(output.replace(/\s+/g, ' ')).toContain('subplans/SUBPLAN_TIDE_11.md is not a text file');
  });
});
