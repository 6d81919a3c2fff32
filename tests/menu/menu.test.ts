import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planloom, typed } from '../support/planloom.ts';
import type { Outcome, Setting } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const plan = `# PLAN: Ferries

**Achievement 1.1**: Timetable read

- **Deliverables**: \`src/timetable.ts\`
- **Dependencies**: None

**Achievement 1.2**: Delays shown

- **Deliverables**: \`src/delays.ts\`
- **Dependencies**: 1.1
`;
const ferries = (): Workspace => workspace({ '.git/HEAD': '', 'PLAN_FERRIES.md': plan });

/** The menu, with these keys. */
const menu = (place: Workspace, keys: string, setting: Setting & { readonly argv?: readonly string[] } = {}) =>
  planloom(place, ['menu', ...(setting.argv ?? [])], { ...setting, keys: typed(keys) });

/** The entry that is proposed each time that the state was read, with its command, in order. */
const proposals = ({ stderr }: Outcome): readonly string[] =>
  [...stderr.matchAll(/\n\n(?: {2}\w {2}.*\n)*> (\w {2}.*)\n/g)].map(([, line = '']) => line.replace(/ {2,}/g, ' '));

describe('what is proposed is true', () => {
  test('from the first SUBPLAN to the last approval, and never complete before it is', async () => {
    const place = ferries();
    const steps = [
      ['1y\r', '1 Create the SUBPLAN of level 0 planloom subplan @FERRIES --batch'],
      ['2y\r', '2 Create the EXECUTION_TASK of level 0 planloom execution @FERRIES --batch'],
      ['611seen\r', '4 Prompt: continue-subplan 1.1 planloom prompt next @FERRIES'],
      ['1y\r', '1 Create the SUBPLAN of level 1 planloom subplan @FERRIES --batch'],
      ['612it flickers\r', '2 Create the EXECUTION_TASK of level 1 planloom execution @FERRIES --batch'],
      ['q', '4 Prompt: fix 1.2 planloom prompt next @FERRIES'],
    ] as const;
    const shown = await menu(place, steps.map(([keys]) => keys).join(''));
    expect(shown.code).toBe(0);
    expect(proposals(shown)).toEqual(steps.map(([, proposal]) => proposal));
    expect(shown.stderr).not.toContain('All 2 achievements are complete');
    expect(place.files()).toContain('execution/feedbacks/FIX_12.md');

    place.write('execution/feedbacks/FIX_12_RESOLUTION.md', 'Steady now.\n');
    const last = await menu(place, '611\rq');
    expect(place.files()).toContain('execution/feedbacks/APPROVED_12.md');
    expect(last.stderr).toContain('2 of 2 done (100 %); 2 complete\n  → All 2 achievements are complete.\n');
    expect(proposals(last).at(-1)).toBe('8 Status, achievement by achievement planloom status @FERRIES');
  });

  test('it is what next recommends', async () => {
    const place = ferries();
    const [, say] = /→ (.*)\n/.exec((await planloom(place, ['next'])).stdout) ?? [];
    expect((await menu(place, 'q')).stderr).toContain(`→ ${say}\n`);
  });
});

test('an action shows its command, prints what the command prints, and changes nothing without a yes', async () => {
  const place = ferries();
  const shown = await menu(place, '1n\r7\u0003');
  expect(shown.code).toBe(130);
  expect(shown.stderr).toContain('$ planloom subplan @FERRIES --batch\n');
  expect(shown.stderr).toContain('Nothing was made.');
  expect(shown.stdout).toBe((await planloom(place, ['graph', '@FERRIES'])).stdout);
  expect(place.files()).toEqual(['.git/HEAD', 'PLAN_FERRIES.md']);
});

test('Ctrl-C at a question answers no, and leaves', async () => {
  const place = ferries();
  const shown = await menu(place, '1y\u00037');
  expect(shown).toMatchObject({ code: 130, stdout: '' });
  expect(place.files()).toHaveLength(2);
});

test('entries that make no sense now say why', async () => {
  const { stderr } = await menu(ferries(), '23q', { width: 140 });
  expect(stderr).toContain('Not now: There is nothing to make: 1.1 has no SUBPLAN.');
  expect(stderr).toContain('Not now: There is no document to fill.');
  expect(stderr).not.toContain('Another plan');
});

test('h shows the help of the command', async () => {
  const { stdout, code } = await menu(ferries(), 'hq');
  expect(code).toBe(0);
  expect(stdout).toContain('Arrows or j and k move');
});

describe('open parts', () => {
  test('are asked for, and the answer is brought in', async () => {
    const place = ferries();
    await planloom(place, ['subplan', '--batch', '--yes']);
    await menu(place, '33fill.md\rq');
    const [, part = ''] = /=== part (\S+) ===/.exec(place.read('fill.md')) ?? [];
    expect(part).toMatch(/^1\.1\/S/);
    place.write('answer.md', `=== part ${part} ===\nBy reading the file twice.\n=== end ${part} ===\n`);
    await menu(place, '34answer.md\ry\rq');
    expect(place.read('subplans/SUBPLAN_FERRIES_11.md')).toContain('By reading the file twice.');
  });
});

describe('several plans', () => {
  const both = (): Workspace =>
    workspace({
      '.git/HEAD': '',
      'a/PLAN_FERRIES.md': plan,
      'b/PLAN_TRAINS.md': plan.replace('Ferries', 'Trains'),
    });

  test('where none is named, it is asked for; another one is a key away', async () => {
    const shown = await menu(both(), '202107q');
    expect(shown.code).toBe(0);
    expect(shown.stderr).toContain('Which plan?\n> 1  @FERRIES');
    expect(shown.stderr.match(/^(?:FERRIES|TRAINS)$/gm)).toEqual(['TRAINS', 'FERRIES']);
  });

  test('of the same name are told apart by their paths', async () => {
    const place = workspace({ '.git/HEAD': '', 'a/PLAN_FERRIES.md': plan, 'b/PLAN_FERRIES.md': plan });
    const { stderr, code } = await menu(place, '21y\rq', { argv: ['b/PLAN_FERRIES.md'] });
    expect(code).toBe(0);
    expect(stderr).toContain('$ planloom subplan b/PLAN_FERRIES.md --batch');
    expect(place.files()).toContain('b/subplans/SUBPLAN_FERRIES_11.md');
  });

  test('of another workspace are reached from here by every command', async () => {
    const place = workspace({ 'here/.git/HEAD': '', 'there/.git/HEAD': '', 'there/PLAN_FERRIES.md': plan });
    const { stderr } = await menu(place, '1y\r7q', { cwd: 'here', argv: ['../there/PLAN_FERRIES.md'] });
    expect(stderr).toContain('$ planloom graph @FERRIES --root ../there');
    expect(place.files()).toContain('there/subplans/SUBPLAN_FERRIES_11.md');
  });
});

test('a plan that is no graph says so, and is read again when it is one', async () => {
  const place = ferries();
  place.write('PLAN_FERRIES.md', plan.replace('None', '1.2'));
  const shown = await menu(place, '2q');
  expect(shown.code).toBe(0);
  expect(shown.stderr).toContain('form a cycle: 1.1 needs 1.2, 1.2 needs 1.1.');
  expect(proposals(shown)).toEqual(Array(2).fill('1 Read it again planloom menu @FERRIES'));
  expect(shown.stderr).toContain('$ planloom check @FERRIES');
});

test.each([
  [[], undefined, 'planloom next says what to do'],
  [['--json'], '', 'planloom next --json'],
  [['@NOPE'], '', 'No plan of this workspace is named @NOPE.'],
])('%j without what it needs: one error, exit 2', async (argv, keys, expected) => {
  const shown = await planloom(ferries(), ['menu', ...argv], keys === undefined ? {} : { keys: typed(keys) });
  expect(shown.code).toBe(2);
  expect(shown.output).toContain(expected);
  expect(shown.output.match(/error/g)).toHaveLength(argv[0] === '--json' ? 2 : 1);
});

test('the page shows what the menu shows', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const place = workspace();
  cpSync(`${root}examples/webhooks`, place.root, { recursive: true });
  const { stderr } = await menu(place, 'q', { width: 80 });
  const file = `${root}documentation/menu.md`;
  const page = readFileSync(file, 'utf8');
  const shown = stderr.split('\u001b')[0]!.trimEnd();
  const current = page.replace(/(?<=```text\n)[^]*?(?=\n```)/, () => shown);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(file, current);
  else expect(page).toBe(current);
});
