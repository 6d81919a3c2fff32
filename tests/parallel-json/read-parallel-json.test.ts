import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marked } from './marked.ts';
import { readParallelJson } from '../../src/parallel-json/read-parallel-json.ts';
import { processorSeconds } from '../support/processor-seconds.ts';

const file = (achievements: string, more = ''): string =>
  `{
  "plan_name": "WEATHER-STATION",
  "parallelization_level": "level_3",${more}
  "achievements": [
${achievements}
  ]
}
`;

const read = (text: string) => {
  const result = readParallelJson('station/parallel.json', text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const problemsOf = (text: string) => {
  const result = readParallelJson('station/parallel.json', text);
  return result.ok ? result.value.problems : result.error;
};

type Row = readonly [severity: 'error' | 'warning', rule: string, text: string, message: string, advice: string];

const inDependencies = 'Write ids as text, two or three whole numbers with dots: "1.2".';
const listOfIds = 'Write the ids as a list, "dependencies": ["1.2"], or [] if it needs nothing.';
const bad: readonly Row[] = [
  ['error', 'wrong-type', '«[]»', 'The file is a list, not an object.', 'Write the file anew with discover.'],
  [
    'error',
    'missing-key',
    '«{»\n"parallelization_level": "level_1", "achievements": [{"achievement_id": "1.1", "dependencies": []}]}',
    'The file has no "plan_name".',
    'Write "plan_name": "NAME", the NAME of PLAN_NAME.md.',
  ],
  [
    'error',
    'missing-key',
    '«{"plan_name": "X", "parallelization_level": "level_1"}»',
    'The file has no "achievements".',
    'Write "achievements": [ … ], one object for each achievement.',
  ],
  [
    'error',
    'unknown-word',
    '{"plan_name": "X", "parallelization_level": «"level_4"»,\n"achievements": [{"achievement_id": "1.1", "dependencies": []}]}',
    '"parallelization_level" is "level_4", not level_1, level_2 or level_3.',
    'Write "parallelization_level": "level_2", or level_1 or level_3.',
  ],
  [
    'error',
    'wrong-type',
    '{"plan_name": "X", "parallelization_level": «2»,\n"achievements": [{"achievement_id": "1.1", "dependencies": []}]}',
    '"parallelization_level" is the number 2, not text.',
    'Write "parallelization_level": "level_2", or level_1 or level_3.',
  ],
  [
    'error',
    'newer-schema',
    file('{"achievement_id": "1.1", "dependencies": []}', '\n  "schema_version": «2»,'),
    '"schema_version" is 2; this planloom knows 1.',
    'Use the planloom that wrote it, or a newer one.',
  ],
  [
    'error',
    'missing-key',
    file('    «{"dependencies": []}»'),
    'Entry 1 of "achievements" has no "achievement_id".',
    'Write "achievement_id": "1.2", two or three whole numbers with dots between them.',
  ],
  [
    'error',
    'missing-key',
    file('    «{"achievement_id": "1.1"}»'),
    'Achievement 1.1 has no "dependencies".',
    listOfIds,
  ],
  [
    'error',
    'wrong-type',
    file('    {"achievement_id": "1.1", "dependencies": «null»}'),
    '"dependencies" of achievement 1.1 is null, not a list.',
    listOfIds,
  ],
  [
    'error',
    'wrong-type',
    file(
      '    {"achievement_id": «1.10», "dependencies": []},\n    {"achievement_id": "2.1", "dependencies": ["1.10"]}',
    ),
    '"achievement_id" of entry 1 of "achievements" is the number 1.10, not text.',
    'Put it in quotes: "1.10". As numbers, 1.1 and 1.10 are the same.',
  ],
  [
    'error',
    'wrong-type',
    file('    {"achievement_id": "1.1", "dependencies": []},\n    {"achievement_id": "1.2", "dependencies": [«1.1»]}'),
    'Entry 1 of "dependencies" of achievement 1.2 is the number 1.1, not text.',
    'Put it in quotes: "1.1". As numbers, 1.1 and 1.10 are the same.',
  ],
  [
    'error',
    'bad-id',
    file('    {"achievement_id": «"01.1"», "dependencies": []}'),
    '"achievement_id" of achievement 01.1 is "01.1", which is no achievement id.',
    'Write "achievement_id": "1.2", two or three whole numbers with dots between them.',
  ],
  [
    'error',
    'bad-id',
    file('    {"achievement_id": "1.1", "dependencies": [«"Station set up"»]}'),
    'Entry 1 of "dependencies" of achievement 1.1 is "Station set up", which is no achievement id.',
    inDependencies,
  ],
  [
    'error',
    'duplicate-id',
    file('    {"achievement_id": "1.1", "dependencies": []},\n    {"achievement_id": «"1.1"», "dependencies": []}'),
    'Achievement 1.1 stands twice.',
    'Give one of them another id, or remove it.',
  ],
  [
    'error',
    'unknown-dependency',
    file(
      '    {"achievement_id": "1.8", "dependencies": []},\n    {"achievement_id": "1.9", "dependencies": []},\n' +
        '    {"achievement_id": "2.1",\n     "dependencies": ["1.8", «"9.9"»]}',
    ),
    'Achievement 2.1 depends on 9.9, which this file does not have.',
    'Did you mean 1.9?',
  ],
  [
    'error',
    'unknown-dependency',
    file(
      '    {"achievement_id": "1.1", "dependencies": []},\n    {"achievement_id": "2.1", "dependencies": [«"17.30"»]}',
    ),
    'Achievement 2.1 depends on 17.30, which this file does not have.',
    'This file has 1.1 and 2.1.',
  ],
  [
    'error',
    'self-dependency',
    file('    {"achievement_id": "1.1", "dependencies": [\n      «"1.1"»\n    ]}'),
    'Achievement 1.1 depends on itself.',
    'Remove the dependency.',
  ],
  [
    'error',
    'unknown-word',
    file(
      '    {"achievement_id": "1.1", "dependencies": [],\n     "dependency_evidence": [{"on": "1.1", "kind": «"hunch"»}]}',
    ),
    '"kind" of entry 1 of "dependency_evidence" of achievement 1.1 is "hunch", not field, blocks, subplan, table, ' +
      'diagram, prose, input, rule, agent, manual, imported or assumption.',
    'Write "manual" for a dependency that you decided on.',
  ],
  [
    'warning',
    'repeated-dependency',
    file(
      '    {"achievement_id": "1.1", "dependencies": []},\n    {"achievement_id": "1.2", "dependencies": ["1.1", «"1.1"»]}',
    ),
    'Achievement 1.2 names its dependency 1.1 twice.',
    'Remove one of them.',
  ],
  [
    'warning',
    'unknown-evidence',
    file(
      '    {"achievement_id": "1.1", "dependencies": [], "dependency_evidence": [\n' +
        '      «{"on": "4.4", "kind": "manual", "removed": true}»]}',
    ),
    'The evidence of achievement 1.1 names 4.4, which this file does not have.',
    'It is passed over; remove it.',
  ],
  [
    'warning',
    'unreadable-estimate',
    file('    {"achievement_id": "1.1", "dependencies": [], "estimated_hours": «"a while"»}'),
    'The estimate "a while" cannot be read as hours.',
    'Write a number of hours, or a range as text: "4-6", "3h", "90 min".',
  ],
  [
    'warning',
    'wrong-type',
    file('    {"achievement_id": "1.1", "dependencies": [], "estimated_hours": «{"min": 1}»}'),
    '"estimated_hours" of achievement 1.1 is an object, not a number or text.',
    'Write hours as a number, or a range as text: "4-6".',
  ],
  [
    'warning',
    'unknown-word',
    file('    {"achievement_id": "1.1", "dependencies": [], "status": «"done"»}'),
    '"status" of achievement 1.1 is "done", not not_started, subplan_created, execution_created, in_progress, ' +
      'complete, failed or skipped.',
    'Remove it: status comes from the documents on disk.',
  ],
  [
    'warning',
    'wrong-type',
    file('    {"achievement_id": "1.1", "dependencies": [], "validation_script": «false»}'),
    '"validation_script" of achievement 1.1 is false, not text.',
    'It is passed over.',
  ],
  [
    'warning',
    'no-achievements',
    '{"plan_name": "X", "parallelization_level": "level_3", "achievements": «[]»}',
    'The file has no achievements.',
    'Write it with discover, or delete it.',
  ],
];

describe('a file that is JSON, but wrong', () => {
  test.each(bad)('%s %s: %s', (severity, rule, textWithMarks, message, advice) => {
    const { text, place } = marked(textWithMarks);
    const found = problemsOf(text).find((problem) => problem.message === message);
    expect(found).toMatchObject({ severity, rule, advice });
    expect(`${found!.at.file}:${found!.at.line}:${found!.at.column}+${found!.at.length}`).toBe(
      `station/parallel.json:${place}`,
    );
  });

  test('says nothing of what follows from a mistake already named', () => {
    const text = file(
      '{"achievement_id": 1.10, "dependencies": []},\n{"achievement_id": "2.1", "dependencies": ["1.10"]}',
    );
    expect(problemsOf(text).map(({ rule }) => rule)).toEqual(['wrong-type']);
  });

  test('names all of its problems, in the order of the file', () => {
    const text = file(`{"achievement_id": "1.1", "dependencies": ["1.1"]},
      {"achievement_id": "1.2", "dependencies": ["5.5"]},
      {"achievement_id": "1.2", "dependencies": null}`);
    expect(problemsOf(text).map(({ rule, at }) => `${at.line} ${rule}`)).toEqual([
      '5 self-dependency',
      '6 unknown-dependency',
      '7 duplicate-id',
      '7 wrong-type',
    ]);
  });
});

describe('a cycle', () => {
  const ring = (length: number): string =>
    Array.from({ length }, (_, index) => {
      const next = ((index + 1) % length) + 1;
      return `    {"achievement_id": "1.${index + 1}", "dependencies": ["1.${next}"]}`;
    }).join(',\n');

  test('is shown with its path and the place of every dependency in it', () => {
    expect(problemsOf(file(ring(3)))).toEqual([
      {
        rule: 'dependency-cycle',
        severity: 'error',
        at: { file: 'station/parallel.json', line: 5, column: 48, length: 5 },
        message: 'The dependencies go in a circle: 1.1 → 1.2 → 1.3 → 1.1.',
        advice: 'Remove one of these 3 dependencies.',
        related: [
          { at: { file: 'station/parallel.json', line: 6, column: 48, length: 5 }, message: '1.2 depends on 1.3.' },
          { at: { file: 'station/parallel.json', line: 7, column: 48, length: 5 }, message: '1.3 depends on 1.1.' },
        ],
      },
    ]);
  });

  test.each([2, 20])('of %i is one problem', (length) => {
    expect(problemsOf(file(ring(length)))).toMatchObject([
      { rule: 'dependency-cycle', advice: `Remove one of these ${length} dependencies.` },
    ]);
  });
});

describe('older forms', () => {
  test('estimates are numbers, texts or null; status and hours may be missing', () => {
    const { achievements, problems, recordsEvidence } = read(
      file(`{"achievement_id": "1.1", "priority": 1, "dependencies": [], "estimated_hours": "4-6"},
            {"achievement_id": "1.2", "dependencies": ["1.1"], "estimated_hours": 2.5, "actual_hours": null},
            {"achievement_id": "1.3", "priority": "3.5", "dependencies": [], "estimated_hours": null, "status": "complete"}`),
    );
    expect(problems).toEqual([]);
    expect(recordsEvidence).toBe(false);
    expect(achievements.map(({ estimate }) => estimate)).toEqual([
      { minHours: 4, maxHours: 6 },
      { minHours: 2.5, maxHours: 2.5 },
      null,
    ]);
    expect(achievements.map(({ priority, status }) => [priority, status])).toEqual([
      [1, null],
      [null, null],
      [3.5, 'complete'],
    ]);
  });

  test.each(['["one", "two"]', '"one"', 'null', '{"by": "Ada"}'])('notes may be %s', (notes) => {
    const text = file('{"achievement_id": "1.1", "dependencies": []}', `\n  "notes": ${notes},`);
    expect(JSON.parse(read(text).notes!)).toEqual(JSON.parse(notes));
  });

  test('deliverables may be plain texts, of which those that look like paths are paths', () => {
    const text = file(
      '{"achievement_id": "1.1", "dependencies": [], "deliverables": ["src/gauge.ts", "A calm reading", {"text": "Log", "path": "log/"}]}',
    );
    expect(read(text).achievements[0]!.deliverables).toEqual([
      { text: 'src/gauge.ts', path: 'src/gauge.ts' },
      { text: 'A calm reading' },
      { text: 'Log', path: 'log/' },
    ]);
  });

  test('unknown keys are allowed, and kept as they are written, key order and numbers included', () => {
    const { unknownKeys, achievements } = read(
      file(
        '{"achievement_id": "1.1", "dependencies": [], "actual_hours": 4.0}',
        '\n "owners": {"b": 1e400, "2": 12345678901234567890, "__proto__": []},',
      ),
    );
    expect(unknownKeys).toEqual([
      { key: 'owners', json: '{\n  "b": 1e400,\n  "2": 12345678901234567890,\n  "__proto__": []\n}' },
    ]);
    expect(achievements[0]!.unknownKeys).toEqual([{ key: 'actual_hours', json: '4.0' }]);
  });

  test('the early draft, achievements inside levels, is read', () => {
    const draft = `{
  "plan": "MUSEUM-SITE", "version": "1.0.0", "created": "2024-05-01T10:00:00Z",
  "levels": [
    {"level": 1, "achievements": [
      {"id": "1.1", "title": "Rooms", "status": "complete", "dependencies": [], "estimated_hours": "2-3 hours", "subplan_path": null}]},
    {"level": 2, "achievements": [{"id": "1.2", "dependencies": ["1.1"]}]}
  ]
}`;
    const value = read(draft);
    expect(value).toMatchObject({
      planName: 'MUSEUM-SITE',
      scope: 2,
      createdDate: '2024-05-01T10:00:00Z',
      problems: [],
    });
    expect(value.planNameAt).toEqual({ file: 'station/parallel.json', line: 2, column: 11, length: 13 });
    expect(value.unknownKeys).toEqual([{ key: 'version', json: '"1.0.0"' }]);
    expect(value.achievements).toMatchObject([
      { id: '1.1', estimate: { minHours: 2, maxHours: 3 }, unknownKeys: [{ key: 'subplan_path', json: 'null' }] },
      { id: '1.2', dependencies: [{ on: '1.1', at: { line: 6, column: 66, length: 5 } }] },
    ]);
    const broken = draft.replace('["1.1"]', '["1.7"]').replace('"id": "1.2"', '"id": 1.2');
    expect(problemsOf(broken)).toMatchObject([
      { message: '"id" of entry 1 of "achievements" of entry 2 of "levels" is the number 1.2, not text.' },
    ]);
  });

  test('a byte order mark and Windows line ends change no place', () => {
    const text = file(
      '    {"achievement_id": "1.1", "dependencies": []},\n    {"achievement_id": "1.2", "dependencies": ["1.1"]}',
    );
    expect(read(`\uFEFF${text.replaceAll('\n', '\r\n')}`).achievements).toEqual(read(text).achievements);
  });
});

test('what we write is read back: scope, evidence, conflicts, pieces', () => {
  const value = read(`{
  "schema_version": 1,
  "plan_name": "WEATHER-STATION",
  "parallelization_level": "level_1",
  "created_date": "2025-03-01",
  "achievements": [
    {"achievement_id": "2.1#1", "dependencies": []},
    {"achievement_id": "2.1#2", "estimated_hours": 3, "estimated_hours_range": [2, 4], "dependencies": ["2.1#1"],
     "dependency_evidence": [
       {"on": "2.1#1", "kind": "prose", "strength": "stated", "file": "PLAN_X.md", "line": 4, "column": 2, "text": "So."}]}
  ],
  "conflicts": [{"a": "2.1#1", "b": "2.1#2", "paths": ["src/gauge.ts"]}]
}`);
  expect(value).toMatchObject({ scope: 1, createdDate: '2025-03-01', recordsEvidence: true });
  expect(value.conflicts).toEqual([{ a: '2.1#1', b: '2.1#2', paths: ['src/gauge.ts'] }]);
  expect(value.achievements[1]).toMatchObject({ id: '2.1#2', estimate: { minHours: 2, maxHours: 4 } });
  expect(value.achievements[1]!.evidence).toMatchObject([
    { on: '2.1#1', kind: 'prose', removed: false, cites: { file: 'PLAN_X.md', line: 4, column: 2, text: 'So.' } },
  ]);
});

test('ten thousand dependencies on nothing are all named, in little time', () => {
  const achievements = Array.from(
    { length: 10_000 },
    (_, index) =>
      `{"achievement_id": "${Math.floor(index / 100)}.${index % 100}", "dependencies": ["7000.${index % 9000}"]}`,
  );
  const seconds = processorSeconds();
  expect(problemsOf(file(achievements.join(',\n')))).toHaveLength(10_000);
  expect(seconds()).toBeLessThan(3);
});

test('whatever stands where something else belongs, problems come back and nothing is thrown', () => {
  const keys = ['achievement_id', 'dependencies', 'dependency_evidence', 'estimated_hours', 'deliverables', 'title'];
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('1.1', ['1.1'], ['1.2', '1.1'], [{ on: '1.1' }]),
  );
  const achievement = fc.dictionary(fc.constantFrom(...keys), anything);
  const top = fc.record(
    { plan_name: anything, parallelization_level: anything, levels: anything, conflicts: anything, notes: anything },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(top, fc.array(fc.oneof(achievement, anything), { maxLength: 3 }), fc.boolean(), (more, list, draft) => {
      const held = draft ? { levels: [{ achievements: list }] } : { achievements: list };
      const text = JSON.stringify({ ...more, ...held });
      for (const { at } of problemsOf(text)) {
        expect(at.line).toBe(1);
        expect(at.column! - 1 + at.length!).toBeLessThanOrEqual(text.length);
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});
