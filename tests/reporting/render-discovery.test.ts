import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/domain/evidence.ts';
import { renderDiscovery } from '../../src/reporting/render-discovery.ts';
import type { Explanation } from '../../src/reporting/render-explain.ts';
import { renderExplain } from '../../src/reporting/render-explain.ts';
import { achievement, graphOf, id, plain, planOf } from './sample-plan.ts';

const says = (text: string, line = 41): Evidence => ({ kind: 'prose', file: 'plans/PLAN_W.md', line, column: 3, text });

describe('renderDiscovery', () => {
  const publish = achievement('1.1', 'Publish', 2, [
    ['0.1', 'stated'],
    ['0.2', 'assumed'],
  ]);
  const plan = {
    ...planOf([achievement('0.1', 'Read the wind'), achievement('0.2', 'Read the rain'), publish]),
    contradictions: [
      { a: id('0.1'), b: id('0.2'), message: 'Two places differ.', places: [says('0.1 first'), says('0.2 first', 50)] },
    ],
    notes: [{ from: id('0.2'), on: id('0.1'), evidence: says('0.2 builds on 0.1') }],
  };
  const text = renderDiscovery({ ...graphOf(plan), written: [{ file: 'parallel.json', what: 'unchanged' }] }, plain);

  test('says of each need which line states it, and keeps assumed ones apart', () => {
    expect(text).toContain(
      '  1.1  Publish        1–3 h\n       needs 0.1  stated    PLAN_WEATHER.md:41 "Depends on: 0.1"',
    );
    expect(text).toContain('\n       assumed 0.2\n');
    expect(text).toContain('Dependencies    2: 1 stated, 1 assumed\n');
  });

  test('shows both places of a contradiction, soft words, and what was written', () => {
    expect(text).toContain('! Two places differ.\n    PLAN_W.md:41 "0.1 first"\n    PLAN_W.md:50 "0.2 first"\n');
    expect(text).toContain('  0.2 → 0.1  PLAN_W.md:41 "0.2 builds on 0.1"\n');
    expect(text).toContain('  unchanged  parallel.json\n');
  });

  test('cuts a long line around the id that the reader looks for', () => {
    const evidence = [says(`${'Words '.repeat(40)}after 0.1 is done.`)];
    const long = { ...publish, dependencies: [{ on: id('0.1'), strength: 'stated' as const, evidence }] };
    const changed = { ...plan, achievements: [...plan.achievements.slice(0, 2), long] };
    expect(renderDiscovery({ ...graphOf(changed), written: [] }, plain)).toMatch(
      /PLAN_W\.md:41 "….*after 0\.1 is done\."\n/,
    );
  });
});

describe('rules in the report', () => {
  const rule = (text: string): Evidence => ({ ...says(text, 60), kind: 'rule' });
  const reportOf = (edges: Readonly<Record<string, readonly string[]>>, text: string): string => {
    const evidence = rule(text);
    const from = Object.keys(edges).filter((one) => edges[one]!.length > 0);
    const on = [...new Set(Object.values(edges).flat())];
    const achievements = Object.entries(edges).map(([one, needed]) => ({
      ...achievement(one, 'Room'),
      dependencies: needed.map((other) => ({ on: id(other), strength: 'rule' as const, evidence: [evidence] })),
    }));
    const groupStatements = [{ text, evidence, from: from.map(id), on: on.map(id) }];
    return renderDiscovery({ ...graphOf({ ...planOf(achievements), groupStatements }), written: [] }, plain);
  };

  test('says of a chain that each needs the one before it, and quotes the rule once', () => {
    const text = reportOf(
      { '1.1': [], '1.2': ['1.1'], '1.3': ['1.2'], '2.1': ['1.3'] },
      'Each achievement depends on the previous one.',
    );
    expect(text).toContain('    1.2, 1.3, 2.1: each needs the one before it\n');
    expect(text.match(/Each achievement depends/g)).toHaveLength(1);
    expect(text).toContain('needs 1.1  by rule   PLAN_W.md:60, see Rules\n');
  });

  test('names both sides where each needs all of the others', () => {
    const text = reportOf({ '1.1': [], '1.2': [], '2.1': ['1.1', '1.2'], '2.2': ['1.1', '1.2'] }, 'After Priority 1.');
    expect(text).toContain('    2.1, 2.2 need 1.1, 1.2\n');
  });

  test('speaks of one in the singular, and quotes in place what makes one dependency', () => {
    const text = reportOf({ '1.1': [], '2.1': ['1.1'] }, 'Priority 2 needs Priority 1.');
    expect(text).toContain('    2.1 needs 1.1\n');
    expect(text).toContain('by rule   PLAN_W.md:60 "Priority 2 needs Priority 1."\n');
  });
});

describe('renderExplain', () => {
  const pair: Explanation = {
    a: { id: id('1.1'), title: 'Publish', level: 1 },
    b: { id: id('0.1'), title: 'Read the wind', level: 0 },
    direct: null,
    way: [],
    removed: [],
    notes: [],
    conflict: null,
  };
  const edge = (from: string, on: string) => ({
    from: id(from),
    on: id(on),
    strength: 'stated' as const,
    evidence: [says(`${from} follows ${on}`)],
  });

  test('quotes every line behind a direct edge, with its place', () => {
    const text = renderExplain({ ...pair, direct: edge('1.1', '0.1') }, plain);
    expect(text).toContain('1.1 needs 0.1, directly.\n');
    expect(text).toContain('  prose       plans/PLAN_W.md:41:3\n    │ 1.1 follows 0.1\n');
  });

  test('shows the way over others', () => {
    const text = renderExplain({ ...pair, way: [edge('1.1', '0.2'), edge('0.2', '0.1')] }, plain);
    expect(text).toContain('1.1 needs 0.1, over others: 1.1 → 0.2 → 0.1.');
    expect(text).toContain('0.2 needs 0.1  stated');
  });

  test('says that nothing says so', () => {
    expect(renderExplain(pair, plain)).toMatch(/so they can run at the same\s+time\.\nNothing says so:/);
  });

  test('names who took an edge away, soft words, and shared paths', () => {
    const text = renderExplain(
      {
        ...pair,
        removed: [
          { from: id('1.1'), on: id('0.1'), by: 'person', evidence: [says('removed')] },
          { from: id('1.1'), on: id('0.1'), by: 'denial', evidence: [says('1.1 does not depend on 0.1')] },
        ],
        notes: [{ from: id('1.1'), on: id('0.1'), evidence: says('builds on 0.1') }],
        conflict: { a: id('0.1'), b: id('1.1'), paths: ['src/bus.ts'] },
      },
      plain,
    );
    expect(text).toContain('1.1 does not need 0.1 directly: a person took it away\n');
    expect(text).toContain('1.1 does not need 0.1 directly: the text denies it\n');
    expect(text).toContain('│ builds on 0.1');
    expect(text).toContain('but they touch the same paths.');
    expect(text).toContain('  - src/bus.ts\n');
    expect(text).not.toContain('Nothing says so');
  });
});
