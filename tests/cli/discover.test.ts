import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, onePlan, payments, ringRoad } from './plans.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/parallel.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

interface Entry {
  achievement_id: string;
  dependencies: string[];
  dependency_evidence: { on: string; kind: string; removed?: boolean }[];
  [key: string]: unknown;
}
interface ParallelJson {
  achievements: Entry[];
  [key: string]: unknown;
}

const file = `${folder}/parallel.json`;
const written = (place: Workspace, name = file): ParallelJson => JSON.parse(place.read(name)) as ParallelJson;
const entryOf = ({ achievements }: ParallelJson, id: string): Entry =>
  achievements.find(({ achievement_id }) => achievement_id === id)!;
const edit = (place: Workspace, change: (content: ParallelJson) => void): void => {
  const content = written(place);
  change(content);
  place.write(file, JSON.stringify(content, null, 2));
};

describe('discover writes parallel.json', () => {
  test.each([
    ['discover', file],
    ['discover --scope 3', file],
    ['discover --assume none', file],
    ['discover --with-status', file],
    ['discover --scope 1 --achievement 1.1', `${folder}/parallel_11.json`],
  ])('%s: valid against the schema', async (argv, name) => {
    const place = workspace(onePlan);
    expect(await planloom(place, argv.split(' '))).toMatchObject({ code: 0 });
    validate(written(place, name));
    expect(validate.errors).toBeNull();
  });

  test('without a dependency on nothing, and says so in its exit code too', async () => {
    const broken = Object.fromEntries(
      Object.entries(onePlan).map(([name, text]) => [
        name,
        text.replace('Dependencies**: 1.2', 'Dependencies**: 1.22'),
      ]),
    );
    const place = workspace(broken);
    expect((await planloom(place, ['discover', '--dry-run'])).stderr).toContain(
      `${file} would be without what the error`,
    );
    const { code, stderr } = await planloom(place, ['discover']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/was written without what the error names: mend it, and run discover again\.\n$/);
    expect(entryOf(written(place), '3.1').dependencies).not.toContain('1.22');
    const again = await planloom(place, ['discover', '--json']);
    expect(again.code).toBe(1);
  });

  test('with the levels, groups and sums of the plan', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    expect(written(place)).toMatchObject({
      schema_version: 1,
      plan_name: 'PAYMENTS',
      parallelization_level: 'level_2',
      created_date: '2026-03-01',
      levels: [
        { level: 0, achievements: ['1.1'], groups: [['1.1']] },
        { level: 1, achievements: ['1.2', '1.3'], groups: [['1.2'], ['1.3']] },
        { level: 2, achievements: ['2.1', '3.1'] },
        { level: 3, achievements: ['2.2'] },
      ],
      conflicts: [{ a: '1.2', b: '1.3', paths: ['src/ledger/rates.ts'] }],
      critical_path: { achievements: ['1.1', '1.2', '2.1', '2.2'], hours: 15 },
    });
  });

  test('as it is said with --dry-run, which writes nothing', async () => {
    const place = workspace(onePlan);
    const before = place.files();
    const dry = await planloom(place, ['discover', '--dry-run']);
    expect(place.files()).toEqual(before);
    const real = await planloom(place, ['discover']);
    expect(real.stdout).toBe(dry.stdout.replace('would be written', 'written'));
  });

  test('once: the second time it is unchanged, on another day too', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    const before = place.read(file);
    const again = await planloom(place, ['discover'], { now: '2026-05-05T10:00:00Z' });
    expect(again.stdout).toMatch(/unchanged {2}\S*parallel\.json/);
    expect(place.read(file)).toBe(before);
  });

  test('not for a graph with a cycle, whose path it shows', async () => {
    const place = workspace({ 'PLAN_RING.md': ringRoad });
    const { code, stderr } = await planloom(place, ['discover']);
    expect(code).toBe(1);
    expect(stderr).toContain('1.1 needs 1.2, 1.2 needs 1.1');
    expect(place.files()).toEqual(['PLAN_RING.md']);
  });

  test('not for an id that stands for two achievements', async () => {
    const place = workspace({ 'PLAN_PAY.md': payments.replace('**Achievement 1.3**', '**Achievement 1.2**') });
    const { code, stderr } = await planloom(place, ['discover']);
    expect(code).toBe(1);
    expect(stderr).toContain('Achievement 1.2 is defined twice');
    expect(place.files()).toEqual(['PLAN_PAY.md']);
  });

  test('with a snapshot of the status, and only when asked', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['skip', '3.1', '--reason', 'later']);
    await planloom(place, ['discover']);
    expect(entryOf(written(place), '3.1')).not.toHaveProperty('status');
    await planloom(place, ['discover', '--with-status']);
    expect(entryOf(written(place), '3.1').status).toBe('skipped');
    expect(entryOf(written(place), '1.1').status).toBe('not_started');
  });
});

describe('the scope', () => {
  test('is kept from the file until another is given', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover', '--scope', '3']);
    await planloom(place, ['discover']);
    expect(written(place).parallelization_level).toBe('level_3');
    expect(entryOf(written(place), '2.1').dependencies).toEqual([]);
    await planloom(place, ['discover', '--scope', '2']);
    expect(entryOf(written(place), '2.1').dependencies).toEqual(['1.1', '1.2']);
  });

  test('assumes nothing with --assume none', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover', '--assume', 'none']);
    expect(written(place).parallelization_level).toBe('level_2');
    expect(entryOf(written(place), '2.2').dependencies).toEqual(['2.1']);
  });

  test('1 takes one achievement apart, in a file of its own', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover', '--scope', '1', '--achievement', '1.1']);
    const pieces = written(place, `${folder}/parallel_11.json`);
    expect(pieces.achievements.map(({ achievement_id }) => achievement_id)).toEqual(['1.1#1', '1.1#2']);
    expect(place.files()).not.toContain(file);
  });

  test('1 says so where there is nothing to take apart', async () => {
    const { code, stderr } = await planloom(workspace(onePlan), ['discover', '--scope', '1', '--achievement', '1.2']);
    expect(code).toBe(2);
    expect(stderr).toContain('Achievement 1.2 has one deliverable');
  });
});

describe('what a person changed in the file', () => {
  test('stays: an added dependency, a removed one, and unknown keys', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    edit(place, (content) => {
      content.team = 'ledger';
      entryOf(content, '1.1').owner = 'Ada';
      entryOf(content, '3.1').dependencies.push('2.1');
      entryOf(content, '2.1').dependencies = ['1.1'];
    });
    await planloom(place, ['discover']);
    const content = written(place);
    expect(content.team).toBe('ledger');
    expect(entryOf(content, '1.1').owner).toBe('Ada');
    expect(entryOf(content, '3.1').dependencies).toEqual(['1.2', '2.1']);
    expect(entryOf(content, '3.1').dependency_evidence).toContainEqual(
      expect.objectContaining({ on: '2.1', kind: 'manual' }),
    );
    expect(entryOf(content, '2.1').dependencies).toEqual(['1.1']);
    expect(entryOf(content, '2.1').dependency_evidence).toContainEqual(
      expect.objectContaining({ on: '1.2', kind: 'manual', removed: true }),
    );
    validate(content);
    expect(validate.errors).toBeNull();
    const settled = place.read(file);
    await planloom(place, ['discover']);
    expect(place.read(file)).toBe(settled);
  });

  test('can be taken back: a dependency that is put in again loses its tombstone', async () => {
    const place = workspace(onePlan);
    await planloom(place, ['discover']);
    edit(place, (content) => {
      entryOf(content, '3.1').dependencies = [];
    });
    await planloom(place, ['discover']);
    expect(entryOf(written(place), '3.1').dependencies).toEqual([]);
    edit(place, (content) => {
      entryOf(content, '3.1').dependencies = ['1.2'];
    });
    await planloom(place, ['discover']);
    expect(entryOf(written(place), '3.1').dependencies).toEqual(['1.2']);
    expect(entryOf(written(place), '3.1').dependency_evidence.filter(({ removed }) => removed)).toEqual([]);
  });

  describe('has no place any more when its achievement has gone:', () => {
    const prepared = async (): Promise<Workspace> => {
      const place = workspace(onePlan);
      await planloom(place, ['discover']);
      edit(place, (content) => {
        entryOf(content, '3.1').dependencies.push('2.2');
      });
      await planloom(place, ['discover']);
      place.write(
        `${folder}/PLAN_PAYMENTS.md`,
        payments.replace(/\*\*Achievement 2\.2[^]*?(?=### Priority 3)/, '').replace(/The answers.*/, ''),
      );
      return place;
    };

    test('without a terminal it is exit code 2, and nothing is written', async () => {
      const place = await prepared();
      const before = place.read(file);
      const { code, stderr } = await planloom(place, ['discover']);
      expect(code).toBe(2);
      expect(stderr).toContain('--yes');
      expect(place.read(file)).toBe(before);
    });

    test('a no at the terminal leaves the file alone', async () => {
      const place = await prepared();
      const before = place.read(file);
      expect((await planloom(place, ['discover'], { answer: false })).code).toBe(1);
      expect(place.read(file)).toBe(before);
    });

    test.each([
      ['a yes at the terminal', ['discover'], { answer: true }],
      ['--yes', ['discover', '--yes'], {}],
    ])('%s leaves it out', async (_name, argv, setting) => {
      const place = await prepared();
      expect((await planloom(place, argv, setting)).code).toBe(0);
      expect(entryOf(written(place), '3.1').dependencies).toEqual(['1.2']);
    });
  });
});

test('discovery as JSON has every edge with its evidence', async () => {
  const { achievements, conflicts, criticalPath } = jsonOf(
    await planloom(workspace(onePlan), ['discover', '--dry-run', '--json']),
    'discovery',
  ) as {
    achievements: readonly {
      id: string;
      dependencies: readonly { on: string; strength: string; evidence: readonly { kind: string; line: number }[] }[];
    }[];
    conflicts: unknown;
    criticalPath: unknown;
  };
  const edges = achievements.flatMap(({ id, dependencies }) =>
    dependencies.map(
      ({ on, strength, evidence }) => `${id} ${on} ${strength} ${evidence.map(({ kind }) => kind).join(' ')}`,
    ),
  );
  expect(edges).toEqual([
    '1.2 1.1 stated field',
    '1.3 1.1 stated field',
    '2.1 1.1 assumed assumption',
    '2.1 1.2 assumed assumption',
    '2.2 1.1 assumed assumption',
    '2.2 1.2 assumed assumption',
    '2.2 1.3 assumed assumption',
    '2.2 2.1 stated prose',
    '3.1 1.2 stated field',
  ]);
  expect(conflicts).toEqual([{ a: '1.2', b: '1.3', paths: ['src/ledger/rates.ts'] }]);
  expect(criticalPath).toMatchObject({ hours: 15 });
});
