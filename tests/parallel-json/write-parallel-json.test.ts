import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim, Dependency, Evidence } from '../../src/domain/evidence.ts';
import { achievementId } from '../../src/domain/ids.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import type { AchievementContent, ParallelContent } from '../../src/parallel-json/parallel-content.ts';
import type { ParallelFile } from '../../src/parallel-json/parallel-file.ts';
import { personal } from '../../src/parallel-json/personal.ts';
import { readParallelJson } from '../../src/parallel-json/read-parallel-json.ts';
import { writeParallelJson } from '../../src/parallel-json/write-parallel-json.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/parallel.schema.json', import.meta.url), 'utf8'),
) as object;
const fits = new Ajv2020({ allowUnionTypes: true }).compile(schema);

const id = (text: string): AchievementId => achievementId(text)!;

const read = (text: string): ParallelFile => {
  const result = readParallelJson('plans/museum/parallel.json', text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const field = (line: number): Evidence => ({
  kind: 'field',
  file: 'plans/museum/PLAN_MUSEUM.md',
  line,
  column: 3,
  text: `**Depends on**: line ${line}`,
});

const achievement = (name: string, needs: readonly string[], more: Partial<AchievementContent> = {}) => ({
  id: id(name),
  title: `Room ${name}`,
  priority: Number(name.split('.')[0]),
  estimate: { minHours: 2, maxHours: 5 },
  dependencies: needs.map((on, index): Dependency => ({
    on: id(on),
    strength: 'stated',
    evidence: [field(index + 1)],
  })),
  removed: [],
  blocks: [],
  parallelizableWith: [],
  deliverables: [],
  validationScript: null,
  ...more,
});

const content = (
  achievements: readonly AchievementContent[],
  more: Partial<ParallelContent> = {},
): ParallelContent => ({
  folder: 'plans/museum',
  planName: 'MUSEUM',
  scope: 3,
  achievements,
  levels: [],
  conflicts: [],
  criticalPath: { achievements: [], hours: 0 },
  savings: { sequentialHours: 0, parallelHours: 0, reductionPercent: 0 },
  contradictions: [],
  ...more,
});

/** What discovery does with the claims of people: they are added, and what they took away is left out. */
const merged = (base: ParallelContent, file: ParallelFile): ParallelContent => {
  const { claims, denials } = personal(file);
  const denied = (from: string) => denials.filter((denial) => denial.from === from).map(({ on }) => on);
  return {
    ...base,
    achievements: base.achievements.map((one) => ({
      ...one,
      removed: denied(one.id),
      dependencies: [
        ...one.dependencies
          .filter(({ on }) => !denied(one.id).includes(on))
          .map((dependency) => ({
            ...dependency,
            evidence: [...evidenceOf(claims, one.id, dependency.on), ...dependency.evidence],
          })),
        ...[...new Set(claims.filter(({ from }) => from === one.id).map(({ on }) => on))]
          .filter((on) => !one.dependencies.some((dependency) => dependency.on === on))
          .map((on) => ({ on, strength: 'stated' as const, evidence: evidenceOf(claims, one.id, on) })),
      ],
    })),
  };
};

const evidenceOf = (claims: readonly Claim[], from: string, on: string) =>
  claims.filter((claim) => claim.from === from && claim.on === on).map(({ evidence }) => evidence);

const rewritten = (base: ParallelContent, text: string): string =>
  writeParallelJson(merged(base, read(text)), read(text), '2031-01-01');

const plan = content([
  achievement('1.2', ['1.1']),
  achievement('1.1', []),
  achievement('1.10', ['1.1', '1.2']),
  achievement('2.1', []),
]);

test('the file has our keys, in our order, and fits the schema', () => {
  const text = writeParallelJson(
    content(
      [
        achievement('1.2', ['1.1'], {
          deliverables: [{ text: 'Plan of the hall', path: 'docs/hall.md' }, { text: 'Light' }],
          validationScript: 'check-hall.sh',
        }),
        achievement('1.1', [], { blocks: [id('1.2')], estimate: { minHours: 1 / 3, maxHours: 1 / 3 }, priority: null }),
      ],
      {
        levels: [
          { level: 1, achievements: [id('1.2')], groups: [[id('1.2')]], hours: 3.5 },
          { level: 0, achievements: [id('1.1')], groups: [[id('1.1')]], hours: 1 / 3 },
        ],
        conflicts: [{ a: id('1.1'), b: id('1.2'), paths: ['docs/z.md', 'docs/a.md'] }],
        criticalPath: { achievements: [id('1.1'), id('1.2')], hours: 3.8333333 },
        savings: { sequentialHours: 3.8333333, parallelHours: 3.8333333, reductionPercent: 0 },
        contradictions: [{ a: id('1.1'), b: id('1.2'), message: 'They differ.', places: [field(4)] }],
      },
    ),
    null,
    '2030-05-17',
  );
  expect(fits(JSON.parse(text))).toBe(true);
  expect(text).toBe(`{
  "schema_version": 1,
  "plan_name": "MUSEUM",
  "parallelization_level": "level_3",
  "created_date": "2030-05-17",
  "achievements": [
    {
      "achievement_id": "1.1",
      "title": "Room 1.1",
      "priority": null,
      "estimated_hours": 0.3333,
      "estimated_hours_range": [
        0.3333,
        0.3333
      ],
      "dependencies": [],
      "dependency_evidence": [],
      "blocks": [
        "1.2"
      ],
      "parallelizable_with": [],
      "deliverables": [],
      "validation_script": null
    },
    {
      "achievement_id": "1.2",
      "title": "Room 1.2",
      "priority": 1,
      "estimated_hours": 3.5,
      "estimated_hours_range": [
        2,
        5
      ],
      "dependencies": [
        "1.1"
      ],
      "dependency_evidence": [
        {
          "on": "1.1",
          "kind": "field",
          "strength": "stated",
          "file": "PLAN_MUSEUM.md",
          "line": 1,
          "column": 3,
          "text": "**Depends on**: line 1"
        }
      ],
      "blocks": [],
      "parallelizable_with": [],
      "deliverables": [
        {
          "text": "Plan of the hall",
          "path": "docs/hall.md"
        },
        {
          "text": "Light"
        }
      ],
      "validation_script": "check-hall.sh"
    }
  ],
  "levels": [
    {
      "level": 0,
      "achievements": [
        "1.1"
      ],
      "groups": [
        [
          "1.1"
        ]
      ],
      "estimated_hours": 0.3333
    },
    {
      "level": 1,
      "achievements": [
        "1.2"
      ],
      "groups": [
        [
          "1.2"
        ]
      ],
      "estimated_hours": 3.5
    }
  ],
  "conflicts": [
    {
      "a": "1.1",
      "b": "1.2",
      "paths": [
        "docs/a.md",
        "docs/z.md"
      ]
    }
  ],
  "critical_path": {
    "achievements": [
      "1.1",
      "1.2"
    ],
    "hours": 3.8333
  },
  "savings": {
    "sequential_hours": 3.8333,
    "parallel_hours": 3.8333,
    "reduction_percent": 0
  },
  "contradictions": [
    {
      "a": "1.1",
      "b": "1.2",
      "message": "They differ.",
      "places": [
        {
          "kind": "field",
          "file": "PLAN_MUSEUM.md",
          "line": 4,
          "column": 3,
          "text": "**Depends on**: line 4"
        }
      ]
    }
  ],
  "notes": []
}
`);
});

test('an estimate that is not known is null, and status is a snapshot on demand', () => {
  const bare = content([achievement('1.1', [], { estimate: null })]);
  expect(writeParallelJson(bare, null, '2030-05-17')).not.toContain('"status"');
  const text = writeParallelJson({ ...bare, withStatus: new Map([[id('1.1'), 'failed']]) }, null, '2030-05-17');
  expect(fits(JSON.parse(text))).toBe(true);
  expect(JSON.parse(text)).toMatchObject({
    achievements: [{ estimated_hours: null, estimated_hours_range: null, status: 'failed' }],
  });
});

test('files outside the plan’s folder are named from it, with slashes', () => {
  const files = ['plans\\museum\\subplans\\A.md', 'plans/lights/PLAN_LIGHTS.md', 'plans/museum/./x/../PLAN_MUSEUM.md'];
  const evidence = files.map((file): Evidence => ({ ...field(1), file }));
  const one = achievement('1.2', [], { dependencies: [{ on: id('1.1'), strength: 'stated', evidence }] });
  const text = writeParallelJson(content([achievement('1.1', []), one]), null, '2030-05-17');
  expect(read(text).achievements[1]!.evidence.map(({ cites }) => cites?.file)).toEqual([
    'subplans/A.md',
    '../lights/PLAN_LIGHTS.md',
    'PLAN_MUSEUM.md',
  ]);
});

describe('writing again', () => {
  const first = writeParallelJson(plan, null, '2030-05-17');

  test('gives the same bytes, and keeps the day of the first writing', () => {
    expect(rewritten(plan, first)).toBe(first);
  });

  const edited: readonly (readonly [string, (file: Draft) => void, (file: Draft) => void])[] = [
    [
      'a dependency that was added',
      (file) => file.achievements[1]!.dependencies.push('2.1'),
      (file) => expect(file.achievements[1]!.dependencies).toEqual(['1.1', '2.1']),
    ],
    [
      'a dependency that was taken away',
      (file) => file.achievements[2]!.dependencies.shift(),
      (file) => {
        expect(file.achievements[2]!.dependencies).toEqual(['1.2']);
        expect(file.achievements[2]!.dependency_evidence).toMatchObject([
          { on: '1.1', kind: 'manual', removed: true },
          { on: '1.2', kind: 'field' },
        ]);
      },
    ],
    [
      'notes',
      (file) => (file.notes = { ada: ['ask about light'] }),
      (file) => expect(file.notes).toEqual({ ada: ['ask about light'] }),
    ],
    [
      'keys of others, at the top, in an achievement and in evidence',
      (file) => {
        file.owners = { z: 1, a: [{}] };
        file.achievements[0]!.room = 'east';
        (file.achievements[1]!.dependency_evidence as Record<string, unknown>[])[0]!.why = 'Ada said so';
      },
      (file) => {
        expect(file.owners).toEqual({ z: 1, a: [{}] });
        expect(file.achievements[0]!.room).toBe('east');
        expect(file.achievements[1]!.dependency_evidence).toMatchObject([{ kind: 'field', why: 'Ada said so' }]);
      },
    ],
  ];

  test.each(edited)('keeps %s, for good', (_, edit, check) => {
    const file = JSON.parse(first) as Draft;
    edit(file);
    const second = rewritten(plan, JSON.stringify(file));
    check(JSON.parse(second) as Draft);
    expect(fits(JSON.parse(second))).toBe(true);
    expect(rewritten(plan, second)).toBe(second);
  });

  test('a person’s dependency cites the line on which it stands in the file', () => {
    const file = JSON.parse(first) as Draft;
    file.achievements[2]!.dependency_evidence = [];
    const second = rewritten(
      content([achievement('1.1', []), achievement('1.2', []), achievement('1.10', [])]),
      JSON.stringify(file),
    );
    const lines = second.split('\n');
    const evidence = (JSON.parse(second) as Draft).achievements[2]!.dependency_evidence as Evidence[];
    expect(evidence.map(({ kind, file: name, text }) => [kind, name, text])).toEqual([
      ['manual', 'parallel.json', '"1.1",'],
      ['manual', 'parallel.json', '"1.2"'],
    ]);
    for (const { line, column, text } of evidence) expect(lines[line - 1]!.slice(column - 1)).toBe(text);
  });

  test('an older file is taken over once: its dependencies stay imported', () => {
    const base = content([achievement('1.1', []), achievement('1.2', [])]);
    const older = `{"plan_name": "MUSEUM", "parallelization_level": "level_2", "created_date": "2024-01-02", "team": "east",
      "achievements": [{"achievement_id": "1.1", "dependencies": [], "status": "complete", "actual_hours": 4.50},
      {"achievement_id": "1.2", "dependencies": ["1.1"], "estimated_hours": "4-6"}], "notes": ["by hand"]}`;
    const second = rewritten(base, older);
    expect(JSON.parse(second)).toMatchObject({
      created_date: '2024-01-02',
      achievements: [
        { achievement_id: '1.1' },
        { dependency_evidence: [{ on: '1.1', kind: 'imported', strength: 'proposed' }] },
      ],
      notes: ['by hand'],
      team: 'east',
    });
    expect(second).toContain('"actual_hours": 4.50');
    expect(second).not.toContain('"status"');
    expect(rewritten(base, second)).toBe(second);
  });

  test('a file read under another name cites the name that it is given', () => {
    const text =
      '{"plan_name": "M", "parallelization_level": "level_2", "achievements": [{"achievement_id": "1.1", "dependencies": []}, {"achievement_id": "1.2", "dependencies": ["1.1"]}]}';
    const previous = readParallelJson('plans/museum/parallel_analysis.json', text);
    if (!previous.ok) throw new Error('It must be read.');
    const base = content([achievement('1.1', []), achievement('1.2', [])]);
    const second = writeParallelJson(merged(base, previous.value), previous.value, '2030-05-17');
    expect(JSON.parse(second)).toMatchObject({
      achievements: [{}, { dependency_evidence: [{ file: 'parallel.json' }] }],
    });
    expect(rewritten(base, second)).toBe(second);
  });
});

interface Draft {
  achievements: ({ dependencies: string[] } & Record<string, unknown>)[];
  [key: string]: unknown;
}

test('whatever people do to dependencies and keys, one rewrite settles the bytes and keeps what they did', () => {
  const names = ['1.1', '1.2', '1.10', '2.1', '2.2.1'];
  const pairs = names.flatMap((from, index) => names.slice(0, index).map((on) => [from, on] as const));
  const subset = fc.subarray([...pairs]);
  const edits = fc.record({ stated: subset, byHand: subset, key: fc.string(), value: fc.jsonValue() });
  fc.assert(
    fc.property(edits, ({ stated, byHand, key, value }) => {
      const base = content(
        names.map((from) =>
          achievement(
            from,
            stated.filter((pair) => pair[0] === from).map(([, on]) => on),
          ),
        ),
      );
      const file = JSON.parse(writeParallelJson(base, null, '2030-05-17')) as Draft;
      for (const one of file.achievements) {
        one.dependencies = byHand.filter(([from]) => from === one.achievement_id).map(([, on]) => on);
      }
      const member = `{${JSON.stringify(`x-${key}`)}:${JSON.stringify(value)},`;
      const second = rewritten(
        base,
        JSON.stringify(file).replace('{', () => member),
      );
      expect(rewritten(base, second)).toBe(second);
      const settled = JSON.parse(second) as Draft;
      expect(
        settled.achievements
          .flatMap((one) => one.dependencies.map((on) => `${String(one.achievement_id)} ${on}`))
          .sort(),
      ).toEqual(byHand.map(([from, on]) => `${from} ${on}`).sort());
      expect(JSON.stringify(settled[`x-${key}`])).toBe(JSON.stringify(value));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('a contradiction that cites the file itself cites the line that is written now', () => {
  const stale: Evidence = {
    kind: 'manual',
    file: 'plans/museum/parallel.json',
    line: 999,
    column: 1,
    text: 'a line that has moved',
  };
  const base = content([achievement('1.1', []), achievement('1.2', ['1.1'])], {
    contradictions: [{ a: id('1.1'), b: id('1.2'), message: 'They differ.', places: [stale, field(4)] }],
  });
  const text = writeParallelJson(base, null, '2030-05-17');
  const { contradictions } = JSON.parse(text) as { contradictions: { places: Evidence[] }[] };
  const [own, other] = contradictions[0]!.places;
  expect(text.split('\n')[own!.line - 1]!.trim()).toBe(own!.text);
  expect(own!.text).toBe('"1.1"');
  expect(other).toMatchObject({ file: 'PLAN_MUSEUM.md', line: 4 });
});

test('a script that the plan does not name stays; one that it names takes its place', () => {
  const withScript = (script: string | null) =>
    content([achievement('1.1', [], { validationScript: script }), achievement('1.2', [])]);
  const scriptsOf = (file: ParallelFile) => file.achievements.map(({ validationScript }) => validationScript);
  const edited = writeParallelJson(withScript('checks/own.sh'), null, '2026-03-01');
  const kept = read(writeParallelJson(withScript(null), read(edited), '2026-03-02'));
  expect(scriptsOf(kept)).toEqual(['checks/own.sh', null]);
  expect(scriptsOf(read(writeParallelJson(withScript('checks/plan.sh'), kept, '2026-03-03')))).toEqual([
    'checks/plan.sh',
    null,
  ]);
});
