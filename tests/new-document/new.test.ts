import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jsonOf } from '../cli/json-output.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const kiosk = [
  'new',
  'plan',
  'KIOSK',
  '--title',
  'Ticket kiosk',
  '--goal',
  'A ticket in a minute',
  '--achievement',
  '1.1: Tickets can be chosen (2h)',
  '--achievement',
  '1.2: Cards are charged',
  '--effort',
  '1.2: 4-6h',
  '--needs',
  '1.2: 1.1',
];
const file = 'work-space/plans/KIOSK/PLAN_KIOSK.md';
const place = (): Workspace => workspace({ '.git/HEAD': '' });
const withKiosk = async (): Promise<Workspace> => {
  const at = place();
  expect((await planloom(at, kiosk)).code).toBe(0);
  return at;
};
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('planloom new plan', () => {
  test('writes a PLAN that the check finds nothing against, and says what comes next', async () => {
    const at = place();
    const { code, stdout, stderr } = await planloom(at, kiosk);
    expect(code).toBe(0);
    expect(stdout).toContain(`written  ${file}`);
    expect(stderr).toContain('planloom discover @KIOSK');
    expect(at.files().filter((one) => !one.startsWith('.git'))).toEqual([file]);
    expect(at.read(file)).toContain('**Author**: Ada Example\n**Goal**: A ticket in a minute\n');
    const check = await planloom(at, ['check', '@KIOSK', '--json']);
    expect(check.code).toBe(0);
    expect(jsonOf(check, 'check')).toMatchObject({ counts: { errors: 0, warnings: 0 } });
    expect((await planloom(at, ['discover', '@KIOSK'])).stdout).toContain('needs 1.1  stated');
  });

  test('names it by its title where no name is given', async () => {
    const at = place();
    const { code, stdout } = await planloom(at, ['new', 'plan', '--title', 'Gauges of the tide', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'new-document',
      document: 'plan',
      name: 'GAUGES-TIDE',
      written: true,
    });
    const long = ['new', 'plan', '--title', 'We want a tool that mails the weather to every boat of the harbour'];
    const { stdout: said } = await planloom(place(), long);
    expect(flat(said)).toContain(
      'The name TOOL-MAILS-WEATHER-BOAT is made from the title; planloom new plan NAME takes',
    );
  });

  test('shows the document with --dry-run, and writes nothing', async () => {
    const at = place();
    const { code, stdout, stderr } = await planloom(at, [...kiosk, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# PLAN: Ticket kiosk\n/);
    expect(stderr).toContain(`would be written  ${file}`);
    expect(at.files()).toEqual(['.git/HEAD']);
  });

  test('never writes over anything', async () => {
    const at = await withKiosk();
    const before = at.read(file);
    const again = await planloom(at, ['new', 'plan', 'kiosk', '--title', 'Other']);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain(`There is ${file} already.`);
    expect(at.read(file)).toBe(before);
  });

  test('takes a template of the workspace instead of ours', async () => {
    const template = 'work-space/templates/plan.md.hbs';
    const at = place();
    at.write(
      template,
      '# PLAN: {{title}}\n{{#each priorities}}{{#each achievements}}\n**Achievement {{id}}**: {{title}}{{#if effort}} ({{effort}}){{/if}}\n{{/each}}{{/each}}',
    );
    expect((await planloom(at, kiosk)).code).toBe(0);
    expect(at.read(file)).toContain('**Achievement 1.2**: Cards are charged (4-6 hours)\n');
    at.write(template, '# {{titel}}');
    const broken = await planloom(at, ['new', 'plan', 'B']);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('field "titel"');
  });

  test('refuses a template of the workspace that loses what was said', async () => {
    const at = place();
    at.write('work-space/templates/plan.md.hbs', '# PLAN: {{title}}\n\n**Achievement 9.9**: Mine\n');
    const { code } = await planloom(at, kiosk);
    expect(code).toBe(2);
    expect(at.files()).not.toContain(file);
  });

  test.each([
    '../evil',
    '..',
    '.hidden',
    '/etc/passwd',
    'a/b',
    'a\\b',
    'x'.repeat(65),
    ' ',
    'a b',
    'A\u0000B',
    'x\u202ey',
    'CON:',
  ])('refuses the name %j', async (name) => {
    for (const kind of ['plan', 'grammaplan', 'north-star']) {
      const at = place();
      const { code, stdout, stderr } = await planloom(at, ['new', kind, name]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(flat(stderr)).toContain('cannot be the name of a');
      expect(at.files()).toEqual(['.git/HEAD']);
    }
  });

  test('does not follow a link that leads out of the workspace', async () => {
    const at = place();
    const outside = workspace();
    mkdirSync(at.path('work-space'));
    symlinkSync(outside.root, at.path('work-space/plans'));
    const { code, stderr } = await planloom(at, kiosk);
    expect(code).toBe(2);
    expect(flat(stderr)).toContain('leads out of the workspace');
    expect(outside.files()).toEqual([]);
  });

  test.each([
    [['new', 'plan'], 'needs a name or a title'],
    [['new', 'plan', 'A', 'B'], 'one word too many'],
    [['new', 'KIOSK'], '"KIOSK" is no kind of document.'],
    [['new', 'grammarplan', 'X'], 'Did you mean grammaplan?'],
    [['new', 'plan', 'A', '--agent', 'claude'], '--agent goes with --from, and there is none.'],
    ...['CON', 'nul', 'Aux.md', 'com1.x', '\u{20000}'.repeat(50)].flatMap((name) =>
      ['plan', 'grammaplan', 'north-star'].map((kind): [string[], string] => [
        ['new', kind, name],
        'cannot be the name',
      ]),
    ),
    [['new', 'plan', 'A', '--child', 'B'], '--child does not go with planloom new plan'],
    [['new', 'plan', '--from', 'x', '--title', 'T'], '--title does not go with --from.'],
    [['new', 'subplan', '@A', '1.1', '--goal', 'x'], '--goal does not go with planloom new subplan.'],
    [['new', 'grammaplan', 'A', '--achievement', '1.1: x'], '--achievement does not go with planloom new grammaplan.'],
    [['new', 'grammaplan'], 'A new grammaplan needs a name.'],
    [['new', 'north-star', 'A', 'B'], 'Children go with --child.'],
    [['new', 'subplan'], 'needs an achievement id'],
    [['new', 'execution', '1.1', '1.2'], 'one document at a time'],
    [['new', 'plan', 'A', '--achievement', 'Tickets'], 'Write --achievement "1.1: Tickets can be chosen".'],
    [['new', 'plan', 'A', '--achievement', '1.1: A', '--needs', '1.1: 2.2'], 'depends on 2.2, which is not there'],
  ])('refuses %j', async (argv, words) => {
    const at = place();
    for (const json of [[], ['--json']]) {
      const { code, output } = await planloom(at, [...argv, ...json]);
      expect(code).toBe(2);
      if (json.length === 0) expect(flat(output)).toContain(words);
    }
    expect(at.files()).toEqual(['.git/HEAD']);
  });

  test('refuses titles of which nothing remains in a document', async () => {
    const at = place();
    const { code, stderr } = await planloom(at, ['new', 'plan', 'A', '--achievement', '1.1: (2h) (3h)', '--json']);
    expect(code, stderr).toBeOneOf([0, 2]);
    expect((await planloom(at, ['check'])).code).not.toBe(1);
  });
});

describe('planloom new subplan and new execution', () => {
  test('make the same documents as the batches, without asking', async () => {
    const one = await withKiosk();
    const batch = await withKiosk();
    for (const kind of ['subplan', 'execution'] as const) {
      const { code } = await planloom(one, ['new', kind, '@KIOSK', '1.1']);
      expect(code).toBe(0);
      await planloom(batch, [kind, '@KIOSK', '--batch', '--yes']);
    }
    expect(one.files()).toEqual(batch.files());
    const folder = 'work-space/plans/KIOSK';
    for (const document of ['subplans/SUBPLAN_KIOSK_11.md', 'execution/EXECUTION_TASK_KIOSK_11_01.md']) {
      expect(one.read(`${folder}/${document}`)).toBe(batch.read(`${folder}/${document}`));
    }
  });

  test('find the only plan, take the names of the documents, and leave alone what is there', async () => {
    const at = await withKiosk();
    expect((await planloom(at, ['new', 'SUBPLAN', '1.2'])).code).toBe(0);
    const subplan = 'work-space/plans/KIOSK/subplans/SUBPLAN_KIOSK_12.md';
    at.write(subplan, 'mine\n');
    const again = await planloom(at, ['new', 'subplan', '1.2']);
    expect(again.code).toBe(0);
    expect(at.read(subplan)).toBe('mine\n');
    expect((await planloom(at, ['new', 'EXECUTION_TASK', '1.2', '--dry-run'])).stdout).toContain('1.2');
  });

  test('refuse what the plan does not have', async () => {
    const at = await withKiosk();
    const { code, stderr } = await planloom(at, ['new', 'subplan', '@KIOSK', '7.7']);
    expect(code).toBe(2);
    expect(stderr).toContain('7.7');
    expect((await planloom(at, ['new', 'execution', '@NOWHERE', '1.1'])).code).toBe(2);
  });
});

describe('planloom new grammaplan and new north-star', () => {
  const grammaplan = 'work-space/grammaplans/SHOP/GRAMMAPLAN_SHOP.md';

  test('link children that exist, with hours and progress, and name those that do not', async () => {
    const at = await withKiosk();
    at.write('work-space/plans/KIOSK/execution/feedbacks/APPROVED_11.md', '# APPROVED\n');
    const { code, stdout } = await planloom(at, ['new', 'grammaplan', 'SHOP', '--child', 'kiosk', '--child', 'MAIL']);
    expect(code).toBe(0);
    expect(stdout).toContain('linked: KIOSK\n  not there yet: MAIL');
    const text = at.read(grammaplan);
    expect(text).toContain('| [KIOSK](../../plans/KIOSK/PLAN_KIOSK.md) | Ticket kiosk | 2 | 7 h |');
    expect(text).toContain('| KIOSK | 1 of 2 | 2 of 7 h | 28 % |');
    const star = await planloom(at, ['new', 'north-star', 'ALL', '--child', 'SHOP', 'KIOSK', '--json']);
    expect(jsonOf(star, 'new-document')).toMatchObject({
      path: 'work-space/north-stars/NORTH_STAR_ALL.md',
      children: [
        { name: 'SHOP', found: true },
        { name: 'KIOSK', found: true },
      ],
    });
    expect(at.read('work-space/north-stars/NORTH_STAR_ALL.md')).toContain(
      '[SHOP](../grammaplans/SHOP/GRAMMAPLAN_SHOP.md) | SHOP |',
    );
    expect((await planloom(at, ['check'])).code).toBe(0);
  });

  test('find children as commands find plans', async () => {
    const at = await withKiosk();
    for (const [name, child] of [
      ['A', '@KIO'],
      ['B', file],
      ['C', '@PLAN_KIOSK.md'],
      ['D', 'PLAN_KIOSK.md'],
    ] as const) {
      const { code, stdout, stderr } = await planloom(at, ['new', 'grammaplan', name, '--child', child]);
      expect(code, stderr).toBe(0);
      expect(stdout).toContain('linked: KIOSK');
    }
  });

  test('link a child that has mistakes, without figures', async () => {
    const at = place();
    at.write('work-space/plans/BAD/PLAN_BAD.md', '# PLAN: Bad\n\nNothing here.\n');
    expect((await planloom(at, ['new', 'grammaplan', 'SHOP', '--child', 'BAD'])).code).toBe(0);
    expect(at.read(grammaplan)).toContain('| [BAD](../../plans/BAD/PLAN_BAD.md) | Bad | – | – |');
  });

  test.each([
    [['--child', '@NOWHERE'], 'NOWHERE'],
    [['--child', '../../etc/passwd'], 'passwd'],
    [['--child', 'a b'], 'cannot be the name of a child'],
    [['--child', 'KIOSK', '--child', 'kiosk'], 'named twice'],
  ])('refuse the children %j', async (argv, words) => {
    const at = await withKiosk();
    const { code, stderr } = await planloom(at, ['new', 'grammaplan', 'SHOP', ...argv]);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(at.files()).not.toContain(grammaplan);
  });

  test('never write over anything, wherever it lies', async () => {
    const at = place();
    at.write('docs/GRAMMAPLAN_Shop.md', 'mine');
    const { code, stderr } = await planloom(at, ['new', 'grammaplan', 'SHOP']);
    expect(code).toBe(2);
    expect(stderr).toContain('There is docs/GRAMMAPLAN_Shop.md already.');
  });
});

test('the shell is offered kinds, plans and ids', async () => {
  const at = await withKiosk();
  const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
    const { stdout } = await planloom(at, ['complete', '--', ...words]);
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t')[0] ?? '');
  };
  expect(await offered('new', '')).toEqual(['plan', 'subplan', 'execution', 'grammaplan', 'north-star']);
  expect(await offered('new', 'subplan', '')).toEqual(['@KIOSK', '1.1', '1.2']);
  expect(await offered('new', 'execution', '@KIOSK', '1.2')).toEqual(['1.2']);
  expect(await offered('new', 'plan', '')).toEqual(['']);
});

describe('planloom new at a terminal', () => {
  const ctrlC = '\u0003';
  const written = (at: Workspace): readonly string[] => at.files().filter((one) => !one.startsWith('.git'));

  test('asks for what the options leave out, shows the PLAN, and writes it after a yes', async () => {
    const at = place();
    const lines = [
      'BAD NAME',
      'KIOSK',
      '',
      'A ticket in a minute',
      'Tickets can be chosen',
      'soon',
      '2h',
      '9.9',
      'none',
    ];
    lines.push('src/choose.ts; A drawing of it', 'Cards are charged (4-6h)', '1.1', '', '', 'y');
    const { code, stdout, stderr } = await planloom(at, ['new', 'plan'], { lines });
    expect({ code, stdout: stdout.split('\n')[0] }).toEqual({ code: 0, stdout: `written  ${file}` });
    const text = at.read(file);
    expect(stderr).toContain(text);
    expect(text).toContain('# PLAN: KIOSK\n');
    expect(text).toContain('**Goal**: A ticket in a minute\n');
    expect(text).toContain('- Achievement 1.1: Tickets can be chosen (2 hours)\n- Achievement 1.2: Cards are charged');
    expect(text).toMatch(/- `src\/choose\.ts`\n {2}- A drawing of it\n/);
    expect(stderr).toContain('"BAD NAME" cannot be the name of a plan.');
    expect(stderr).toContain('"soon" cannot be read.');
    expect(stderr).toContain('Achievement 1.1 depends on 9.9');
    expect((await planloom(at, ['discover', '@KIOSK'])).stdout).toContain('needs 1.1  stated');
  });

  test('asks for nothing that is given, and not at all with --yes', async () => {
    for (const argv of [kiosk, ['new', 'plan', 'KIOSK', '--yes']]) {
      const { code, stderr } = await planloom(place(), argv, { lines: [] });
      expect(code).toBe(0);
      expect(stderr).not.toContain('Goal');
    }
  });

  test('writes nothing when it is interrupted at any question, or told no', async () => {
    const at = place();
    const answers = ['KIOSK', 'Ticket kiosk', 'A goal', 'Choose', '2h', 'none', 'a.ts', '', ctrlC];
    for (const index of answers.keys()) {
      const { code, stderr } = await planloom(at, ['new', 'plan'], { lines: [...answers.slice(0, index), ctrlC] });
      expect({ code, end: stderr.slice(-22) }).toEqual({ code: 130, end: '\nNothing was written.\n' });
    }
    expect((await planloom(at, ['new', 'plan'], { lines: [...answers.slice(0, 8), 'n'] })).code).toBe(1);
    expect(written(at)).toEqual([]);
  });

  test('asks for a GRAMMAPLAN and its children', async () => {
    const at = await withKiosk();
    const { code, stdout } = await planloom(at, ['new', 'grammaplan'], {
      lines: ['', 'SHOPS', '', '', 'KIOSK MAIL', 'y'],
    });
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain('linked: KIOSK\n  not there yet: MAIL\n');
  });
});
