import { expect, test } from 'vitest';
import type { ParsedAchievement } from '../../src/domain/plan.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';

const read = async (text: string): Promise<readonly ParsedAchievement[]> =>
  (await parsePlan('work/PLAN_PAYMENTS.md', text)).achievements;

/** Each a way to write achievement 2.1 with the title "Refunds paid out", between 4 and 6 hours. */
const forms: readonly (readonly [string, string])[] = [
  ['bold, title outside', '## Achievements\n\n**Achievement 2.1**: Refunds paid out\n\n- Effort: 4-6 hours\n'],
  ['bold, title inside, effort behind', '## Achievements\n\n**Achievement 2.1: Refunds paid out** (4-6h)\n'],
  ['bold with a clock', '## Achievements\n\n**Achievement 2.1: Refunds paid out** ⏱️ 4-6 hours\n\n- Goal: pay\n'],
  ['bold with a dash', '## Achievements\n\n**Achievement 2.1** – Refunds paid out\n**Effort**: 4 to 6 hours\n'],
  ['heading', '### Achievement 2.1: Refunds paid out\n\n**Effort:** 4–6h\n'],
  ['heading with marks and a tick', '## ✅ Achievement 2.1 — Refunds paid out 🔥 [4-6h]\n\nGoal: pay\n'],
  ['heading without the word', '## Achievements\n\n#### 2.1 Refunds paid out\n\n##### Effort\n\n~4-6 hours\n'],
  ['index list', '## Achievement Index\n\n- Achievement 2.1: Refunds paid out (4-6h)\n'],
  [
    'index lines in one paragraph',
    '## Achievement Index\n**Achievement 1.1**: Ledger (1h)\n**Achievement 2.1**: Refunds paid out (4-6h)\n',
  ],
  ['task list', '## Tasks\n\n- [ ] **2.1** Refunds paid out - 4-6 hours\n'],
  ['struck through', '## Achievements\n\n- ~~Achievement 2.1: Refunds paid out (4-6h)~~\n'],
  [
    'numbered list with fields',
    '## Priority 2: Money\n\n1. **Achievement 2.1: Refunds paid out**\n   - **Effort**: 4-6h\n   - **Goal**: pay\n',
  ],
  [
    'table',
    '## Overview\n\n| # | Title | Hours | Status |\n|---|---|---|---|\n| 2.1 | Refunds paid out | 4-6 | open |\n',
  ],
  [
    'table with the word in the cell',
    '## Achievements\n\n| Achievement | Effort |\n|---|---|\n| Achievement 2.1: Refunds paid out | 4-6h |\n',
  ],
  ['milestones in a document without achievements', '## Work\n\n### Milestone 2.1: Refunds paid out\nEffort: 4-6h\n'],
  [
    'fields in one line',
    '### Achievement 2.1: Refunds paid out\n\n**Effort**: 4-6h | **Status**: open | **Owner**: Ana\n',
  ],
  ['fields in a table', '### Achievement 2.1: Refunds paid out\n\n| Field | Value |\n|---|---|\n| Effort | 4-6h |\n'],
  ['fields in italics', '### Achievement 2.1: Refunds paid out\n\n*Effort: 4-6h*\n'],
  ['fields in a quote', '### Achievement 2.1: Refunds paid out\n\n> **Effort**: 4-6h\n'],
  ['carriage returns', '### Achievement 2.1: Refunds paid out\r\n\r\n- Effort: 4-6h\r\n'],
  [
    'front matter and byte order mark',
    '\ufeff---\ntitle: Pay\n---\n# PLAN: Pay\n\n### Achievement 2.1: Refunds paid out\n- Effort: 4-6h\n',
  ],
];

test.each(forms)('an achievement is read from: %s', async (_, text) => {
  const found = (await read(text)).find((one) => one.id === '2.1');
  expect(found).toMatchObject({ title: 'Refunds paid out', estimate: { minHours: 4, maxHours: 6 } });
});

test('ids of three parts and of two digits are read, in document order', async () => {
  const found = await read(
    '## Achievements\n\n**Achievement 3.5.1**: A\n\n- Goal: a\n\n**Achievement 1.10**: B\n\n**Achievement 1.2**: C\n',
  );
  expect(found.map((one) => one.id)).toEqual(['3.5.1', '1.10', '1.2']);
});

const none: readonly (readonly [string, string])[] = [
  ['a code fence', '## Achievements\n\n```\n**Achievement 1.1**: Sample\n- Effort: 2h\n```\n'],
  ['an unclosed fence', '```\n### Achievement 1.1: Sample\n- Effort: 2h\n'],
  ["a parent plan's range", '- Achievements 0.1-0.4: done in the parent\n- Achievement 1.1 of PLAN_BANK: ledger\n'],
  [
    'related plans',
    '## Related Plans\n\n- Achievement 1.1: their ledger\n\n### Achievement 1.2: theirs\n\n**Effort**: 2h\n',
  ],
  [
    'an addition log',
    '## Achievement Addition Log\n\n**Achievement 1.4**: Added\n\n- **Why**: gap\n- **Effort**: 2h\n',
  ],
  [
    'integration notes',
    '## Error Handling\n\n### Integration Points\n\n**Achievement 1.3**: Add retries\n\n- in the client\n\n**Achievement 1.1/1.2**: more\n',
  ],
  ['prose', 'Achievement 1.1 will document this. See Achievement 1.2: it explains.\n'],
  ['ids of one number', '## Achievements\n\n- Achievement 3: Paid\n- 4 Sent\n'],
  ['numbered sections', '# Report\n\n## 1.1 Background\n\ntext\n\n## 1.2 Method\n\n- 1.5: ratio\n- 2.0 Beta\n'],
  ['an example', '### Example: Achievement 1.1 checks\n\nEffort: 2h\n'],
  [
    'a report on one achievement',
    '# Achievement 1.1: Final Summary\n\n**Status**: Complete\n**Deliverables**: `a.md`\n',
  ],
  ['success metrics', '## Success Metrics\n\n- ✅ Achievement 1.1: Can identify faults\n- ✅ Achievement 1.2: Works\n'],
];

test.each(none)('nothing is read from: %s', async (_, text) => {
  const plan = await parsePlan('PLAN_X.md', text);
  expect(plan.achievements).toEqual([]);
  expect(plan.problems).toContainEqual(expect.objectContaining({ rule: 'no-achievements', severity: 'error' }));
});

test('tasks inside the sections of achievements are no achievements', async () => {
  const found = await read(
    '## Achievements\n\n### Achievement 1.1: Ledger\n\n- Effort: 2h\n- Depends on:\n  - Achievement 1.2: books\n\n#### 1.1.1 Draw it\n\n- Task 1.1.2: fill it\n',
  );
  expect(found.map((one) => one.id)).toEqual(['1.1']);
});
