import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discover } from '../../src/discovery/discover.ts';
import { shortenedProblems } from '../../src/discovery/problems.ts';
import type { DiscoverInput } from '../../src/discovery/discover.ts';
import { toPlan } from '../../src/discovery/to-plan.ts';
import type { Claim, EvidenceKind } from '../../src/domain/evidence.ts';
import { edgesOf, id, museum, planOf, subplanOf } from './documents.ts';

const recordedClaim = (from: string, on: string, kind: EvidenceKind): Claim => ({
  from: id(from),
  on: id(on),
  strength: kind === 'manual' ? 'stated' : 'proposed',
  evidence: { kind, file: 'parallel.json', line: 9, column: 5, text: `"${on}"` },
});
const edges = (input: DiscoverInput, strength?: string): string =>
  edgesOf(
    discover(input).achievements.flatMap(({ id: from, dependencies }) =>
      dependencies.filter((one) => strength === undefined || one.strength === strength).map(({ on }) => ({ from, on })),
    ),
  );
const quiet = { scope: 3 } as const;
const rules = (input: DiscoverInput): readonly string[] => discover(input).problems.map(({ rule }) => rule);

describe('the union', () => {
  test('keeps every place, the strongest kind first', () => {
    const plan = planOf(
      museum({ '2.1': '- **Dependencies**: 1.1' }, '2.1 needs 1.1.\n\nPriority 2 depends on Priority 1.'),
    );
    const found = discover({ plan, subplans: [subplanOf('2.1', '**Depends on**: 1.1')], scope: 3 });
    const edge = found.achievements.find((one) => one.id === '2.1')?.dependencies.find(({ on }) => on === '1.1');
    expect(edge?.strength).toBe('stated');
    expect(edge?.evidence.map(({ kind }) => kind)).toEqual(['field', 'subplan', 'prose', 'rule']);
  });

  test('gives an edge the strength of its strongest evidence', () => {
    const plan = planOf(museum({}, 'Priority 1 depends on Priority 0.'));
    expect(edges({ plan, scope: 3 }, 'rule')).toBe('1.1<-0.1 1.1<-0.2 1.2<-0.1 1.2<-0.2 1.3<-0.1 1.3<-0.2');
    const recorded = {
      claims: [recordedClaim('1.1', '0.1', 'manual'), recordedClaim('2.1', '1.1', 'imported')],
      denials: [],
    };
    expect(edges({ plan, recorded, scope: 3 }, 'stated')).toBe('1.1<-0.1');
    expect(edges({ plan, recorded, scope: 3 }, 'proposed')).toBe('2.1<-1.1');
  });

  test('is the same whatever the order of its sources', () => {
    const plan = planOf(museum({ '2.1': '- **Dependencies**: 1.1', '1.1': '- **Blocks**: 2.2' }, '2.2 needs 1.1.'));
    const subplans = [subplanOf('2.1', '**Depends on**: 1.2'), subplanOf('2.2', '**Depends on**: 1.1')];
    expect(discover({ plan, subplans: [...subplans].reverse() }).achievements).toEqual(
      discover({ plan, subplans }).achievements,
    );
  });
});

describe('a denial', () => {
  test.each<readonly [string, string, Partial<DiscoverInput>, string]>([
    [
      'removes a rule',
      'Priority 1 depends on Priority 0.\n\n1.1 does not depend on 0.2.',
      {},
      '1.1<-0.1 1.2<-0.1 1.2<-0.2 1.3<-0.1 1.3<-0.2',
    ],
    [
      'removes what was imported',
      '1.1 does not depend on 0.2.',
      { recorded: { claims: [recordedClaim('1.1', '0.2', 'imported')], denials: [] } },
      '',
    ],
    [
      'leaves what a person put in',
      '1.1 does not depend on 0.2.',
      { recorded: { claims: [recordedClaim('1.1', '0.2', 'manual')], denials: [] } },
      '1.1<-0.2',
    ],
    [
      'leaves a SUBPLAN',
      '1.1 does not depend on 0.2.',
      { subplans: [subplanOf('1.1', '**Depends on**: 0.2')] },
      '1.1<-0.2',
    ],
    ['leaves another sentence', '1.1 needs 0.2.\n\n1.1 does not depend on 0.2.', {}, '1.1<-0.2'],
    [
      'of both directions',
      'No dependency between 1.1 and 0.2. Priority 1 depends on Priority 0.',
      {},
      '1.1<-0.1 1.2<-0.1 1.2<-0.2 1.3<-0.1 1.3<-0.2',
    ],
  ])('%s', (_, text, more, wanted) => {
    expect(edges({ plan: planOf(museum({}, text)), ...quiet, ...more })).toBe(wanted);
  });

  test('that removes nothing is a contradiction with both places', () => {
    const plan = planOf(museum({}, '1.1 needs 0.2.\n\n1.1 does not depend on 0.2.'));
    const { contradictions } = discover({ plan, scope: 3 });
    expect(contradictions).toHaveLength(1);
    expect(contradictions[0]?.places.map(({ text }) => text)).toEqual([
      '1.1 needs 0.2.',
      '1.1 does not depend on 0.2.',
    ]);
  });

  test('by a person removes everything but what a person put in, and stays visible', () => {
    const plan = planOf(museum({ '1.1': '- **Dependencies**: 0.1, 0.2' }));
    const denials = [recordedClaim('1.1', '0.2', 'manual')];
    const found = discover({ plan, recorded: { claims: [], denials }, scope: 3 });
    expect(edgesOf(found.achievements.flatMap((a) => a.dependencies.map(({ on }) => ({ from: a.id, on }))))).toBe(
      '1.1<-0.1',
    );
    expect(found.removed).toMatchObject([
      { from: '1.1', on: '0.2', by: { kind: 'manual' }, evidence: [{ kind: 'field' }], stands: false },
    ]);
  });

  test('keeps an assumption away', () => {
    const plan = planOf(museum({}, '1.1 does not depend on 0.2.'));
    expect(edges({ plan }).includes('1.1<-0.2')).toBe(false);
    expect(edges({ plan }).includes('1.1<-0.1')).toBe(true);
  });
});

describe('scope 2 assumes', () => {
  const bare = planOf(museum());
  test('that an achievement waits for the nearest lower priority', () => {
    const waits = (from: readonly string[], on: readonly string[]) =>
      from.flatMap((a) => on.map((b) => ({ from: a, on: b })));
    const pages = ['1.1', '1.2', '1.3'];
    expect(edges({ plan: bare }, 'assumed')).toBe(
      edgesOf([...waits(pages, ['0.1', '0.2']), ...waits(['2.1', '2.2', '2.3', '2.10'], pages)]),
    );
  });
  test.each<readonly [string, string]>([
    ['a field', '- **Dependencies**: 1.1'],
    ['a field that says None', '- **Dependencies**: None'],
  ])('nothing of an achievement whose own dependencies are given by %s', (_, text) => {
    expect(edges({ plan: planOf(museum({ '2.1': text })) }, 'assumed')).not.toMatch(/2\.1</);
  });
  test('nothing where a table row or the SUBPLAN gives them', () => {
    const table = '| Achievement | Depends on |\n|---|---|\n| 2.1 | 1.1 |\n| 2.2 | None |';
    expect(edges({ plan: planOf(museum({}, table)) }, 'assumed')).not.toMatch(/2\.[12]</);
    expect(edges({ plan: bare, subplans: [subplanOf('2.1', '**Depends on**: None')] }, 'assumed')).not.toMatch(/2\.1</);
    expect(edges({ plan: bare, subplans: [subplanOf('2.1', '**Prerequisites**: 1.1')] }, 'assumed')).not.toMatch(
      /2\.1</,
    );
  });
  test.each<readonly [string, string]>([
    ['sentences', '2.1 needs 1.1.'],
    ['rules', 'Priority 2 depends on Priority 0.'],
    ['arrows', '1.1 → 2.1'],
  ])('still, beside %s', (_, text) => {
    expect(edges({ plan: planOf(museum({}, text)) }, 'assumed')).toMatch(/2\.1<-1\.2/);
  });
  test('still, where only external things are named', () => {
    expect(edges({ plan: planOf(museum({ '2.1': '- **Dependencies**: Python 3.11' })) }, 'assumed')).toMatch(
      /2\.1<-1\.2/,
    );
  });
  test('nothing when asked for nothing, or in scope 3', () => {
    expect(edges({ plan: bare, assume: 'none' })).toBe('');
    expect(edges({ plan: bare, scope: 3 })).toBe('');
  });
  test('nothing for an achievement without a priority', () => {
    expect(edges({ plan: planOf(museum({}, '', ''), { '2.1': { priority: null } }) })).not.toMatch(/2\.1</);
  });
  test('no edge that closes a cycle, and says so', () => {
    const plan = planOf(museum({ '0.2': '- **Dependencies**: 1.3' }));
    const found = discover({ plan });
    expect(edges({ plan })).not.toContain('1.3<-0.2');
    expect(edges({ plan })).toContain('1.3<-0.1');
    expect(found.problems).toMatchObject([
      { rule: 'assumption-left-out', severity: 'info', at: { line: expect.any(Number) as number } },
    ]);
  });
});

test('a statement over groups too wide to be expanded is told where it stands', () => {
  const evidence = {
    kind: 'rule',
    file: 'PLAN_DEPOT.md',
    line: 7,
    column: 3,
    text: 'Priority 2 needs Priority 1',
  } as const;
  const group = { text: evidence.text, evidence, from: [id('2.1')], on: [id('1.1')] };
  expect(shortenedProblems([group])).toMatchObject([
    { rule: 'too-many-group-pairs', severity: 'warning', at: { file: 'PLAN_DEPOT.md', line: 7, column: 3 } },
  ]);
});

test('two huge priorities are cut to the nearest, with a warning', () => {
  const section = (priority: number, at: number): string =>
    `### Achievement ${priority}.${at + 1}: Room ${at} Opened\n`;
  const part = (priority: number): string =>
    `## Priority ${priority}\n\n${Array.from({ length: 1600 }, (_, at) => section(priority, at)).join('\n')}`;
  const found = discover({ plan: planOf(`# PLAN\n\n${part(1)}\n${part(2)}`) });
  const last = found.achievements.at(-1)!;
  expect(found.problems.map(({ rule }) => rule)).toEqual(['too-many-assumptions']);
  expect(last.dependencies.at(-1)?.on).toBe('1.1600');
  expect(last.dependencies.length).toBe(1250);
});

describe('it reports', () => {
  test('an id that the plan does not have, with the nearest', () => {
    const [problem] = discover({ plan: planOf(museum({ '2.1': '- **Depends on**: 1.1, 9.1' })) }).problems;
    expect(problem).toMatchObject({
      rule: 'unknown-dependency',
      severity: 'error',
      message: 'Achievement 2.1 depends on 9.1, which this plan does not have.',
      at: { file: 'PLAN_MUSEUM.md', column: 24, length: 3 },
    });
    expect(problem?.advice).toMatch(/^Did you mean .*1\.1.*\? This plan has 9 achievements, 0\.1 to 2\.10\.$/);
  });
  test('an achievement that depends on itself', () => {
    expect(rules({ plan: planOf(museum({ '2.1': '- **Depends on**: 2.1' })), ...quiet })).toEqual(['self-dependency']);
  });
  test('a cycle with its path and every place', () => {
    const plan = planOf(
      museum(
        { '0.1': '- **Dependencies**: 1.1', '1.1': '- **Dependencies**: 2.1' },
        '2.1 needs 0.1.\n\n- 2.1 requires 0.1',
      ),
    );
    const [problem, ...others] = discover({ plan, scope: 3 }).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      rule: 'dependency-cycle',
      severity: 'error',
      message: 'The dependencies form a cycle: 0.1 needs 1.1, 1.1 needs 2.1, 2.1 needs 0.1.',
    });
    expect(problem?.related).toHaveLength(3);
  });
  test('a SUBPLAN that differs from the PLAN', () => {
    const plan = planOf(museum(), { '2.1': { estimate: { minHours: 2, maxHours: 3 }, documentStatus: 'not_started' } });
    const subplan = subplanOf('2.1', '**Status**: Complete\n\n**Estimate**: 5 hours', {
      title: 'Vouchers Printed',
      estimate: { minHours: 5, maxHours: 5 },
      documentStatus: 'complete',
    });
    const found = discover({ plan, subplans: [subplan], scope: 3 }).problems;
    expect(found.map(({ message }) => message)).toEqual([
      'The SUBPLAN of 2.1 gives the title "Vouchers Printed", the PLAN gives "Tickets Sold".',
      'The SUBPLAN of 2.1 gives the hours 5 h, the PLAN gives 2 to 3 h.',
      'The SUBPLAN of 2.1 gives the status complete, the PLAN gives not_started.',
    ]);
    expect(found.every(({ severity, related }) => severity === 'warning' && related?.length === 1)).toBe(true);
  });
  test('places that put two achievements side by side although one needs the other', () => {
    const plan = planOf(museum({ '2.2': '- **Dependencies**: 2.1' }, '- 2.1, 2.2 and 2.3 can run in parallel'));
    expect(discover({ plan, scope: 3 }).contradictions).toMatchObject([
      { a: '2.1', b: '2.2', places: [{ kind: 'field' }, { kind: 'prose' }] },
    ]);
  });
  test('"None" against another place that states an edge', () => {
    const plan = planOf(museum({ '2.1': '- **Dependencies**: None', '1.1': '- **Blocks**: 2.1' }));
    expect(discover({ plan, scope: 3 }).contradictions).toMatchObject([{ a: '1.1', b: '2.1' }]);
  });
  test('recorded dependencies of achievements that are gone', () => {
    const recorded = { claims: [recordedClaim('2.1', '7.7', 'manual')], denials: [] };
    expect(rules({ plan: planOf(museum()), recorded, ...quiet })).toEqual(['recorded-dependency-unknown']);
  });
});

describe('conflicts', () => {
  const making = (paths: Readonly<Record<string, readonly string[]>>, text = '') =>
    discover({
      plan: planOf(
        museum({}, text),
        Object.fromEntries(
          Object.entries(paths).map(([own, all]) => [own, { deliverables: all.map((path) => ({ text: path, path })) }]),
        ),
      ),
      scope: 3,
    }).conflicts;
  test.each<readonly [string, string, string, readonly string[]]>([
    ['the same file', 'src/a.ts', './src//a.ts', ['src/a.ts']],
    ['a folder and a file in it', 'src/', 'src/rooms/a.ts', ['src/rooms/a.ts']],
    ['a folder and a folder in it', 'src/', 'src/rooms/', ['src/rooms/']],
    ['a glob and a file', 'src/*.ts', 'src/a.ts', ['src/a.ts']],
    ['a deep glob and a file', 'src/**/*.ts', 'src/x/y/a.ts', ['src/x/y/a.ts']],
  ])('between two that touch %s', (_, x, y, paths) => {
    expect(making({ '1.1': [x], '1.2': [y] })).toEqual([{ a: '1.1', b: '1.2', paths }]);
  });
  test.each<readonly [string, string]>([
    ['src/a.ts', 'src/b.ts'],
    ['src/', 'srcs/b.ts'],
    ['src/*.ts', 'src/x/a.ts'],
    ['../a.ts', '../a.ts'],
  ])('not between %s and %s', (x, y) => {
    expect(making({ '1.1': [x], '1.2': [y] })).toEqual([]);
  });
  test('not between two of which one needs the other, through others too', () => {
    expect(making({ '0.1': ['a.ts'], '2.1': ['a.ts'] }, '2.1 needs 1.1. 1.1 needs 0.1.')).toEqual([]);
  });
  test('by validation scripts, tests and the files of SUBPLANs', () => {
    const plan = planOf(museum(), {
      '1.1': { validationScript: 'scripts/check.sh', tests: ['`tests/rooms.test.ts` passes'] },
      '1.2': { validationScript: 'scripts/check.sh', tests: ['run `tests/rooms.test.ts`'] },
    });
    const subplans = [
      subplanOf('1.1', '## Files to Modify\n\n- `src/router.ts`: new routes'),
      subplanOf('1.3', '### Files to Modify\n\n1. `src/router.ts`\n\n## Notes\n\n- `src/other.ts`'),
    ];
    expect(discover({ plan, subplans, scope: 3 }).conflicts).toEqual([
      { a: '1.1', b: '1.2', paths: ['scripts/check.sh', 'tests/rooms.test.ts'] },
      { a: '1.1', b: '1.3', paths: ['src/router.ts'] },
    ]);
  });
});

describe('the checked plan', () => {
  test('is made of a discovery without errors', () => {
    const made = toPlan(discover({ plan: planOf(museum()) }));
    expect(made.ok && made.value.achievements.map((one) => one.id)).toEqual([
      '0.1',
      '0.2',
      '1.1',
      '1.2',
      '1.3',
      '2.1',
      '2.2',
      '2.3',
      '2.10',
    ]);
  });
  test('is refused with all problems', () => {
    const made = toPlan(discover({ plan: planOf(museum({ '2.1': '- **Depends on**: 2.1, 7.7' })) }));
    expect(!made.ok && made.error.map(({ rule }) => rule)).toEqual(['unknown-dependency', 'self-dependency']);
    const empty = toPlan(discover({ plan: planOf('# Nothing') }));
    expect(!empty.ok && empty.error.map(({ rule }) => rule)).toEqual(['no-achievements']);
  });
});

test('assumptions never close a cycle, whatever is stated', () => {
  const ids = ['0.1', '0.2', '1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '2.10'];
  const pair = fc
    .tuple(fc.constantFrom(...ids), fc.constantFrom(...ids))
    .filter(([a, b]) => ids.indexOf(a) !== ids.indexOf(b));
  fc.assert(
    fc.property(fc.uniqueArray(pair, { maxLength: 8, selector: ([a, b]) => `${a}${b}` }), (pairs) => {
      const plan = planOf(museum({}, pairs.map(([a, b]) => `- ${a} needs ${b}`).join('\n')));
      const stated = discover({ plan, scope: 3 });
      const assumed = discover({ plan });
      const isCyclic = (found: typeof stated): boolean =>
        found.problems.some(({ rule }) => rule === 'dependency-cycle');
      expect(edges({ plan, scope: 3 })).toBe(edgesOf(pairs.map(([from, on]) => ({ from, on }))));
      if (!isCyclic(stated)) expect(isCyclic(assumed)).toBe(false);
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe('a long line', () => {
  const plan = planOf(museum({}, `${'Words. '.repeat(4000)}2.1 depends on 9.9 and 1.1. ${'More. '.repeat(4000)}`));
  test('is quoted around the place', () => {
    const [dependency] = discover({ plan, scope: 3 }).achievements.find(({ id: own }) => own === '2.1')!.dependencies;
    const { text } = dependency!.evidence[0]!;
    expect(text.length).toBeLessThan(310);
    expect(text).toMatch(/^….*2\.1 depends on 9\.9 and 1\.1\..*…$/);
  });
});

test('an unknown id never offers the achievement itself', () => {
  const plan = planOf(museum({ '1.2': '- **Dependencies**: 1.9' }));
  const problem = discover({ plan }).problems.find(({ rule }) => rule === 'unknown-dependency');
  expect(problem?.advice).toMatch(/^Did you mean /);
  expect(problem?.advice?.split('?')[0]).not.toContain('1.2');
});
