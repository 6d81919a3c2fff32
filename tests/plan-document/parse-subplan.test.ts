import { expect, test } from 'vitest';
import { achievementId } from '../../src/domain/ids.ts';
import { parseSubplan } from '../../src/plan-document/parse-subplan.ts';

const ids = ['1.1', '1.11', '2.1', '11.1', '3.5.1'].flatMap((text) => achievementId(text) ?? []);
const text = (header: string): string => `# SUBPLAN: Pump set\n\n${header}\n\n## Objective\n\nSet the pump.\n`;

test('the file name says which achievement it belongs to', () => {
  const read = parseSubplan(
    'subplans/SUBPLAN_WELLS_21.md',
    text('**Estimated Effort**: 3-4 hours\n**Status**: Complete'),
    ids,
  );
  expect(read).toMatchObject({
    ok: true,
    value: {
      achievement: '2.1',
      title: 'Pump set',
      estimate: { minHours: 3, maxHours: 4 },
      documentStatus: 'complete',
      problems: [],
    },
  });
});

test.each([
  ['SUBPLAN_WELLS_1-11.md', '', '1.11'],
  ['SUBPLAN_WELLS_3-5-1.md', '', '3.5.1'],
  ['SUBPLAN_WELLS_111.md', '**Achievement**: 11.1', '11.1'],
  ['pump.md', '**Achievement Addressed**: Achievement 2.1 (Pump set)', '2.1'],
])('%s with the header "%s" belongs to %s', (file, header, id) => {
  expect(parseSubplan(file, text(header), ids)).toMatchObject({ ok: true, value: { achievement: id } });
});

test('a document that fits two achievements, or none, is refused with the way out', () => {
  expect(parseSubplan('SUBPLAN_WELLS_111.md', text(''), ids)).toMatchObject({
    ok: false,
    error: [{ rule: 'subplan-without-achievement', message: expect.stringContaining('1.11 and 11.1') as string }],
  });
  expect(parseSubplan('notes.md', text(''), ids).ok).toBe(false);
});

test('a header that names another achievement is reported, the name counts', () => {
  const read = parseSubplan('SUBPLAN_WELLS_21.md', text('**Achievement**: 1.1'), ids);
  expect(read).toMatchObject({
    ok: true,
    value: { achievement: '2.1', problems: [{ rule: 'subplan-header-differs' }] },
  });
});

test('the title is taken from behind the id', () => {
  const read = parseSubplan('SUBPLAN_WELLS_21.md', '# SUBPLAN: Achievement 2.1 - Pump set ✅\n', ids);
  expect(read).toMatchObject({ ok: true, value: { title: 'Pump set' } });
});

test('a heading that only says what the document is gives no title', () => {
  const read = parseSubplan('SUBPLAN_WELLS_21.md', '# SUBPLAN\n\nSet the pump.\n', ids);
  expect(read).toMatchObject({ ok: true, value: { title: null } });
});
