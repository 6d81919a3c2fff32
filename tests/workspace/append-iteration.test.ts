import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendIterations } from '../../src/workspace/append-iteration.ts';
import { hasBegun } from '../../src/workspace/execution-task-progress.ts';
import { executionTaskProgress } from '../../src/workspace/execution-task-progress.ts';

const iteration = { title: '2026-03-01, attempt 1', lines: ['- **Result**: proved', '- **Changed**: src/a.ts'] };

describe('an iteration that is added to an EXECUTION_TASK', () => {
  test('stands at the end of the iteration log, before the next section', () => {
    const text =
      '# EXECUTION_TASK\n\n## Iteration Log\n\n### Iteration 1: [Date]\n\n- [what]\n\n---\n\n## Completion\n\n- x\n';
    expect(appendIterations(text, [iteration])).toBe(
      '# EXECUTION_TASK\n\n## Iteration Log\n\n### Iteration 1: [Date]\n\n- [what]\n\n### Iteration 2: 2026-03-01, attempt 1\n\n- **Result**: proved\n- **Changed**: src/a.ts\n\n---\n\n## Completion\n\n- x\n',
    );
  });

  test('gets a log of its own where there is none', () => {
    expect(appendIterations('# Task\n\nWords.\n', [iteration])).toBe(
      '# Task\n\nWords.\n\n## Iteration Log\n\n### Iteration 1: 2026-03-01, attempt 1\n\n- **Result**: proved\n- **Changed**: src/a.ts\n',
    );
  });

  test('keeps the line ends of the document', () => {
    expect(appendIterations('# Task\r\n\r\n## Iteration Log\r\n\r\n## End\r\n', [iteration])).toBe(
      '# Task\r\n\r\n## Iteration Log\r\n\r\n### Iteration 1: 2026-03-01, attempt 1\r\n\r\n- **Result**: proved\r\n- **Changed**: src/a.ts\r\n\r\n## End\r\n',
    );
  });

  test('is not fooled by a heading inside a code fence', () => {
    const text = '## Iteration Log\n\n```md\n## Not a section\n```\n\n## After\n';
    expect(appendIterations(text, [iteration])).toContain('```\n\n### Iteration 1');
  });

  test('shows as work that has begun', () => {
    const text = appendIterations('# Task\n\n## Iteration Log\n\n### Iteration 1: [Date]\n', [iteration]);
    expect(hasBegun(executionTaskProgress(text))).toBe(true);
  });

  test('takes nothing away, whatever the document is', () => {
    const line = fc.constantFrom(
      '# A',
      '## Iteration Log',
      '### Iteration 1',
      '```',
      '~~~',
      '',
      'words',
      '---',
      '- item',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.join(end);
        const added = appendIterations(text, [iteration]);
        const kept = text.trimEnd();
        const cuts = Array.from({ length: kept.length + 1 }, (_, cut) => cut);
        expect(
          [...cuts].some((cut) => added.startsWith(kept.slice(0, cut)) && added.trimEnd().endsWith(kept.slice(cut))),
        ).toBe(true);
        expect(added).toContain('2026-03-01, attempt 1');
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
