import { expect, test } from 'vitest';
import type { ParsedPlan } from '../../src/domain/plan.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const museum = `# PLAN: Museum site

**Status**: Active
**Owner**: Kim

## Achievement Index

**Priority 1: Rooms (COMPLETE ✅)**

- ✅ Achievement 1.1: Rooms drawn (2h)
- Achievement 1.2: Doors named

**Priority 10: Shop**

- Achievement 10.1: Shop opened

## Desirable Achievements

### Priority 1: CRITICAL - Rooms

**Achievement 1.1**: Rooms drawn

- Effort: 2 hours

**Achievement 1.2**: Doors labelled

- Effort: 3 hours

### Priority 3.5: URGENT - Lights

**Achievement 3.5.1**: Lights on

- Effort: 1 hour

## Current Status & Handoff

**Completed**:

- Achievement 1.2: Doors

**Pending**:

- [ ] Achievement 3.5.1: Lights on

- [x] **SUBPLAN_09**: Achievement 10.1 (Shop opened) - Status: ✅ COMPLETE
`;

const by = (plan: ParsedPlan, id: string): ParsedPlan['achievements'][number] | undefined =>
  plan.achievements.find((one) => one.id === id);

test('an achievement is counted once, however often it is listed', async () => {
  const plan = await parsePlan('PLAN_MUSEUM.md', museum);
  expect(plan.achievements.map((one) => one.id).sort()).toEqual(['1.1', '1.2', '10.1', '3.5.1']);
  expect(plan).toMatchObject({ name: 'MUSEUM', title: 'Museum site', metadata: { Status: 'Active', Owner: 'Kim' } });
});

test('the section counts before the index', async () => {
  const plan = await parsePlan('PLAN_MUSEUM.md', museum);
  expect(by(plan, '1.2')).toMatchObject({
    title: 'Doors labelled',
    position: { line: 25, column: 1 },
    indexPosition: { line: 11, column: 3 },
  });
});

test('priorities come from headings and bold lines, decimal and of two digits', async () => {
  const plan = await parsePlan('PLAN_MUSEUM.md', museum);
  expect(plan.achievements.map((one) => [one.id, one.priority?.number])).toEqual([
    ['10.1', 10],
    ['1.1', 1],
    ['1.2', 1],
    ['3.5.1', 3.5],
  ]);
  expect(by(plan, '3.5.1')?.priority?.label).toBe('URGENT - Lights');
  const flat = await parsePlan('PLAN_X.md', '## Achievements\n\n**Achievement 1.1**: A\n\n- Effort: 1h\n');
  expect(flat.achievements[0]?.priority).toBeNull();
});

test('status comes from ticks, boxes, lists of what is done and reports on SUBPLANs', async () => {
  const plan = await parsePlan('PLAN_MUSEUM.md', museum);
  expect(plan.achievements.map((one) => [one.id, one.documentStatus])).toEqual([
    ['10.1', 'complete'],
    ['1.1', 'complete'],
    ['1.2', 'complete'],
    ['3.5.1', 'not_started'],
  ]);
});

test('a range and a pair in a progress list speak of each of their achievements', async () => {
  const sections = ['1.1', '1.2', '1.3', '2.1', '2.2']
    .map((id) => `### Achievement ${id}: T\n\nEffort: 1h\n`)
    .join('\n');
  const plan = await parsePlan(
    'PLAN_X.md',
    `## Achievements\n\n${sections}\n## Progress\n\n- Achievements 1.1-1.3: ✅ COMPLETE\n- [x] Achievement 2.1 & 2.2 - both\n`,
  );
  expect(plan.achievements.map((one) => one.documentStatus)).toEqual(Array(5).fill('complete'));
});

test('a tick in a list that is no report claims nothing', async () => {
  const plan = await parsePlan(
    'PLAN_X.md',
    '## Achievements\n\n### Achievement 1.1: T\n\nEffort: 1h\n\n## Success Metrics\n\n- ✅ Achievement 1.1: T works\n',
  );
  expect(plan.achievements[0]?.documentStatus).toBeNull();
});

test('places that do not agree on title, effort or status are shown, both of them', async () => {
  const plan = await parsePlan(
    'PLAN_X.md',
    '## Achievement Index\n\n- ✅ Achievement 1.1: Ledger (2h)\n\n## Achievements\n\n### Achievement 1.1: Books\n\n- Effort: 3h\n- Status: In progress\n',
  );
  expect(plan.achievements[0]).toMatchObject({
    title: 'Books',
    estimate: { maxHours: 3 },
    documentStatus: 'in_progress',
  });
  expect(plan.problems.map((problem) => [problem.rule, problem.at.line, problem.related?.[0]?.at.line])).toEqual([
    ['title-differs', 7, 3],
    ['estimate-differs', 7, 3],
    ['status-differs', 7, 3],
  ]);
});

test('an id with two sections is an error that names both places', async () => {
  const plan = await parsePlan(
    'PLAN_X.md',
    '## Achievements\n\n### Achievement 1.1: Ledger\n\nEffort: 1h\n\n### Achievement 1.1: Books\n\nEffort: 1h\n',
  );
  expect(plan.achievements).toHaveLength(1);
  expect(plan.problems).toContainEqual(
    expect.objectContaining({
      rule: 'duplicate-achievement',
      severity: 'error',
      at: { file: 'PLAN_X.md', line: 7, column: 5 },
    }),
  );
});

test('an id that one list gives to two titles is the same error', async () => {
  const plan = await parsePlan('PLAN_X.md', '## Achievements\n\n- Achievement 1.1: Ledger\n- Achievement 1.1: Books\n');
  expect(plan.problems.map((problem) => problem.rule)).toContain('duplicate-achievement');
});

test('ids out of order are remarked, no more', async () => {
  const plan = await parsePlan('PLAN_X.md', '## Achievements\n\n- Achievement 1.10: B\n- Achievement 1.2: A\n');
  expect(plan.problems).toEqual([expect.objectContaining({ rule: 'ids-out-of-order', severity: 'info' })]);
});

test('what stands elsewhere under the id of an achievement is no second definition', async () => {
  const plan = await parsePlan(
    'PLAN_X.md',
    [
      '## Achievements\n\n### Priority 1: Books\n\n**Achievement 1.1**: Ledger\n\n- Effort: 1h\n',
      '**Achievement 1.1 Tests**:\n\n- one\n',
      '## How we prove it\n\n### Achievement 1.1 Proof\n\n**Validation**: `checks/books.sh`\n\n**Effort**: 9h\n',
      '**Priority 3 depends on Priority 2**\n',
      '## Progress\n\n### Achievement 1.1: COMPLETE\n',
    ].join('\n'),
  );
  expect(plan.achievements).toMatchObject([
    { id: '1.1', title: 'Ledger', priority: { number: 1 }, estimate: { maxHours: 1 }, documentStatus: 'complete' },
  ]);
  expect(plan.problems).toEqual([]);
});
