import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planClaims } from '../../src/discovery/plan-claims.ts';
import { each, edgesOf, ids, museum, planOf } from './documents.ts';

const inSection = (own: string, text: string): string => edgesOf(planClaims(planOf(museum({ [own]: text }))).claims);

const ground = ['0.1', '0.2'];
const pages = ['1.1', '1.2', '1.3'];

describe('what 2.1 needs, as a field', () => {
  test.each<readonly [string, string]>([
    ['**Dependencies**: 1.1, 1.2 (schema)', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: Achievement 1.1 complete', '2.1<-1.1'],
    ['**Dependencies**: Achievement 1.1 must be complete, 1.2 must be at least designed', '2.1<-1.1 2.1<-1.2'],
    ['**Dependency**: 1.1', '2.1<-1.1'],
    ['**Depends**: 1.1', '2.1<-1.1'],
    ['**Depends**: P0', each(['2.1'], ground)],
    ['**Depends**: all of Priority 0, 1.2', `${each(['2.1'], ground)} 2.1<-1.2`],
    ['**Depends**: Priority 0 and 1.2', `${each(['2.1'], ground)} 2.1<-1.2`],
    ['**Depends**: P0, 1.2, P1', each(['2.1'], [...ground, ...pages])],
    ['**Depends**: Priority 0, 2.2 and Priority 1', each(['2.1'], [...ground, ...pages, '2.2'])],
    ['**Depends**: Priorities 0 and 1, plus 2.2', each(['2.1'], [...ground, ...pages, '2.2'])],
    ['**Depends**: Priority 0, 2.2-2.3', each(['2.1'], [...ground, '2.2', '2.3'])],
    ['**Depends**: all of Priority 1 except 1.2', each(['2.1'], ['1.1', '1.3'])],
    ['**Depends**: Priority 1, but not 1.2', each(['2.1'], ['1.1', '1.3'])],
    ['**Depends**: Priority 0 und 1', each(['2.1'], [...ground, ...pages])],
    ['**Depends**: 1.1 bis 1.3', each(['2.1'], pages)],
    ['**Depends On**: 1.1', '2.1<-1.1'],
    ['**Depends upon**: 1.1', '2.1<-1.1'],
    ['**depends_on**: [1.1, 1.2]', '2.1<-1.1 2.1<-1.2'],
    ['- depends_on: 1.1', '2.1<-1.1'],
    ['- Prereqs: 1.1, 1.2', '2.1<-1.1 2.1<-1.2'],
    ['- Prereq: 1.1', '2.1<-1.1'],
    ['- Pre-requisites: 1.1', '2.1<-1.1'],
    ['- **Precondition**: 1.1 approved', '2.1<-1.1'],
    ['- **Preconditions**:\n  - 1.1 approved\n  - the gate is open', '2.1<-1.1'],
    ['- **Deps**: 1.1', '2.1<-1.1'],
    ['- **Blocked By**: 1.1 (schema), 1.3', '2.1<-1.1 2.1<-1.3'],
    ['- **Blocker**: 1.1', '2.1<-1.1'],
    ['- **Waits for**: 1.1', '2.1<-1.1'],
    ['- **Waiting on**: 1.1', '2.1<-1.1'],
    ['- **Start after**: 1.1', '2.1<-1.1'],
    ['- **Starts after**: 1.1 and 1.2', '2.1<-1.1 2.1<-1.2'],
    ['- **Must come after**: 1.1', '2.1<-1.1'],
    ['- **Predecessors**: 1.1, 1.2', '2.1<-1.1 2.1<-1.2'],
    ['- **Predecessor(s)**: 1.1', '2.1<-1.1'],
    ['- **Hard dependencies**: 1.1\n- **Soft dependencies**: 1.2', '2.1<-1.1'],
    ['- **Dependencies (hard)**: 1.1', '2.1<-1.1'],
    ['- **Dependencies (soft)**: 1.1', ''],
    ['- **Dependencies (optional)**: 1.1', ''],
    ['- **Internal dependencies**: 1.1', '2.1<-1.1'],
    ['- **Achievement Dependencies**: 1.1', '2.1<-1.1'],
    ['- **Gated by**: 1.1', '2.1<-1.1'],
    ['- **Entry criteria**: 1.1 and 1.2 approved', '2.1<-1.1 2.1<-1.2'],
    ['- **Ready when**: 1.1 is approved', '2.1<-1.1'],
    ['- **Can start**: after 1.1', '2.1<-1.1'],
    ['- **Can start when**: 1.1 and 1.2 are complete', '2.1<-1.1 2.1<-1.2'],
    ['- **Order**: Must follow 1.1', '2.1<-1.1'],
    ['**Requires**: Achievement 1.1 ✅', '2.1<-1.1'],
    ['🔗 **Dependencies**: 1.1', '2.1<-1.1'],
    ['**🔗 Dependencies**: 1.1', '2.1<-1.1'],
    ['**Dependencies**\n\n- 1.1\n- 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**\n- 1.1', '2.1<-1.1'],
    ['Dependencies:\n\n1. 1.1 — rooms\n2. 1.2 — search', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies:**\n\n* [x] 1.1 Rooms\n* [ ] 1.2 Search', '2.1<-1.1 2.1<-1.2'],
    ['- **Dependencies**:\n  - Hard: 1.1\n  - Soft: 1.2', '2.1<-1.1'],
    ['- **Dependencies**:\n  - Required: 1.1\n  - Optional: 1.2', '2.1<-1.1'],
    ['- **Dependencies**:\n  - 1.1 (required)\n  - 1.2 (nice to have)', '2.1<-1.1'],
    ['- **Dependencies**:\n  - Priority 1:\n    - 1.1\n    - 1.3', '2.1<-1.1 2.1<-1.3'],
    ['**Dependencies**: 1.1 → 1.2', '1.2<-1.1 2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: 1.1 (complete), 1.2 (in progress), Redis 7.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: 1.1 | 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: 1.1 & 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: 1.1; P0', `${each(['2.1'], ground)} 2.1<-1.1`],
    ['**Dependencies**: Ach 1.1, Ach. 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: A1.1, A1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: "1.1", "1.2"', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: 1.1 (Room Pages Built) and 1.2 (Search Added)', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: Room Pages Built (1.1), Search Added (1.2)', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: the room pages of 1.1', '2.1<-1.1'],
    ['**Dependencies**: 1.1-1.3', each(['2.1'], pages)],
    ['**Dependencies**: 1.1 through 1.3', each(['2.1'], pages)],
    ['**Dependencies**: 1.1..1.3', each(['2.1'], pages)],
    ['**Dependencies**: 1.x', each(['2.1'], pages)],
    ['**Dependencies**: All 1.x achievements', each(['2.1'], pages)],
    ['**Dependencies**: All of Priority 1', each(['2.1'], pages)],
    ['**Dependencies**: Priority 1', each(['2.1'], pages)],
    ['**Dependencies**: Priority 0 complete', each(['2.1'], ground)],
    ['**Dependencies**: Priority 0 and Priority 1 complete', each(['2.1'], [...ground, ...pages])],
    ['**Dependencies**: Priorities 0 & 1', each(['2.1'], [...ground, ...pages])],
    ['**Dependencies**: P0-P1', each(['2.1'], [...ground, ...pages])],
    ['**Dependencies**: all previous achievements', each(['2.1'], [...ground, ...pages])],
    ['**Dependencies**: All prior work', each(['2.1'], [...ground, ...pages])],
    ['**Dependencies**: All above', each(['2.1'], [...ground, ...pages])],
    ['**Dependencies**: Everything in Priority 1', each(['2.1'], pages)],
    ['**Dependencies**: The previous achievement', '2.1<-1.3'],
    ['**Depends on**: Achievement 1.1 and its approval', '2.1<-1.1'],
    ['**Depends on**: 1.1\n**Hours**: 2.2', '2.1<-1.1'],
    ['Depends on: 1.1 | Effort: 2-3h | Blocks: 2.2', '2.1<-1.1 2.2<-2.1'],
    ['**Effort**: 2-3h | **Dependencies**: 1.1', '2.1<-1.1'],
    ['**Effort**: 3h, **Depends on**: 1.1, **Blocks**: 2.2', '2.1<-1.1 2.2<-2.1'],
    ['*Effort: 3h · Depends on 1.1 · Blocks 2.2*', '2.1<-1.1 2.2<-2.1'],
    ['(Depends on: 1.1)', '2.1<-1.1'],
    ['> Depends on 1.1.', '2.1<-1.1'],
    ['**Depends on:** 1.1 (for the rooms; 1.2 is not needed)', '2.1<-1.1'],
    ['**Dependencies**: 1.1 only (not 1.2)', '2.1<-1.1'],
    ['**Dependencies**: 1.1, but not 1.2', '2.1<-1.1'],
    [
      '| Field | Value |\n|---|---|\n| Effort | 3h |\n| Dependencies | 1.1, 1.2 |\n| Blocks | 2.2 |',
      '2.1<-1.1 2.1<-1.2 2.2<-2.1',
    ],
    ['| | |\n|---|---|\n| **Depends on** | 1.1 |', '2.1<-1.1'],
  ])('%s', (text, edges) => {
    expect(inSection('2.1', text)).toBe(edges.split(' ').sort().join(' '));
  });
});

describe('a field of 2.1 that lists priorities and achievements', () => {
  const items: readonly (readonly [string, readonly string[]])[] = [
    ['Priority 0', ground],
    ['P1', pages],
    ['all of Priority 1', pages],
    ['Priorities 0 and 1', [...ground, ...pages]],
    ['P0-P1', [...ground, ...pages]],
    ['1.x', pages],
    ['1.1', ['1.1']],
    ['Achievement 1.2', ['1.2']],
    ['2.2-2.3', ['2.2', '2.3']],
    ['2.10', ['2.10']],
  ];
  const joint = fc.constantFrom(
    ', ',
    ' and ',
    ', and ',
    '; ',
    ' + ',
    ' & ',
    ' plus ',
    ', plus ',
    ' as well as ',
    ' und ',
  );

  test('needs all of them, whatever their order and whatever joins them', () => {
    const lists = fc.array(fc.tuple(fc.constantFrom(...items), joint), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lists, (list) => {
        const text = list.map(([[spelled], joint], at) => (at === 0 ? '' : joint) + spelled).join('');
        const on = [...new Set(list.flatMap(([[, ids]]) => ids))];
        expect(inSection('2.1', `**Depends on**: ${text}`)).toBe(each(['2.1'], on));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('keeps the priority beside an achievement that the plan lacks, and reports that', () => {
    const found = planClaims(planOf(museum({ '2.1': '**Depends on**: Priority 0, 9.9' })));
    expect(edgesOf(found.claims)).toBe(each(['2.1'], ground));
    expect(found.unknown.map(({ wanted }) => wanted)).toEqual(['9.9']);
  });
});

describe('a field of 2.1 that gives nothing', () => {
  test.each([
    '**Dependencies**: None (can start immediately)',
    '**Dependencies**: None - 1.1 only helps',
    '**Dependencies**: none; optional: 1.2',
    '**Dependencies**: None (optional: 1.2)',
    '**Dependencies**: 1.1 (soft)',
    '**Dependencies**: 1.1 (optional)',
    '**Dependencies**: 1.1 (nice to have)',
    '**Dependencies**: Soft dependency on 1.1',
    '**Dependencies**: none required, but 1.1 is helpful',
    '**Dependencies**: Nothing from 1.1 is needed',
    '**Dependencies**: No hard dependencies (1.1 helps)',
    '**Dependencies**: Independent of 1.1',
    '**Dependencies**: ✅ None',
    '**Dependencies**: 0 (1.1 only informs)',
    '**Soft dependencies**: 1.1',
    '**Optional dependencies**: 1.1',
    '**Dependencies**: npm packages (zod 3.2, vitest 1.1)',
    '**Dependencies**: Python 3.11, pandas 2.1, requests>=1.1',
    '**Dependencies**: `zod` 1.1, `pino` 1.2',
    '**Dependencies**: Node.js 20.1+',
    '**Dependencies**: Issue #12, section 1.1 of the report',
    '**Dependencies**: chapter 1.1 of the handbook',
    '**Dependencies**: PLAN_GARDEN (Achievement 1.1)',
    '**npm dependencies**: zod 1.1',
    '**Software dependencies**: Postgres 1.1',
    '**New dependencies**: tenacity 1.1',
    '**Requirements**: 1.1 seconds at most',
    '**Requires**: Docker 1.1, 1.2 GB of memory',
    '**Requires**: 1.2 hours of review',
    '**Needs**: 1.5 days, 1.1 people',
    '**After**: 1.1 hours',
    '**Enables**: 2.2, 2.3',
    '**Feeds into**: 2.2',
    '**Related**: 1.1, 1.2',
    '**See also**: Achievement 1.1',
    '**Next**: 2.2',
    '**Parallel with**: 1.1, 1.2',
    '**Can run with**: 1.1',
    '**Conflicts with**: 1.1',
    '**Independent of**: 1.1',
    '**Dependencies**: TBD',
    '**Dependencies**: 2025.11.10',
    '**Blocks**: none (2.2 can start)',
    '**Blocks**: Nothing, 2.2 is independent',
    '**Blocked**: no',
    '**Blockers**: None (0.2 is pending but not blocking)',
    '**Not blocked by**: 1.1',
    '**Does not depend on**: 1.1',
    '**No dependency on**: 1.1',
  ])('%s', (text) => {
    expect(inSection('2.1', text)).toBe('');
  });
});

describe('what needs 2.1, as a field', () => {
  test.each<readonly [string, string]>([
    ['**Blocks**: 2.2', '2.2<-2.1'],
    ['**Blocks**: 2.2 and 2.3 (till)', '2.2<-2.1 2.3<-2.1'],
    ['**Unblocks**: 2.2', '2.2<-2.1'],
    ['**Required for**: 2.2', '2.2<-2.1'],
    ['**Required by**: 2.2, 2.3', '2.2<-2.1 2.3<-2.1'],
    ['**Needed by**: 2.2', '2.2<-2.1'],
    ['**Needed for**: 2.2', '2.2<-2.1'],
    ['**Prerequisite for**: 2.2', '2.2<-2.1'],
    ['**Is prerequisite of**: 2.2', '2.2<-2.1'],
    ['**Blocking**: 2.2', '2.2<-2.1'],
    ['**Blocks (downstream)**: 2.2', '2.2<-2.1'],
    ['**Downstream**: 2.2', '2.2<-2.1'],
    ['**Dependents**: 2.2, 2.3', '2.2<-2.1 2.3<-2.1'],
    ['**Dependent achievements**: 2.2', '2.2<-2.1'],
    ['**Depended on by**: 2.2', '2.2<-2.1'],
    ['**Successors**: 2.2', '2.2<-2.1'],
    ['**Must be done before**: 2.2', '2.2<-2.1'],
    ['**Must complete before**: 2.2', '2.2<-2.1'],
    ['**Must precede**: 2.2', '2.2<-2.1'],
    ['**Before**: 2.2', '2.2<-2.1'],
    ['**Gates**: 2.2', '2.2<-2.1'],
    ['**Blocks**:\n- 2.2\n- 2.3 (newsletter)', '2.2<-2.1 2.3<-2.1'],
    ['**Blocks**: everything else in Priority 2', each(['2.2', '2.3', '2.10'], ['2.1'])],
    ['**Blocks**: 2.x', each(['2.2', '2.3', '2.10'], ['2.1'])],
    ['**Blocks**: All later achievements', each(['2.2', '2.3', '2.10'], ['2.1'])],
    [
      '**Prerequisite for**: all others',
      each(
        ids.filter((id) => id !== '2.1'),
        ['2.1'],
      ),
    ],
  ])('%s', (text, edges) => {
    expect(inSection('2.1', text)).toBe(edges.split(' ').sort().join(' '));
  });
});

test.each([
  ['all of Priority 1', each(['2.1'], ['1.1', '1.2'])],
  ['P1', each(['2.1'], ['1.1', '1.2'])],
  ['Priority 3', ''],
])('where no priority has a heading, ids tell who is in it: %s', (field, edges) => {
  const plan = ['# PLAN: Museum', ...['1.1', '1.2', '2.1'].map((id) => `### Achievement ${id}: Part ${id}`)];
  expect(edgesOf(planClaims(planOf([...plan, `- **Dependencies**: ${field}`].join('\n\n'))).claims)).toBe(edges);
});
