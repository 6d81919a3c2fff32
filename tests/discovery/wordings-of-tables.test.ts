import { describe, expect, test } from 'vitest';
import { planClaims } from '../../src/discovery/plan-claims.ts';
import { each, edgesOf, museum, planOf } from './documents.ts';

const afterwards = (text: string): string => edgesOf(planClaims(planOf(museum({}, text))).claims);
const sorted = (edges: string): string => edges.split(' ').sort().join(' ');

describe('a table of another hand', () => {
  test.each<readonly [string, string]>([
    ['| Achievement | Depends on |\n|---|---|\n| 0.1 | — |\n| 0.2 | None |\n| 1.1 | 0.1, 0.2 |', '1.1<-0.1 1.1<-0.2'],
    ['| Achievement | Depends On | Blocks |\n|---|---|---|\n| 1.1 | 0.1 | 2.1, 2.2 |', '1.1<-0.1 2.1<-1.1 2.2<-1.1'],
    ['| Achievement | Prerequisite |\n|---|---|\n| Achievement 2.1 | Achievement 1.1 |', '2.1<-1.1'],
    ['| ID | Achievement | Prerequisites |\n|---|---|---|\n| 2.1 | Tickets | 1.1 (rooms), 1.2 |', '2.1<-1.1 2.1<-1.2'],
    ['| Achievement | Deps |\n|---|---|\n| ✅ 1.1 | 0.1 |\n| ⏳ 2.1 | 1.1 ✅ |', '1.1<-0.1 2.1<-1.1'],
    ['| Achievement | Depends on |\n|---|---|\n| 1.1 | P0 |', each(['1.1'], ['0.1', '0.2'])],
    ['| Achievement | Depends on |\n|---|---|\n| 2.1 | All Priority 0 |', each(['2.1'], ['0.1', '0.2'])],
    ['| Achievement | Depends on |\n|---|---|\n| 2.1 | 1.1-1.3 |', each(['2.1'], ['1.1', '1.2', '1.3'])],
    [
      '| Achievement | Depends on |\n|---|---|\n| 2.1 | P0, 1.2, P1 |',
      each(['2.1'], ['0.1', '0.2', '1.1', '1.2', '1.3']),
    ],
    ['| Achievement | Depends on |\n|---|---|\n| 2.1 | Priority 1 except 1.2 |', each(['2.1'], ['1.1', '1.3'])],
    ['| Achievement | Blocked by |\n|---|---|\n| 2.1 | 1.1 |', '2.1<-1.1'],
    ['| Achievement | Needs |\n|---|---|\n| 2.1 | 1.1 |', '2.1<-1.1'],
    ['| Achievement | Requires | Enables |\n|---|---|---|\n| 2.1 | 1.1 | 2.2 |', '2.1<-1.1'],
    ['| Achievement | Blocks |\n|---|---|\n| 1.1 | 2.1 and 2.2 |', '2.1<-1.1 2.2<-1.1'],
    ['| Achievement | Depends on | Type |\n|---|---|---|\n| 2.1 | 1.1 | hard |\n| 2.2 | 1.1 | soft |', '2.1<-1.1'],
    ['| Achievement | Depends on |\n|---|---|\n| 2.1 | 1.1 (soft) |\n| 2.2 | 1.1 (optional), 1.2 |', '2.2<-1.2'],
    ['| Achievement | Depends on |\n|---|---|\n| 2.1 | none (1.1 helps) |\n| 2.2 | N/A |\n| 2.3 | No |', ''],
    ['| Achievement | Hours | Depends on |\n|---|---|---|\n| 2.1 | 1.2 | 1.1 |', '2.1<-1.1'],
    ['| Achievement | Can start after |\n|---|---|\n| 2.1 | 1.1 |', '2.1<-1.1'],
    ['| Priority | Depends on |\n|---|---|\n| Priority 1 | Priority 0 |', each(['1.1', '1.2', '1.3'], ['0.1', '0.2'])],
    ['| From | To | Type |\n|---|---|---|\n| 1.1 | 2.1 | blocks |', ''],
    ['| Achievement | Enables |\n|---|---|\n| 1.1 | 2.1 |', ''],
    ['| Achievement | Related |\n|---|---|\n| 1.1 | 2.1 |', ''],
    ['| Achievement | Packages required |\n|---|---|\n| 1.1 | zod 2.1 |', ''],
    ['| Achievement | Parallel with |\n|---|---|\n| 1.1 | 1.2 |', ''],
    ['| Bug | Found in | Fixed in |\n|---|---|---|\n| 7 | 1.1 | 2.1 |', ''],
    ['| Metric | Before 1.1 | After 2.1 |\n|---|---|---|\n| 1.2 | 2.2 | 2.3 |', ''],
    [
      '### Dependency matrix\n\n| | 0.1 | 1.1 | 2.1 |\n|---|---|---|---|\n| 0.1 | | | |\n| 1.1 | X | | |\n| 2.1 | ✓ | x | - |',
      '1.1<-0.1 2.1<-0.1 2.1<-1.1',
    ],
    ['### Conflict matrix\n\n| | 0.1 | 1.1 |\n|---|---|---|\n| 1.1 | X | |', ''],
  ])('%s', (text, edges) => {
    expect(afterwards(text)).toBe(sorted(edges));
  });
});

describe('a drawing of another hand', () => {
  const drawn = (drawing: string, info = '', heading = '## Dependency Graph'): string =>
    afterwards(`${heading}\n\n\`\`\`${info}\n${drawing}\n\`\`\``);
  test.each<readonly [string, string, string]>([
    ['graph TD\n  0.1[Catalogue] --> 1.1[Rooms]\n  1.1 --> 2.1', 'mermaid', '1.1<-0.1 2.1<-1.1'],
    ['graph LR;\n  A11["1.1 Rooms"]-->A21["2.1 Tickets"];\n  A12["1.2 Search"]-->A21;', 'mermaid', '2.1<-1.1 2.1<-1.2'],
    ['flowchart TD\n  subgraph P0\n    A01[0.1]\n  end\n  A01 -.-> A11[1.1]', 'mermaid', '1.1<-0.1'],
    ['flowchart TD\n  A01(0.1) & A02(0.2) --> A11(1.1)', 'mermaid', '1.1<-0.1 1.1<-0.2'],
    ['digraph {\n  "0.1" -> "1.1";\n  "1.1" -> "2.1";\n}', 'dot', '1.1<-0.1 2.1<-1.1'],
    ['0.1 ──► 1.1 ──► 2.1', '', '1.1<-0.1 2.1<-1.1'],
    ['0.1 --> 1.1\n0.1 --> 1.2\n1.1 --> 2.1', 'text', '1.1<-0.1 1.2<-0.1 2.1<-1.1'],
    ['0.1\n ├─→ 1.1\n │    └─→ 2.1\n └─→ 1.2', '', '1.1<-0.1 1.2<-0.1 2.1<-1.1'],
    ['0.1 (Catalogue)\n  |\n  v\n1.1 (Rooms)\n  |\n  v\n2.1 (Tickets)', '', '1.1<-0.1 2.1<-1.1'],
    ['Achievement 0.1\n    ↓\nAchievement 1.1, 1.2\n    ↓\nAchievement 2.1', '', '1.1<-0.1 1.2<-0.1 2.1<-1.1 2.1<-1.2'],
    ['1.1 <- 0.1\n2.1 <- 1.1', '', '1.1<-0.1 2.1<-1.1'],
    ['1.1 depends on 0.1\n2.1 depends on 1.1, 1.2', '', '1.1<-0.1 2.1<-1.1 2.1<-1.2'],
    ['1.1: 0.1\n2.1: 1.1', '', ''],
    ['2.1\n├── requires 1.1\n└── blocks 2.2', '', '2.1<-1.1 2.2<-2.1'],
    ['Priority 1:\n  1.1\n  1.2\nPriority 2:\n  2.1', '', ''],
    ['Priority 0\n├── 0.1\n└── 0.2\nPriority 1\n├── 1.1\n└── 1.2', '', ''],
    ['pip install zod==1.1 -> 2.1', 'bash', ''],
  ])('%s', (drawing, info, edges) => {
    expect(drawn(drawing, info)).toBe(sorted(edges));
  });

  test('is none under a heading about something else', () => {
    expect(drawn('0.1 → 1.1', '', '## Folder layout')).toBe('');
    expect(drawn('src/\n├── 0.1\n└── 1.1', '', '## Files')).toBe('');
    expect(drawn('1.1 → 2.1', '', '## Example output')).toBe('');
  });
});
