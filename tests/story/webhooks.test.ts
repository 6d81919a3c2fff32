import { cpSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { built } from '../support/built.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
const schema = JSON.parse(readFileSync(`${project}schemas/parallel.schema.json`, 'utf8')) as object;
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

interface Entry {
  readonly achievement_id: string;
  dependencies: string[];
  readonly dependency_evidence: readonly { on: string; kind: string; removed?: boolean }[];
  [key: string]: unknown;
}
interface ParallelJson {
  achievements: Entry[];
  [key: string]: unknown;
}

/** A copy of the example, the built command in it, and what lies on disk afterwards. */
const example = () => {
  const place = workspace();
  cpSync(`${project}examples/webhooks/PLAN_WEBHOOKS.md`, place.path('PLAN_WEBHOOKS.md'));
  const parallel = (): ParallelJson => JSON.parse(place.read('parallel.json')) as ParallelJson;
  return {
    place,
    parallel,
    entry: (id: string): Entry => parallel().achievements.find(({ achievement_id }) => achievement_id === id)!,
    planloom: (line: string) => built(place.root, line.split(' ')),
  };
};

const named = (place: Workspace, prefix: string): readonly string[] =>
  place.files().filter((file) => file.split('/').at(-1)!.startsWith(prefix));

interface StatusJson {
  readonly achievements: readonly { readonly id: string; readonly status: string; readonly condition: string | null }[];
  readonly levels: readonly {
    readonly level: number;
    readonly total: number;
    readonly counts: Readonly<Record<string, number>>;
  }[];
}

test('level after level: discover, prepare, look, approve, and prepare the next', () => {
  const { place, planloom, parallel } = example();

  expect(planloom('discover').code).toBe(0);
  validate(parallel());
  expect(validate.errors).toBeNull();
  expect(parallel().levels).toMatchObject([
    { level: 0, achievements: ['0.1', '0.2'] },
    { level: 1, achievements: ['1.1', '1.4'] },
    { level: 2, achievements: ['1.2', '1.3'], groups: [['1.2'], ['1.3']] },
    { level: 3, achievements: ['2.1', '2.2', '2.3'] },
  ]);

  expect(planloom('subplan --batch --yes').code).toBe(0);
  expect(named(place, 'SUBPLAN')).toEqual(['subplans/SUBPLAN_WEBHOOKS_01.md', 'subplans/SUBPLAN_WEBHOOKS_02.md']);
  expect(place.read('subplans/SUBPLAN_WEBHOOKS_01.md')).toContain('`schemas/event.schema.json`');

  expect(planloom('execution --batch --yes').code).toBe(0);
  expect(named(place, 'EXECUTION_TASK')).toEqual([
    'execution/EXECUTION_TASK_WEBHOOKS_01_01.md',
    'execution/EXECUTION_TASK_WEBHOOKS_02_01.md',
  ]);

  const status = (): StatusJson => JSON.parse(planloom('status --json').stdout) as StatusJson;
  expect(status().levels[0]).toMatchObject({ level: 0, total: 2, counts: { execution_created: 2 } });

  // The work on 0.1 begins: somebody writes into its log.
  const task = 'execution/EXECUTION_TASK_WEBHOOKS_01_01.md';
  place.write(
    task,
    place.read(task).replace('[what is there now that was not there before, with the files]', 'The envelope'),
  );
  expect(status().achievements[0]).toMatchObject({ id: '0.1', status: 'in_progress', condition: 'ready' });

  expect(planloom('approve 0.1 0.2 --reason reviewed').code).toBe(0);
  expect(named(place, 'APPROVED')).toEqual([
    'execution/feedbacks/APPROVED_01.md',
    'execution/feedbacks/APPROVED_02.md',
  ]);
  expect(place.read('execution/feedbacks/APPROVED_02.md')).toContain('reviewed');
  const ready = status().achievements.filter(({ condition }) => condition === 'ready');
  expect(ready.map(({ id }) => id)).toEqual(['1.1', '1.4']);

  expect(planloom('subplan --batch --yes').code).toBe(0);
  expect(named(place, 'SUBPLAN').slice(2)).toEqual([
    'subplans/SUBPLAN_WEBHOOKS_11.md',
    'subplans/SUBPLAN_WEBHOOKS_14.md',
  ]);
  expect(place.read('subplans/SUBPLAN_WEBHOOKS_11.md')).toContain('`PLAN_WEBHOOKS.md:92`');
});

describe('parallel.json', () => {
  test('is the same to the byte after every document has been made', () => {
    const { place, planloom } = example();
    planloom('discover');
    const before = place.read('parallel.json');
    expect(planloom('subplan --batch --all --yes').code).toBe(0);
    expect(planloom('execution --batch --all --yes').code).toBe(0);
    expect(named(place, 'SUBPLAN')).toHaveLength(9);
    expect(named(place, 'EXECUTION_TASK')).toHaveLength(9);
    expect(planloom('discover').code).toBe(0);
    expect(place.read('parallel.json')).toBe(before);
  });

  test('keeps what a person added, removed and noted', () => {
    const { place, planloom, parallel, entry } = example();
    planloom('discover');
    const edited = parallel();
    edited.reviewed_by = 'Grace';
    for (const one of edited.achievements) {
      if (one.achievement_id === '2.1') one.dependencies.push('1.4');
      if (one.achievement_id === '2.3') one.dependencies = one.dependencies.filter((on) => on !== '1.2');
      if (one.achievement_id === '0.2') one.needs_downtime = true;
    }
    place.write('parallel.json', `${JSON.stringify(edited, null, 2)}\n`);

    expect(planloom('discover').code).toBe(0);
    expect(parallel().reviewed_by).toBe('Grace');
    expect(entry('0.2').needs_downtime).toBe(true);
    expect(entry('2.1').dependencies).toEqual(['1.3', '1.4']);
    expect(entry('2.1').dependency_evidence.find(({ on }) => on === '1.4')).toMatchObject({ kind: 'manual' });
    expect(entry('2.3').dependencies).toEqual(['0.1', '1.4']);
    expect(entry('2.3').dependency_evidence.find(({ on }) => on === '1.2')).toMatchObject({
      kind: 'manual',
      removed: true,
    });
    validate(parallel());
    expect(validate.errors).toBeNull();

    const settled = place.read('parallel.json');
    planloom('subplan --batch --all --yes');
    planloom('discover');
    expect(place.read('parallel.json')).toBe(settled);
  });
});

test('nobody is asked where nobody sits: a batch without --yes makes nothing', () => {
  const { place, planloom } = example();
  const { code, stdout, stderr } = planloom('subplan --batch');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('SUBPLAN_WEBHOOKS_01.md');
  expect(place.files()).toEqual(['PLAN_WEBHOOKS.md']);
});
