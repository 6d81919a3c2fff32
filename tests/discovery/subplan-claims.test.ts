import { describe, expect, test } from 'vitest';
import { subplanClaims } from '../../src/discovery/subplan-claims.ts';
import { edgesOf, museum, planOf, subplanOf } from './documents.ts';

const plan = planOf(museum());
const read = (text: string, own = '2.1') => subplanClaims([subplanOf(own, text)], plan);

describe('hard words and labels give edges', () => {
  test.each<readonly [string, string]>([
    ['**Depends on**: Achievement 1.1', '2.1<-1.1'],
    ['**Dependencies**: SUBPLAN_11, SUBPLAN_12', '2.1<-1.1 2.1<-1.2'],
    ['**Prerequisites**:\n\n- ✅ Achievement 0.1-0.2 complete (ground)\n- A running database', '2.1<-0.1 2.1<-0.2'],
    [
      '## Dependencies\n\n### Requires (from previous achievements):\n- Achievement 1.1: `rooms.ts` ✅\n- Achievements 0.1-0.2: the store (to read from)',
      '2.1<-0.1 2.1<-0.2 2.1<-1.1',
    ],
    ['## Dependencies\n\n- Achievement 1.1 (for the room pages)', '2.1<-1.1'],
    ['## Dependencies\n\n**Internal**:\n- Achievement 1.1\n\n**External**:\n- Node 20.1', '2.1<-1.1'],
    ['## Dependencies\n\n### Other SUBPLANs\n\n- SUBPLAN_12: search', '2.1<-1.2'],
    ['### Prerequisites (Must Be Complete)\n\n- Achievement 1.3', '2.1<-1.3'],
    [
      '## Prerequisites\n\n### From Achievement 1.1\n\n- [x] Pages built\n\n### Environment\n\n- [x] Access to Achievement 1.2 pages',
      '2.1<-1.1 2.1<-1.2',
    ],
    ['**Blocks**:\n\n- Achievement 2.2 (needs the till)\n- Achievement 2.3', '2.2<-2.1 2.3<-2.1'],
    ['### Blocks (What This Unblocks)\n\n- Achievement 2.10', '2.10<-2.1'],
    ['**Downstream**: 2.2 (depends on this)', '2.2<-2.1'],
    ['**Upstream**: 1.1', '2.1<-1.1'],
    ['Achievement 1.1 must be completed first.', '2.1<-1.1'],
    ['- **Achievement 1.1**: Required (pages)', '2.1<-1.1'],
    ['- Achievement 1.1 is required', '2.1<-1.1'],
    ['Achievement 2.2 depends on this.', '2.2<-2.1'],
    ['- 2.2 can start after this', '2.2<-2.1'],
    ['## Dependencies\n\n**Upstream**:\n- 1.1\n\n**Downstream**:\n- 2.2', '2.1<-1.1 2.2<-2.1'],
    ['**Dependencies**: Achievement 1.1 (✅ Complete), Achievement 1.2 (✅ Complete)', '2.1<-1.1 2.1<-1.2'],
    ['### Dependencies on Other SUBPLANs\n\n- SUBPLAN_11: pages', '2.1<-1.1'],
    ['**Required before starting**:\n- Achievement 1.2', '2.1<-1.2'],
    ['- Requires database access and Achievement 1.2 completion', '2.1<-1.2'],
    ['1. **Order**: Must execute 1.1 and 1.2 first, then sell tickets', '2.1<-1.1 2.1<-1.2'],
    ['This achievement must be complete before 2.2 or 2.3.', '2.2<-2.1 2.3<-2.1'],
    ['It lays the ground required for all later sales (Achievements 2.2-2.3).', '2.2<-2.1 2.3<-2.1'],
    ['- Achievement 1.1 must be complete (it gives the pages)', '2.1<-1.1'],
    ['**Related**:\n- Achievement 0.1-0.2: Ground (prerequisite)', '2.1<-0.1 2.1<-0.2'],
    ['Achievement 2.2 can start immediately after 2.1 is approved, as it depends on the till from 2.1.', '2.2<-2.1'],
    ['## Dependencies\n\n| Achievement | Why |\n|---|---|\n| 1.1 | pages |\n| 1.2 | search |', '2.1<-1.1 2.1<-1.2'],
    ['## Context & Prerequisites\n\n**Achievement 1.1 Complete**: the pages are there.', '2.1<-1.1'],
  ])('%s', (text, edges) => {
    expect(edgesOf(read(text).claims)).toBe(edges);
  });

  test('of kind subplan, with the line', () => {
    expect(read('**Depends on**: Achievement 1.1 (pages)').claims).toMatchObject([
      {
        strength: 'stated',
        evidence: {
          kind: 'subplan',
          file: 'subplans/SUBPLAN_MUSEUM_21.md',
          line: 3,
          column: 17,
          text: '**Depends on**: Achievement 1.1 (pages)',
        },
      },
    ]);
  });
});

describe('soft words give notes, no edges', () => {
  test.each<readonly [string, string]>([
    ['**Enables**:\n- Achievement 2.2', '2.2<-2.1'],
    ['### Enables (for future achievements):\n\n- Achievement 2.2: guide', '2.2<-2.1'],
    ['- Uses the pages from Achievement 1.1', '2.1<-1.1'],
    ['This builds on Achievement 1.1.', '2.1<-1.1'],
    ['All required data is available from Achievements 1.1 and 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Related Achievement**:\n- Achievement 0.1: Catalogue', '2.1<-0.1'],
    ['## Dependencies\n\n- Achievement 1.1 can provide hints about the pages', '2.1<-1.1'],
    ['## Dependencies\n\n- Achievement 1.2 (optional)', '2.1<-1.2'],
    ['### Prerequisite Knowledge\n\n- Understanding of the index from Achievement 1.2', '2.1<-1.2'],
    ['- ✅ Ready for Achievement 2.2', '2.2<-2.1'],
    ['**References**:\n- Achievement 1.1 pages', '2.1<-1.1'],
  ])('%s', (text, notes) => {
    const found = read(text);
    expect(edgesOf(found.claims)).toBe('');
    expect(edgesOf(found.notes)).toBe(notes);
  });

  test('but beside an edge they say nothing new', () => {
    const found = read('**Depends on**: 1.1\n\nThis builds on Achievement 1.1.');
    expect(edgesOf(found.claims)).toBe('2.1<-1.1');
    expect(found.notes).toEqual([]);
  });
});

describe('everything else gives nothing', () => {
  test.each([
    '**Depends on**: None (builds on 1.1)',
    '**Blocks**:\n\n- None (2.1 is the last)',
    '**Parallel With**: 1.2',
    '## Risks\n\n- 1.1 delays block this work',
    '## Planned Executions\n\n| Execution | Dependencies |\n|---|---|\n| 21_01 | None |\n| 21_02 | 21_01 |',
    '```\nDepends on: 1.1\n```',
    '| Figure | Before (1.1) | After (2.1) |\n|---|---|---|\n| 1.2 | 3 | 4 |',
    '- Similar in size: Achievement 1.1 had 3 scripts too',
    '**Step 1.1**: find the collections',
    '1. Phase 1: Audit (handles Steps 1.1-1.3)',
    '**External dependencies**:\n- PLAN_GARDEN Achievement 1.1',
    '**From PLAN_GARDEN.md**:\n\n- Achievement 1.1: Hedges',
    '- Circular dependency: 1.1 → 1.2 → 1.1',
    '- Follow EXECUTION_TASK_11_01.md',
    'SUBPLAN_GARDEN_11 is required.',
    '## Status\n\n- ✅ Achievement 1.1: Rooms\n- ✅ Achievement 1.2: Search',
    '## Conflict Analysis\n\n- Achievement 1.1 (Rooms) - Completed',
    '<!-- planloom:derived -->\n\n- **Depends on**: 1.1\n\n<!-- /planloom:derived -->',
    '**Example**: 2.1 depends on 1.1.',
    'Priority 1 is complete.',
    '**Prerequisites**: Priority 1 complete',
  ])('%s', (text) => {
    expect(edgesOf(read(text).claims)).toBe('');
  });

  test('but what a person adds below the derived part counts', () => {
    const text =
      '<!-- planloom:derived -->\n\n- **Depends on**: 1.1\n\n<!-- /planloom:derived -->\n\n- **Depends on**: 1.2';
    expect(edgesOf(read(text).claims)).toBe('2.1<-1.2');
  });

  test('under "parent work" an id is ours only with its title', () => {
    const text =
      '## Prerequisites\n\n**Parent Work Complete**:\n\n- Achievement 1.1: Hedges Trimmed (complete)\n- Achievement 1.2: Search Added (complete)';
    expect(edgesOf(read(text).claims)).toBe('2.1<-1.2');
  });
});

describe('whether the SUBPLAN gives its own dependencies', () => {
  const givenBy = (text: string) => read(text).given.map(({ what, none }) => `${what} ${none}`);
  test('yes, by a list or by "None"', () => {
    expect(givenBy('**Depends on**: 1.1')).toContain('needs false');
    expect(givenBy('**Depends on**: None')).toContain('needs true');
  });
  test('no, by soft words', () => {
    expect(givenBy('This builds on 1.1.')).toEqual([]);
  });
  test('no, where what is to be built finds no cycles', () => {
    const given = (none: string) => givenBy(`**Checks**:\n\n2. **Dependency Validation**:\n   - ${none}`);
    expect(given('No dependencies')).toEqual(['needs true']);
    expect(given('No circular dependencies (A→B→C→A)')).toEqual([]);
    expect(given('No unknown dependencies')).toEqual([]);
  });
});
