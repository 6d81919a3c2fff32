import { describe, expect, test } from 'vitest';
import type { Outcome } from '../support/planloom.ts';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';

/** A ticket shop: 1.1 and 1.2 need 0.1; 2.1 needs both; 1.1 and 1.2 touch the same file. */
const plan = `# PLAN: Ticket shop

**Achievement 0.1**: Seats are stored

- Effort: 2 hours

**Achievement 1.1**: Seats are sold

- Effort: 4 hours
- Depends on: 0.1

**Achievement 1.2**: Seats are given back

- Effort: 3 hours
- Depends on: 0.1

**Achievement 2.1**: The evening is reported

- Effort: 1 hour
- Depends on: 1.1, 1.2

**Achievement 2.2**: Posters hang

- Depends on: 0.1
`;

const entry = (id: string, dependencies: readonly string[], hours?: number) => ({
  achievement_id: id,
  title: `Piece ${id}`,
  dependencies,
  ...(hours === undefined ? {} : { estimated_hours: hours }),
});
const parallel = (more: object = {}): string =>
  JSON.stringify({
    schema_version: 1,
    plan_name: 'TICKETS',
    parallelization_level: 'level_3',
    achievements: [
      entry('0.1', [], 2),
      entry('1.1', ['0.1'], 4),
      entry('1.2', ['0.1'], 3),
      entry('2.1', ['1.1', '1.2'], 1),
      entry('2.2', ['0.1']),
    ],
    ...more,
  });

interface Json {
  readonly kind: string;
  readonly executors: number;
  readonly makespanHours: number;
  readonly lowerBoundHours: number;
  readonly barrierHours: number;
  readonly sequentialHours: number;
  readonly assignments: readonly {
    readonly id: string;
    readonly executor: number;
    readonly startHours: number;
    readonly endHours: number;
    readonly conflicts: readonly { readonly with: string }[];
  }[];
  readonly enough: { readonly executors: number };
  readonly wrongEstimates: { readonly medianHours: number; readonly ninetiethHours: number } | null;
  readonly withoutEstimate: readonly string[];
  readonly leftOut: number;
  readonly problems: readonly { readonly message: string }[];
}
const json = (outcome: Outcome): Json => outcome.json() as Json;

describe('schedule', () => {
  test('says as JSON who does what when, beside the bounds', async () => {
    const place = workspace({ 'parallel.json': parallel() });
    const outcome = await planloom(place, ['schedule', 'parallel.json', '--executors', '2', '--json']);
    expect(outcome.code).toBe(0);
    expect(json(outcome)).toMatchObject({
      schemaVersion: 1,
      kind: 'schedule',
      executors: 2,
      makespanHours: 7,
      lowerBoundHours: 7,
      barrierHours: 7,
      sequentialHours: 10,
      enough: { executors: 2, makespanHours: 7 },
      withoutEstimate: ['2.2'],
    });
    expect(json(outcome).assignments.slice(0, 3)).toMatchObject([
      { id: '0.1', executor: 1, startHours: 0, endHours: 2 },
      { id: '1.1', executor: 1, startHours: 2, endHours: 6 },
      { id: '1.2', executor: 2, startHours: 2, endHours: 5 },
    ]);
  });

  test('keeps conflicting achievements apart, and shows what held one up', async () => {
    const conflicts = [
      { a: '1.1', b: '1.2', paths: ['src/seats.ts'] },
      { a: '1.1', b: '9.9', paths: ['src/gone.ts'] },
    ];
    const place = workspace({ 'parallel.json': parallel({ conflicts }) });
    const argv = ['schedule', 'parallel.json', '--executors', '2'];
    const { assignments, makespanHours } = json(await planloom(place, [...argv, '--json']));
    expect(makespanHours).toBe(10);
    expect(assignments.find(({ id }) => id === '1.2')?.conflicts).toMatchObject([{ with: '1.1' }]);
    const { stdout } = await planloom(place, argv);
    expect(stdout).toContain('×× a conflicting one runs');
    expect(stdout).toMatch(/1\.2 .*6–9 +×+▓+/);
  });

  test('takes executors and pools from planloom.config.json, the command line first', async () => {
    const place = workspace({
      'parallel.json': parallel(),
      'planloom.config.json': '{ "maxExecutors": 3, "pools": { "default": { "slots": 1 } } }',
    });
    const configured = await planloom(place, ['schedule', 'parallel.json', '--json']);
    expect(json(configured)).toMatchObject({ executors: 3, makespanHours: 10, pools: { default: 1 } });
    const asked = await planloom(place, ['schedule', 'parallel.json', '--executors', '2']);
    expect(asked.stdout).toContain('10 h with 2 executors, 1 slot in the pool default');
  });

  test('refuses a configuration that cannot be meant, at its place', async () => {
    const place = workspace({ 'parallel.json': parallel(), 'planloom.config.json': '{\n  "maxExecutors": 0\n}' });
    const { code, stderr } = await planloom(place, ['schedule', 'parallel.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('planloom.config.json:2:19');
  });

  test.each([
    ['--executors', '0'],
    ['--executors', 'many'],
    ['--rounds', '1.5'],
    ['--seed', '-1'],
    ['--improve', 'yes'],
    ['--default-hours', '0'],
    ['--format', 'png'],
  ])('refuses %s %s', async (option, value) => {
    const place = workspace({ 'parallel.json': parallel() });
    const { code, stderr } = await planloom(place, ['schedule', 'parallel.json', `${option}=${value}`]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${option} ${value}`);
  });

  test('says which achievements have no estimate, and counts them when told how', async () => {
    const place = workspace({ 'parallel.json': parallel() });
    const { stdout } = await planloom(place, ['schedule', 'parallel.json', '--executors', '1']);
    expect(stdout).toContain('1 of 5 have none (2.2) and take no time here');
    const counted = await planloom(place, [
      'schedule',
      'parallel.json',
      '--executors=1',
      '--default-hours=5',
      '--json',
    ]);
    expect(json(counted).makespanHours).toBe(15);
  });

  test('gives the same wrong estimates for the same seed', async () => {
    const place = workspace({ 'parallel.json': parallel() });
    const spread = async (seed: string) =>
      json(await planloom(place, ['schedule', 'parallel.json', '--seed', seed, '--rounds', '50', '--json']))
        .wrongEstimates;
    expect(await spread('3')).toEqual(await spread('3'));
    expect(await spread('3')).not.toEqual(await spread('4'));
    const none = await planloom(place, ['schedule', 'parallel.json', '--rounds', '0', '--json']);
    expect(json(none).wrongEstimates).toBeNull();
  });

  test('schedules a PLAN, or only what is left of it', async () => {
    const place = workspace({
      'work-space/plans/TICKETS/PLAN_TICKETS.md': plan,
      'work-space/plans/TICKETS/execution/feedbacks/APPROVED_01.md': '# Approved\n',
    });
    const whole = json(await planloom(place, ['schedule', '@TICKETS', '--executors', '2', '--json']));
    expect(whole).toMatchObject({ makespanHours: 7, leftOut: 0 });
    const rest = json(await planloom(place, ['schedule', '@TICKETS', '--executors', '2', '--remaining', '--json']));
    expect(rest).toMatchObject({ makespanHours: 5, leftOut: 1 });
    expect(rest.assignments.map(({ id }) => id)).not.toContain('0.1');
  });

  test('says that nothing is left when all is done', async () => {
    const place = workspace({
      'plan/PLAN_TICKETS.md': '# PLAN: Tickets\n\n**Achievement 0.1**: Seats are stored\n\n- Effort: 2 hours\n',
      'plan/execution/feedbacks/APPROVED_01.md': '# Approved\n',
    });
    const { code, stdout } = await planloom(place, ['schedule', 'plan/PLAN_TICKETS.md', '--remaining']);
    expect(code).toBe(0);
    expect(stdout).toContain('Nothing is left to be scheduled.');
  });

  test('refuses a parallel.json with a cycle by its path, as a negative answer', async () => {
    const place = workspace({
      'parallel.json': parallel({ achievements: [entry('1.1', ['1.2'], 1), entry('1.2', ['1.1'], 1)] }),
    });
    const { code, stderr } = await planloom(place, ['schedule', 'parallel.json']);
    expect(code).toBe(1);
    expect(stderr).toContain('1.1 → 1.2 → 1.1');
    expect((await planloom(place, ['schedule', 'nowhere.json'])).code).toBe(2);
  });

  test('writes the picture where the user says, and over nothing but its own', async () => {
    const place = workspace({ 'parallel.json': parallel(), 'mine.svg': '<svg></svg>' });
    const first = await planloom(place, ['schedule', 'parallel.json', '--svg', 'chart.svg']);
    expect(first).toMatchObject({ code: 0, stdout: 'chart.svg written\n' });
    expect(place.read('chart.svg')).toMatch(/^<svg [^>]+>[^]*Piece 1\.1[^]*<\/svg>\n$/);
    expect((await planloom(place, ['schedule', 'parallel.json', '--svg', 'chart.svg'])).code).toBe(0);
    const refused = await planloom(place, ['schedule', 'parallel.json', '--svg', 'mine.svg']);
    expect(refused.code).toBe(2);
    expect(place.read('mine.svg')).toBe('<svg></svg>');
    expect((await planloom(place, ['schedule', 'parallel.json', '--svg', 'mine.svg', '--force'])).code).toBe(0);
    const printed = await planloom(place, ['schedule', 'parallel.json', '--format', 'svg']);
    expect(printed.stdout).toBe(place.read('chart.svg'));
  });
});

describe('check', () => {
  test('reports the configuration at the root, with the rest or by itself', async () => {
    const place = workspace({
      'PLAN_TICKETS.md': plan,
      'planloom.config.json': '{ "maxExecuters": 3 }',
    });
    for (const argv of [['check'], ['check', 'planloom.config.json']]) {
      const { stdout } = await planloom(place, argv);
      expect(stdout).toContain('planloom.config.json:1:3');
      expect(stdout).toContain('Did you mean "maxExecutors"?');
    }
  });
});
