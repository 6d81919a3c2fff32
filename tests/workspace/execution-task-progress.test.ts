import { describe, expect, test } from 'vitest';
import { executionTaskProgress, hasBegun } from '../../src/workspace/execution-task-progress.ts';
import { processorSeconds } from '../support/processor-seconds.ts';

const header = (status: string) => `# EXECUTION_TASK: Achievement 1.1 - Wind sensors

**PLAN**: STATION
**Achievement**: 1.1
**Status**: ${status}

---

## 📋 SUBPLAN Context

Status of the mast: complete.
`;

const templateLog = `
## 📊 Iteration Log

### Iteration 1: [Date]

**Phase**: [Phase Number]  
**Duration**: [Actual Time]  
**Status**: [In Progress / Complete]

**Work Completed**:

- [List what was done]

**Next Steps**:

- [What comes
  next]

---

## ✅ Completion Checklist

- [ ] Sensors mounted
- ✅ Ready for review

---

**EXECUTION_TASK Status**: 📋 Ready for Execution
**Next Step**: Begin Phase 1
`;

const begun = (log: string) => executionTaskProgress(`${header('📋 Ready for Execution')}\n${log}`).logBegun;

describe('an iteration log has not begun', () => {
  test.each([
    ['as the template leaves it', templateLog],
    ['with Windows line ends', templateLog.replaceAll('\n', '\r\n')],
    ['without a log at all', '## Work Breakdown\n\n- [x] Mast raised\n'],
    ['with a bare heading', '## Iteration Log\n\n### Iteration 1\n\n### Iteration 2:\n'],
    ['with empty fields', '## Iteration Log\n\n### Iteration 1\n\n**Date**:\n- **Duration**: \nStatus:\n'],
    [
      'with bold sub-headings alone',
      '## Iteration Log\n\n### Iteration 1\n\n**Work completed**\n\n**Phase 1: Mast**\n',
    ],
    [
      'with units around placeholders',
      '## Iteration Log\n\n### Iteration 1\n\n- Duration: [X] minutes\n- [N] of [M] tests\n',
    ],
    ['with open boxes', '## Iteration Log\n\n### Iteration 1\n\n- [ ] Run the tests\n- [ ] [Another]\n'],
    [
      'with words for nothing yet',
      '## Iteration Log\n\n### Iteration 1\n\n- Status: Not started\n- Issues: None\n- TBD\n',
    ],
    ['with an estimate only', '## Iteration Log\n\n### Iteration 1\n\n**Expected Duration**: 2 hours\n'],
    ['with a guide to the log', '## Iteration Log\n\nWrite an entry for each try.\n\n> **Iteration 1** - like this\n'],
    ['with an entry in a fence', '## Iteration Log\n\n```md\n### Iteration 1: 2026-01-02\n\n- Mast raised\n```\n'],
    ['with an entry in a comment', '## Iteration Log\n\n<!--\n### Iteration 1: 2026-01-02\n- Mast raised\n-->\n'],
    ['with a comment on a line', '## Iteration Log\n\n### Iteration 1 <!-- say when -->\n\n- <!-- what was done -->\n'],
    [
      'with an empty table',
      '## Iteration Log\n\n| # | Date | Work |\n|---|:---:|---|\n| 1 | | |\n| 2 | [Date] | [Work] |\n',
    ],
    [
      'with a table of fields',
      '## Iteration Log\n\n### Iteration 1\n\n| Field | Value |\n|---|---|\n| Date | [Date] |\n',
    ],
    ['with a template in braces', '## Iteration Log\n\n### Iteration 1: {{date}}\n\n- {{work}}\n'],
    ['with numbered phases elsewhere', '### Phase 1: Iteration over the sensors\n\n- Mount each of them\n'],
  ])('%s', (_, log) => expect(begun(log)).toBe(false));
});

describe('an iteration log has begun', () => {
  test.each([
    ['with a date in the place of the placeholder', templateLog.replace('[Date]', '2026-01-02')],
    ['with a word about how it went', '## Iteration Log\n\n### Iteration 1: Complete ✅\n'],
    ['with one item filled', templateLog.replace('[List what was done]', 'Mounted the anemometer')],
    ['with one field filled', templateLog.replace('[Actual Time]', '40 minutes')],
    ['with a value inside the bold', '## Iteration Log\n\n### Iteration 1\n\n- **Status:** Mast raised\n'],
    ['with a ticked box', '## Iteration Log\n\n### Iteration 1\n\n- [x] Run the tests\n'],
    ['with a link', '## Iteration Log\n\n### Iteration 1\n\n- [mast.ts](src/mast.ts)\n'],
    ['with Windows line ends', templateLog.replace('[Date]', '2026-01-02').replaceAll('\n', '\r\n')],
    ['in a second entry', `${templateLog}\n## 🔄 Iteration Log\n\n### Iteration 2\n\nThe mast stands.\n`],
    ['outside a section of that name', '## Results\n\n### Iteration 2: Full run\n'],
    ['below a sub-heading of the entry', '## Iteration Log\n\n### Iteration 1\n\n#### Work\n\nThe mast stands.\n'],
    ['in a table', '## Iteration Log\n\n| # | Date | Work |\n|---|---|---|\n| 1 | 2026-01-02 | Mast |\n'],
    ['in a bold line', '## Iteration Log\n\n**Iteration 1** - raised the mast\n'],
    ['in an item with a date', '## Iteration Log\n\n- 2026-01-02: raised the mast\n'],
    ['in an entry named by its date', '## Iteration Log\n\n### 2026-01-02\n\n- Mast\n'],
    ['after a fence that is closed', '```\n### Iteration 1: [Date]\n```\n\n### Iteration 1: Mast raised\n'],
  ])('%s', (_, log) => expect(begun(log)).toBe(true));
});

describe('the Status of the header', () => {
  test.each([
    ['📋 Ready for Execution', 'not started'],
    ['🚀 **READY FOR EXECUTION**', 'not started'],
    ['Not Started', 'not started'],
    ['Planned', 'not started'],
    ['🚀 Starting Execution', 'begun'],
    ['In Progress', 'begun'],
    ['in_progress', 'begun'],
    ['In progress - phase 1 complete', 'begun'],
    ['Phases 1-4 Complete - Ready for Phase 5', 'begun'],
    ['✅ PHASES 1-4 COMPLETE | ⏳ PHASE 5 PENDING', 'begun'],
    ['Not complete yet', 'begun'],
    ['✅ **COMPLETE**', 'complete'],
    ['✅ ALL DELIVERABLES COMPLETE AND IN PLACE', 'complete'],
    ['Done (in half the time)', 'complete'],
    ['✅', 'complete'],
    ['Abandoned', 'abandoned'],
    ['⛔ Blocked by the crane', 'blocked'],
    ['[In Progress / Complete]', null],
    ['In Progress / Complete / Abandoned / Blocked', null],
    ['[To be filled]', null],
    ['Foggy', null],
  ])('%s means %s', (status, says) => {
    expect(executionTaskProgress(header(status)).says).toBe(says);
  });

  test.each([
    ['front matter', '---\nstatus: complete\n---\n# Task\n'],
    ['a list', '# Task\n\n- **Status:** Complete\n'],
    ['a table', '# Task\n\n| Field | Value |\n|---|---|\n| **Status** | Complete |\n'],
    ['a first section of header data', '# Task\n\n## 📋 Metadata\n\nStatus: Complete\n\n## Work\n'],
    ['a text with a byte order mark', '\uFEFF**Status**: Complete\r\n'],
  ])('is read from %s', (_, text) => expect(executionTaskProgress(text).says).toBe('complete'));

  test('is not read from a later section, a fence or a comment', () => {
    const text = '# Task\n<!-- Status: Complete -->\n```\nStatus: Complete\n```\n\n## Work\n\n**Status**: Complete\n';
    expect(executionTaskProgress(text).says).toBeNull();
  });
});

test('work has begun by the log or by a status that only work leads to', () => {
  expect(hasBegun({ logBegun: true, says: 'not started' })).toBe(true);
  expect(hasBegun({ logBegun: false, says: 'complete' })).toBe(true);
  expect(hasBegun({ logBegun: false, says: 'not started' })).toBe(false);
  expect(hasBegun({ logBegun: false, says: null })).toBe(false);
});

test('odd and huge texts are answered at once', () => {
  const long = 1_000_000;
  const texts = ['', '<!-- never closed', '```', '#'.repeat(long), '['.repeat(long), '<!--'.repeat(long / 4)];
  texts.push(' '.repeat(long), `## Iteration Log\n### Iteration 1\n${'| '.repeat(long / 2)}\n${' '.repeat(long)}x`);
  texts.push(
    `## Iteration Log\n### Iteration 1\n${'- '.repeat(long / 2)}`,
    '`'.repeat(long),
    'Status:'.repeat(long / 7),
  );
  const seconds = processorSeconds();
  for (const text of texts) expect(executionTaskProgress(text).says).toBeNull();
  expect(seconds()).toBeLessThan(3);
});
