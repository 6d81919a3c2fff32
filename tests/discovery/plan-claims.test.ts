import { describe, expect, test } from 'vitest';
import { planClaims } from '../../src/discovery/plan-claims.ts';
import { edgesOf, museum, planOf } from './documents.ts';

const inSection = (own: string, text: string): string => edgesOf(planClaims(planOf(museum({ [own]: text }))).claims);
const afterwards = (text: string): string => edgesOf(planClaims(planOf(museum({}, text))).claims);
const all = '0.1 0.2 1.1 1.2 1.3 2.1 2.2 2.3 2.10'.split(' ');
const each = (from: readonly string[], on: readonly string[]): string =>
  from
    .flatMap((a) => on.filter((b) => a !== b).map((b) => `${a}<-${b}`))
    .sort()
    .join(' ');

describe('a field of 2.1', () => {
  test.each<readonly [string, string]>([
    ['- **Dependencies**: 1.1', '2.1<-1.1'],
    ['- **Dependencies:** 1.1, 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Depends on**: Achievement 1.1 (catalogue pages)', '2.1<-1.1'],
    ['**Depends On:** Achievements 1.1, 1.2 and 0.2', '2.1<-0.2 2.1<-1.1 2.1<-1.2'],
    ['Depends on: 1.1 and 1.3', '2.1<-1.1 2.1<-1.3'],
    ['*Requires*: 0.1–0.2', '2.1<-0.1 2.1<-0.2'],
    ['- Requires: 1.1 to 1.3', '2.1<-1.1 2.1<-1.2 2.1<-1.3'],
    ['**Prerequisites**: Achievement 1.2 must be complete', '2.1<-1.2'],
    ['**Prerequisite**: SUBPLAN_12', '2.1<-1.2'],
    ['**Prerequisites**: SUBPLAN_MUSEUM_12.md', '2.1<-1.2'],
    ['- **Blocked by**: #1.1', '2.1<-1.1'],
    ['- **Needs**: P1.1', '2.1<-1.1'],
    ['- **After**: 1.3', '2.1<-1.3'],
    ['- **Upstream**: 1.3', '2.1<-1.3'],
    [
      '- **Dependencies**:\n  - Achievement 1.1 (pages)\n  - Achievement 1.2: Search\n  - Python 3.11',
      '2.1<-1.1 2.1<-1.2',
    ],
    ['**Dependencies**:\n\n- 1.1\n- 1.3', '2.1<-1.1 2.1<-1.3'],
    ['#### Dependencies\n\n- Achievement 1.1\n- A message queue', '2.1<-1.1'],
    ['#### Dependencies\n\nAchievements 1.1 & 1.2.', '2.1<-1.1 2.1<-1.2'],
    ['**Depends on**: 1.1 (rooms), 1.2 (search)', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: 1.1 ✅, 1.2 ⏳', '2.1<-1.1 2.1<-1.2'],
    ['📦 **Dependencies**: `1.1`', '2.1<-1.1'],
    ['**Dependencies**: [Achievement 1.1](#rooms)', '2.1<-1.1'],
    ['**Effort**: 2-3 hours  \n**Depends on**: 1.1  \n**Blocks**: 2.2', '2.1<-1.1 2.2<-2.1'],
    ['- **Blocks**: 2.2, 2.3', '2.2<-2.1 2.3<-2.1'],
    ['**Prerequisite for**: Achievement 2.10', '2.10<-2.1'],
    ['**Required by**: 2.2', '2.2<-2.1'],
    ['**Unblocks**: 2.3', '2.3<-2.1'],
    ['- **Downstream**: 2.10', '2.10<-2.1'],
    ['**Dependencies** — 1.1, 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies** (hard): 1.1', '2.1<-1.1'],
    ['_Depends on: 1.1_', '2.1<-1.1'],
    ['> **Depends on**: 1.1', '2.1<-1.1'],
    ['**Dependencies**: 1.1; 1.2', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: [1.1, 1.2]', '2.1<-1.1 2.1<-1.2'],
    ['**Dependencies**: Depends on 1.1 for the pages and 1.2 for search', '2.1<-1.1 2.1<-1.2'],
    ['- **Dependencies**:\n  - **Requires**: 1.1\n  - **Blocks**: 2.2', '2.1<-1.1 2.2<-2.1'],
    ['**Status**: Blocked (waiting for 1.2)', '2.1<-1.2'],
    ['**Timing**: After Achievement 1.1', '2.1<-1.1'],
    ['**Dependencies**: Previous achievement', '2.1<-1.3'],
    ['**Dependencies**: Can run in parallel with 1.2', ''],
    ['**Dependencies**: None - can start immediately after 0.1', ''],
    ['**Blocks**: Nothing', ''],
    ['**Dependencies**: None', ''],
    ['**Dependencies**: None (can follow 1.1 at any time)', ''],
    ['**Dependencies**: N/A', ''],
    ['- **Blocks**: None', ''],
    ['**Enables**: 2.2', ''],
    ['**Related**: 1.1', ''],
    ['**Dependencies**: Redis 7.2, Node 20.1, Python 3.11', ''],
    ['**External dependencies**: payment provider 1.2', ''],
    ['**Dependencies**: PLAN_GARDEN Achievement 1.1', ''],
    ["**Dependencies**: parent plan's 1.1", ''],
    ['**Dependencies**: Achievement 1.1 of PLAN_GARDEN', ''],
    ['**Dependencies**: 1.1, PLAN_GARDEN Achievement 1.2', '2.1<-1.1'],
    ['**Dependencies**: ~~1.1~~ 1.2', '2.1<-1.2'],
    ['**Dependencies**: All Priority 1 achievements', each(['2.1'], ['1.1', '1.2', '1.3'])],
    ['**Dependencies**: Priority 0 complete', each(['2.1'], ['0.1', '0.2'])],
    ['**Dependencies**: All previous achievements', each(['2.1'], ['0.1', '0.2', '1.1', '1.2', '1.3'])],
    [
      '**Prerequisite for**: All other achievements',
      each(
        all.filter((one) => one !== '2.1'),
        ['2.1'],
      ),
    ],
    ['**Effort**: 1.2 hours', ''],
    ['**Success criteria**:\n- Pages of 1.1 are linked\n- 1.2 seconds at most', ''],
  ])('%s', (text, edges) => {
    expect(inSection('2.1', text)).toBe(edges);
  });
});

describe('a sentence', () => {
  test.each<readonly [string, string]>([
    ['- 2.1 needs 1.3 complete (hours)', '2.1<-1.3'],
    ['- 2.1 requires 1.1 and 1.2.', '2.1<-1.1 2.1<-1.2'],
    ['Achievement 2.1 depends on Achievement 1.1.', '2.1<-1.1'],
    ['Achievements 2.1 and 2.2 depend on 1.1.', '2.1<-1.1 2.2<-1.1'],
    ['2.2 and 2.3 both follow 2.1.', '2.2<-2.1 2.3<-2.1'],
    ['Run 0.2 sequential (depends on 0.1)', '0.2<-0.1'],
    ['2.1 (Tickets Sold) relies on the pages from 1.1.', '2.1<-1.1'],
    ['2.1 is blocked by 1.2.', '2.1<-1.2'],
    ['2.1 cannot start until 1.1 is complete.', '2.1<-1.1'],
    ["2.1 can't begin before 1.1 has landed.", '2.1<-1.1'],
    ['2.1 can only start after 1.1.', '2.1<-1.1'],
    ['2.1 can start once 1.1 and 1.2 are done.', '2.1<-1.1 2.1<-1.2'],
    ['2.1 must wait for 1.1.', '2.1<-1.1'],
    ['2.1 must come after 1.1.', '2.1<-1.1'],
    ['2.1 waits for 1.1', '2.1<-1.1'],
    ['1.1 must be complete before 2.1 starts.', '2.1<-1.1'],
    ['Complete 1.1 before starting 2.1.', '2.1<-1.1'],
    ['1.1 blocks 2.1 and 2.2.', '2.1<-1.1 2.2<-1.1'],
    ['1.1 is a prerequisite for 2.1.', '2.1<-1.1'],
    ['1.1 is required for 2.1, 2.2.', '2.1<-1.1 2.2<-1.1'],
    ['1.1 is needed by 2.1.', '2.1<-1.1'],
    ['Once 1.1 is approved, 2.1 can start.', '2.1<-1.1'],
    ['After 1.1 is done, start 2.1.', '2.1<-1.1'],
    ['After 1.1 completes, 1.2 and 1.3 can run in parallel.', '1.2<-1.1 1.3<-1.1'],
    ['Do not start 2.1 until 1.2 is merged.', '2.1<-1.2'],
    ['Before starting 2.1, finish 1.1.', '2.1<-1.1'],
    ['2.1 needs 1.3 and blocks 2.2.', '2.1<-1.3 2.2<-2.1'],
    ['2.1 can start after 1.1 is approved, as it depends on the pages from 1.1.', '2.1<-1.1'],
    ['1.2 and 1.3 can run in parallel after 1.1.', '1.2<-1.1 1.3<-1.1'],
    ['- **Achievement 2.1** (after 1.1)', '2.1<-1.1'],
    ['SUBPLAN_21 depends on SUBPLAN_11.', '2.1<-1.1'],
    ['With 1.1 complete, 2.1 can begin.', '2.1<-1.1'],
    ['- 2.1: after 1.1', '2.1<-1.1'],
    ['- 2.1 [depends: 1.1]', '2.1<-1.1'],
    ['2.1 has dependencies on 1.1 and 1.2', '2.1<-1.1 2.1<-1.2'],
    ['1.1 and 1.2 must both be finished before 2.1', '2.1<-1.1 2.1<-1.2'],
    ['1.1 is a hard dependency for 2.1', '2.1<-1.1'],
    ['Group B: 1.2, 1.3 (both depend on 1.1)', '1.2<-1.1 1.3<-1.1'],
    ['1.2 + 1.3 parallel after 1.1', '1.2<-1.1 1.3<-1.1'],
    ['Only 2.1 depends on 1.1; 2.2 and 2.3 are independent.', '2.1<-1.1'],
    ['## Dependencies\n\n- 2.1: 1.1, 1.2\n- 2.2: None', '2.1<-1.1 2.1<-1.2'],
    ['## Dependency map\n\n- 2.1 → 1.1\n- 2.2 → 1.2', '2.1<-1.1 2.2<-1.2'],
    // No edge.
    ['None of 1.1, 1.2 block 2.1', ''],
    ['2.1 is not blocked by 1.1', ''],
    ['We finished 1.1 after 0.1 took too long', ''],
    ['If 1.1 fails, 2.1 is blocked', ''],
    ['1.1 provides the foundation for 2.1', ''],
    ['2.1 does not depend on 0.2.', ''],
    ["2.1 doesn't require 1.1.", ''],
    ['2.1 no longer depends on 1.1.', ''],
    ['There is no dependency between 2.1 and 1.3.', ''],
    ['2.1 is independent of 1.1.', ''],
    ['1.1, 1.2 and 1.3 can run in parallel.', ''],
    ['1.1 may depend on 1.2 if the schema changes.', ''],
    ['Does 2.1 depend on 1.1?', ''],
    ['For example, 2.1 depends on 1.1.', ''],
    ['2.1 builds on 1.1.', ''],
    ['1.1 enables 2.1.', ''],
    ['The shop requires version 1.2 of the library.', ''],
    ['2.1 needs 1.2 hours more than 1.1.', ''],
    ['2.1 is 1.3x faster than 1.1.', ''],
    ['Step 2.1 depends on step 1.1.', ''],
    ['Section 2.1 requires Section 1.1.', ''],
    ['Phase 2.1 depends on Phase 1.1.', ''],
    ['Steps 1.1-1.3 are required before 2.1.', ''],
    ['PLAN_GARDEN Achievement 2.1 depends on 1.1 there.', ''],
    ['Blocking: the parent plan, Achievement 1.1', ''],
    ['It uses dependency injection (see 1.2) throughout.', ''],
    ['2.1 shows 1.1 in a code block.', ''],
    ['Status: 1.1, 1.2 complete; 2.1 next.', ''],
    ['Already completed in Achievement 1.2', ''],
  ])('%s', (text, edges) => {
    expect(afterwards(text)).toBe(edges);
  });

  test('in a section without a subject speaks of its achievement', () => {
    expect(inSection('2.1', 'Requires Achievement 1.1 to be complete.')).toBe('2.1<-1.1');
    expect(inSection('2.1', '- Sell tickets (requires 1.2)')).toBe('2.1<-1.2');
    expect(inSection('2.1', 'This achievement depends on 1.1 and must be complete before 2.2.')).toBe(
      '2.1<-1.1 2.2<-2.1',
    );
    expect(inSection('2.1', 'Cannot start until 1.1 and 1.2 are done.')).toBe('2.1<-1.1 2.1<-1.2');
  });
});

describe('a sentence over groups', () => {
  test.each<readonly [string, string]>([
    ['- Priority 1 depends on Priority 0', each(['1.1', '1.2', '1.3'], ['0.1', '0.2'])],
    ['Priority 2 requires Priorities 0-1.', each(['2.1', '2.10', '2.2', '2.3'], ['0.1', '0.2', '1.1', '1.2', '1.3'])],
    [
      'You must complete all Priority 0 achievements before starting Priority 1.',
      each(['1.1', '1.2', '1.3'], ['0.1', '0.2']),
    ],
    [
      'Each achievement depends on the previous one.',
      '0.2<-0.1 1.1<-0.2 1.2<-1.1 1.3<-1.2 2.10<-2.3 2.1<-1.3 2.2<-2.1 2.3<-2.2',
    ],
    [
      'All other achievements depend on 0.1.',
      each(
        all.filter((one) => one !== '0.1'),
        ['0.1'],
      ),
    ],
    [
      '0.1 blocks everything else.',
      each(
        all.filter((one) => one !== '0.1'),
        ['0.1'],
      ),
    ],
    [
      'Everything depends on 0.1.',
      each(
        all.filter((one) => one !== '0.1'),
        ['0.1'],
      ),
    ],
    ['2.1 requires all of Priority 0.', each(['2.1'], ['0.1', '0.2'])],
    ['**Critical Path**: Priority 0 → Priority 1', each(['1.1', '1.2', '1.3'], ['0.1', '0.2'])],
    ['Priority 2 does not depend on Priority 1.', ''],
    ['Focus on Priority 0 before lunch.', ''],
    ['Every other priority depends on these fixes.', ''],
  ])('%s', (text, edges) => {
    expect(afterwards(text).split(' ').sort().join(' ')).toBe(edges.split(' ').sort().join(' '));
  });

  test('is listed with its members', () => {
    const { groupStatements } = planClaims(planOf(museum({}, 'Priority 1 depends on Priority 0 (images).')));
    expect(groupStatements).toMatchObject([
      { text: 'Priority 1 depends on Priority 0 (images).', from: ['1.1', '1.2', '1.3'], on: ['0.1', '0.2'] },
    ]);
  });

  test('over a priority that the heading names stays inside it', () => {
    expect(afterwards('### Priority 1\n\nEach achievement depends on the previous one.')).toBe('1.2<-1.1 1.3<-1.2');
    expect(afterwards('### Level 2\n\nEach achievement depends on the previous one.')).toBe('');
  });
});

describe('arrows', () => {
  test.each<readonly [string, string]>([
    ['**Critical Path**: 0.1 ✅ → 0.2 → 1.1 (in this order)', '0.2<-0.1 1.1<-0.2'],
    ['Order: 0.1 -> 1.1 -> 2.1', '1.1<-0.1 2.1<-1.1'],
    ['0.1 → (1.1, 1.2) → 2.1', '1.1<-0.1 1.2<-0.1 2.1<-1.1 2.1<-1.2'],
    ['Achievement 0.1 (Catalogue) → Achievement 1.1 (Rooms)', '1.1<-0.1'],
    ['2.1 ← 1.1', '2.1<-1.1'],
    ['| Round | Work |\n|---|---|\n| 1 | 0.1 → 0.2 (one by one) |', '0.2<-0.1'],
    ['1. Broken images → Achievement 0.2', ''],
    ['Renumbered: 1.1 → 2.1', ''],
    ['Achievement 1.1 was split: 1.1 → 1.2', ''],
  ])('%s', (text, edges) => {
    expect(afterwards(text)).toBe(edges);
  });
});

describe('a table', () => {
  test.each<readonly [string, string]>([
    [
      '| Achievement | Depends on |\n|---|---|\n| 1.1 | 0.1 |\n| 2.1 Tickets | 1.1, 1.2 |\n| 0.1 | None |',
      '1.1<-0.1 2.1<-1.1 2.1<-1.2',
    ],
    [
      '| ID | Title | Dependencies | Hours |\n|---|---|---|---|\n| 1.1 | Rooms | 0.1<br>0.2 | 1.2 |',
      '1.1<-0.1 1.1<-0.2',
    ],
    ['| # | Blocks |\n|---|---|\n| 0.1 | 1.1-1.3 |', '1.1<-0.1 1.2<-0.1 1.3<-0.1'],
    ['| Achievement | Prerequisites |\n|---|---|\n| **1.1** | Priority 0 |', '1.1<-0.1 1.1<-0.2'],
    ['| Round | Achievements | Deps |\n|---|---|---|\n| 2 | 1.1, 1.2 | 0.1 |', '1.1<-0.1 1.2<-0.1'],
    ['| Achievement | Script | Status |\n|---|---|---|\n| 1.1 | check-0.1.sh | done |', ''],
    ['| Bug | Fixed in |\n|---|---|\n| 12 | 1.1 |', ''],
    ['| Achievement | External dependencies |\n|---|---|\n| 1.1 | Redis 0.1 |', ''],
  ])('%s', (text, edges) => {
    expect(afterwards(text)).toBe(edges);
  });
});

describe('a drawing under a heading about dependencies', () => {
  const drawn = (drawing: string, info = '', heading = '### Dependency graph'): string =>
    afterwards(`${heading}\n\n\`\`\`${info}\n${drawing}\n\`\`\``);
  test.each<readonly [string, string]>([
    ['0.1 → 1.1 → 2.1', '1.1<-0.1 2.1<-1.1'],
    ['0.1\n├── 1.1\n│   ├── 2.1\n│   └── 2.2\n└── 1.2', '1.1<-0.1 1.2<-0.1 2.1<-1.1 2.2<-1.1'],
    [
      'Round 1:\n├─ Achievement 1.1 (Rooms)\n│  └─ Depends: 0.1\n│  └─ Blocks: 2.1\n└─ Achievement 1.2\n   └─ Depends on: 0.1, 0.2',
      '1.1<-0.1 1.2<-0.1 1.2<-0.2 2.1<-1.1',
    ],
    ['├─ 2.1\n├─ 2.2\n└─ 2.3\n   └─ All depend: 1.1', '2.1<-1.1 2.2<-1.1 2.3<-1.1'],
    ['0.1\n  ↓\n1.1\n  ↓\n2.1', '1.1<-0.1 2.1<-1.1'],
    ['Achievement 0.1\n  └─> Achievement 1.1\n        └─> Achievement 2.1', '1.1<-0.1 2.1<-1.1'],
    ['1.1 (depends on 0.1)\n1.2 (needs 0.1 and 0.2)', '1.1<-0.1 1.2<-0.1 1.2<-0.2'],
    ['Level 1: 1.1, 1.2, 1.3\nLevel 2: 2.1', ''],
  ])('%s', (drawing, edges) => {
    expect(drawn(drawing)).toBe(edges);
  });

  test.each<readonly [string, string]>([
    ['graph TD\n  A[0.1 Catalogue] --> B[1.1 Rooms]\n  B --> C["2.1: Tickets"]', '1.1<-0.1 2.1<-1.1'],
    ['flowchart LR\n  0.1 --> 1.1 & 1.2 --> 2.1', '1.1<-0.1 1.2<-0.1 2.1<-1.1 2.1<-1.2'],
    ['graph LR\n  A0_1 -->|catalogue| A1_1\n  A1_1 ==> A2_1', '1.1<-0.1 2.1<-1.1'],
    ['graph LR\n  X[Start] --> Y[End]', ''],
  ])('in Mermaid: %s', (drawing, edges) => {
    expect(drawn(drawing, 'mermaid')).toBe(edges);
  });

  test('is read nowhere else, and never in code, samples or messages', () => {
    expect(drawn('0.1 → 1.1', '', '### Layout')).toBe('');
    expect(drawn('{"dependencies": ["0.1"]} 0.1 -> 1.1', 'json')).toBe('');
    expect(drawn('0.1 → 1.1', '', '### Dependency errors')).toBe('');
    expect(afterwards('### Dependency graph\n\n**Example**:\n\n```\n0.1 → 1.1\n```')).toBe('');
  });
});

describe('inside a section', () => {
  test.each<readonly [string, string]>([
    ['- From the visitor counts (Achievement 1.2)', '2.1<-1.2'],
    ['Uses the output of Achievement 1.1.', '2.1<-1.1'],
    ['Based on findings from Achievement 0.1', '2.1<-0.1'],
    ['Similar to Achievement 1.1', ''],
    ['See Achievement 1.1', ''],
    ['Will be used by Achievement 2.2', ''],
    ['As in Achievement 1.1', ''],
  ])('%s', (text, edges) => {
    expect(inSection('2.1', text)).toBe(edges);
  });
});
