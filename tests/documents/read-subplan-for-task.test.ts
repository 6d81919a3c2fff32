import { expect, test } from 'vitest';
import { readSubplanForTask } from '../../src/documents/read-subplan-for-task.ts';
import { subplanDocument } from '../../src/documents/subplan-document.ts';
import { subplanView } from '../../src/documents/subplan-view.ts';
import { processorSeconds } from '../support/processor-seconds.ts';
import { bareAchievement, fullAchievement, subplanInput } from './plans.ts';

const generated = (achievement = fullAchievement): string => {
  const document = subplanDocument(subplanView(subplanInput(achievement)));
  return document.ok ? document.value : '';
};

test('a generated SUBPLAN gives objective and criteria, and no approach while that is open', () => {
  expect(readSubplanForTask(generated())).toEqual({
    objective: ['Every reading of a sensor is kept.', 'A station without network loses none.'],
    approach: [],
    successCriteria: ['No reading is lost when the power fails', 'A month of readings is found in 50 ms'],
  });
});

test('a generated SUBPLAN of a bare achievement gives nothing', () => {
  expect(readSubplanForTask(generated(bareAchievement('2.4', 'Roof is dry')))).toEqual({
    objective: [],
    approach: [],
    successCriteria: [],
  });
});

test('the sentence about criteria that were cut is no criterion', () => {
  const successCriteria = Array.from({ length: 90 }, (_, index) => `Criterion ${index}`);
  expect(readSubplanForTask(generated({ ...fullAchievement, successCriteria })).successCriteria).toHaveLength(50);
});

test('the approach that a designer wrote in place of the open lines is taken', () => {
  const written = generated().replace(
    /> \*\*To be written by the designer:\*\* the way.*/,
    'Append first, index later.',
  );
  expect(readSubplanForTask(written).approach).toEqual(['Append first, index later.']);
});

test('a single heading over the phases gives way to the phases', () => {
  const text = '## Approach\n\n### Two phases in order\n\n#### Till\n\na\n\n#### Shop\n\nb\n\n#### Later\n\n## Notes\n';
  expect(readSubplanForTask(text).approach).toEqual(['Till', 'Shop']);
});

test('an execution strategy stands in for an approach that has no heading', () => {
  expect(readSubplanForTask('## Execution Strategy\n\nOne after the other.\n').approach).toEqual([
    'One after the other.',
  ]);
});

const byHand = `# SUBPLAN: Tickets

## 🎯 Objective

Visitors buy tickets
without a queue.

- also in the shop

### Why

Because of queues.

## 🔧 Approach

Two steps.

### Phase 1: Till (60 min)

\`\`\`
# not a heading
\`\`\`
- wire the till

### Phase 2: Shop

text

#### Detail

## ✅ Success Criteria

### Must have

- [x] Sold in a minute
1. Printed

| a | b |
|---|---|

### Nice to have

* In colour

---

## Notes

- not a criterion
`;

const expected = {
  objective: ['Visitors buy tickets', 'without a queue.', 'also in the shop'],
  approach: ['Two steps.', 'Phase 1: Till (60 min)', 'Phase 2: Shop'],
  successCriteria: ['Sold in a minute', 'Printed', 'In colour'],
};

test('a SUBPLAN written by hand is read by its headings, decorated or not', () => {
  expect(readSubplanForTask(byHand)).toEqual(expected);
});

test('CRLF line ends change nothing', () => {
  expect(readSubplanForTask(byHand.replaceAll('\n', '\r\n'))).toEqual(expected);
});

test('a definition of done stands in for success criteria', () => {
  expect(readSubplanForTask('## Definition of Done\n\n- All green\n').successCriteria).toEqual(['All green']);
});

test('an empty text gives nothing', () => {
  expect(readSubplanForTask('')).toEqual({ objective: [], approach: [], successCriteria: [] });
});

test('a line without end is read in no time', () => {
  const blank = ' '.repeat(500_000);
  const text = `## Objective ${blank}x\n\n${blank}x\n## Success Criteria ##\n- ${'#'.repeat(500_000)}x\n`;
  const seconds = processorSeconds();
  expect(readSubplanForTask(text).successCriteria).toHaveLength(1);
  expect(seconds()).toBeLessThan(1);
});
