import { describe, expect, test } from 'vitest';
import { personal } from '../../src/parallel-json/personal.ts';
import { readParallelJson } from '../../src/parallel-json/read-parallel-json.ts';

const claimsIn = (achievements: string, file = 'plans/pay/parallel.json') => {
  const read = readParallelJson(
    file,
    `{"plan_name": "PAYMENTS", "parallelization_level": "level_3", "achievements": [\n${achievements}\n]}`,
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return personal(read.value);
};

const field = '{"on": "1.1", "kind": "field", "file": "PLAN_PAYMENTS.md", "line": 9, "column": 3, "text": "Needs 1.1"}';

test('the dependencies of a file older than evidence are imported once, with their lines', () => {
  expect(
    claimsIn('{"achievement_id": "1.2", "dependencies": ["1.1"]},\n{"achievement_id": "1.1", "dependencies": []}'),
  ).toEqual({
    claims: [
      {
        from: '1.2',
        on: '1.1',
        strength: 'proposed',
        evidence: {
          kind: 'imported',
          file: 'plans/pay/parallel.json',
          line: 2,
          column: 44,
          text: '{"achievement_id": "1.2", "dependencies": ["1.1"]},',
        },
      },
    ],
    denials: [],
  });
});

test('a dependency that the documents explain is nobody’s', () => {
  expect(
    claimsIn(
      `{"achievement_id": "1.1", "dependencies": []},
       {"achievement_id": "1.2", "dependencies": ["1.1"], "dependency_evidence": [${field}]}`,
    ),
  ).toEqual({ claims: [], denials: [] });
});

test('a dependency that nothing explains is a person’s, and cites its line', () => {
  const { claims } = claimsIn(
    `{"achievement_id": "1.1", "dependencies": [], "dependency_evidence": []},
{"achievement_id": "1.2", "dependency_evidence": [], "dependencies": [
  "1.1"
]}`,
  );
  expect(claims).toEqual([
    {
      from: '1.2',
      on: '1.1',
      strength: 'stated',
      evidence: { kind: 'manual', file: 'plans/pay/parallel.json', line: 4, column: 3, text: '"1.1"' },
    },
  ]);
});

describe('recorded evidence', () => {
  test('of agents, imports and people is kept, its files named as parallel.json is named', () => {
    const { claims } = claimsIn(
      `{"achievement_id": "1.1", "dependencies": []},
{"achievement_id": "1.2", "dependencies": ["1.1"], "dependency_evidence": [
  {"on": "1.1", "kind": "agent", "file": "subplans/SUBPLAN_PAYMENTS_12.md", "line": 7, "column": 1, "text": "After 1.1"},
  {"on": "1.1", "kind": "imported", "file": "parallel.json", "line": 900, "column": 1, "text": "long gone"},
  {"on": "1.1", "kind": "manual"}, ${field}]}`,
    );
    expect(claims.map(({ strength, evidence }) => [evidence.kind, strength, evidence.file, evidence.line])).toEqual([
      ['agent', 'proposed', 'plans/pay/subplans/SUBPLAN_PAYMENTS_12.md', 7],
      ['imported', 'proposed', 'plans/pay/parallel.json', 3],
      ['manual', 'stated', 'plans/pay/parallel.json', 3],
    ]);
  });

  test('whose dependency is gone says that a person took it away', () => {
    const { claims, denials } = claimsIn(
      `{"achievement_id": "1.1", "dependencies": []},
{"achievement_id": "1.2", "dependencies": [], "dependency_evidence": [
  ${field},
  ${field.replace('field', 'rule')}]}`,
    );
    expect(claims).toEqual([]);
    expect(denials).toEqual([
      {
        from: '1.2',
        on: '1.1',
        strength: 'stated',
        evidence: { kind: 'manual', file: 'plans/pay/parallel.json', line: 4, column: 3, text: `${field},` },
      },
    ]);
  });

  test('a tombstone stays', () => {
    const { claims, denials } = claimsIn(
      `{"achievement_id": "1.1", "dependencies": []},
       {"achievement_id": "1.2", "dependencies": [], "dependency_evidence": [{"on": "1.1", "kind": "manual", "removed": true}]}`,
    );
    expect([claims, denials.map(({ from, on }) => [from, on])]).toEqual([[], [['1.2', '1.1']]]);
  });

  test('a dependency that a person put back beats its tombstone', () => {
    const { claims, denials } = claimsIn(
      `{"achievement_id": "1.1", "dependencies": []},
       {"achievement_id": "1.2", "dependencies": ["1.1"], "dependency_evidence": [{"on": "1.1", "kind": "manual", "removed": true}]}`,
    );
    expect([claims.map(({ evidence }) => evidence.kind), denials]).toEqual([['manual'], []]);
  });
});

test('claims come in id order, whatever the order of the file', () => {
  const { claims } = claimsIn(
    `{"achievement_id": "1.10", "dependencies": ["1.9", "1.2"]}, {"achievement_id": "1.9", "dependencies": ["1.2"]},
     {"achievement_id": "1.2", "dependencies": []}`,
  );
  expect(claims.map(({ from, on }) => `${from} ${on}`)).toEqual(['1.9 1.2', '1.10 1.2', '1.10 1.9']);
});

test('a line that nobody wrote for reading is not quoted whole', () => {
  const many = Array.from({ length: 40 }, (_, index) => `{"achievement_id": "2.${index}", "dependencies": ["1.1"]}`);
  const { claims } = claimsIn(`{"achievement_id": "1.1", "dependencies": []}, ${many.join(', ')}`);
  expect(claims[0]!.evidence.text).toBe('"1.1"');
});
