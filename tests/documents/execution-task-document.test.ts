import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { staleDerivedBlocks } from '../../src/documents/derived-block.ts';
import { executionTaskDocument } from '../../src/documents/execution-task-document.ts';
import { executionTaskView, type ExecutionTaskInput } from '../../src/documents/execution-task-view.ts';
import { openParts } from '../../src/documents/open-parts.ts';
import type { PlannedAchievement } from '../../src/domain/plan.ts';
import { executionTaskProgress, hasBegun } from '../../src/workspace/execution-task-progress.ts';
import { hostileText, hostileTexts, linesIn } from './hostile.ts';
import { shapeOf } from './markdown-shape.ts';
import { bareAchievement, fullAchievement, id, planWith, statedBy, taskInput } from './plans.ts';

const write = (input: ExecutionTaskInput): string => {
  const document = executionTaskDocument(executionTaskView(input));
  if (!document.ok) throw new Error(JSON.stringify(document.error));
  return document.value;
};

const subplan = {
  objective: ['Keep readings through a power cut.'],
  approach: ['Phase 1: Append-only file (60 min)', 'Phase 2: Import (90 min)'],
  successCriteria: ['The last reading before the cut is found'],
};

describe('an EXECUTION_TASK', () => {
  const document = write(taskInput(fullAchievement, { subplan }));

  test('has the header fields, one a line', () => {
    expect(document.split('\n').slice(0, 9)).toEqual([
      '# EXECUTION_TASK: Achievement 2.1 - Readings reach the archive',
      '',
      '**PLAN**: STATION (`../PLAN_STATION.md`)  ',
      '**SUBPLAN**: SUBPLAN_STATION_21.md  ',
      '**Achievement**: 2.1  ',
      '**Task**: 01 (single execution)  ',
      '**Estimated Time**: 4-6 hours  ',
      '**Created**: 2031-04-05  ',
      '**Status**: Ready for execution',
    ]);
  });

  test('has the sections, in order', () => {
    expect(shapeOf(document).headings).toEqual([
      'EXECUTION_TASK: Achievement 2.1 - Readings reach the archive',
      'SUBPLAN Context',
      'Objective',
      'Approach',
      'Success Criteria',
      'Around this task',
      'Execution Instructions',
      'Phase 1: Prepare (about 30 min)',
      'Phase 2: Build (about 3 h)',
      'Phase 3: Prove (about 1 h)',
      'Phase 4: Hand over (about 30 min)',
      'Iteration Log',
      'Iteration 1: [date]',
      'Learnings',
      'Completion Checklist',
      'Success Criteria Met',
    ]);
  });

  test.each([
    ['objective', 'Keep readings through a power cut.'],
    ['approach', '- Phase 2: Import (90 min)'],
    ['criteria', '- The last reading before the cut is found'],
    ['criteria, to be ticked', '- [ ] The last reading before the cut is found'],
  ])("repeats the SUBPLAN's %s", (_, words) => {
    expect(document).toContain(words);
  });

  test('takes goal and criteria from the plan where the SUBPLAN has none, and asks for the approach', () => {
    const early = write(taskInput());
    expect(early).toContain('Every reading of a sensor is kept.');
    expect(early).toContain('- [ ] No reading is lost when the power fails');
    expect(openParts(early).map(({ text }) => text)).toEqual([
      'the approach, in the SUBPLAN first; it was still open there when this document was made.',
      'the steps in order, and for each file its size: the parts it gets, each with about how many lines.',
    ]);
  });

  test('lists each deliverable with its file, and again to be ticked', () => {
    expect(document).toContain('| 2 | The import of old readings | `scripts/import-readings.sh` |');
    expect(document).toContain('- [ ] `scripts/import-readings.sh`');
    expect(document).toContain('- [ ] A page about the format');
  });

  test('says what it needs, what it excludes, and beside what it may run', () => {
    expect(document).toContain('- **Needs 1.1** Sensors are read (stated): `PLAN_STATION.md:44`');
    expect(document).toContain('- **Never at the same time as 2.3** Archive is compressed');
    expect(document).toContain('- **May run at the same time as** 2.2 (level 1, group 1 of 2)');
  });

  test('does not count as begun before somebody writes into its log', () => {
    expect(hasBegun(executionTaskProgress(document))).toBe(false);
    expect(hasBegun(executionTaskProgress(document.replace('[what comes next]', 'run the import')))).toBe(true);
  });

  test('has no stale block after boxes were ticked and the log was filled', () => {
    const used = document.replaceAll('- [ ]', '- [x]').replace('[date]', '2031-04-06');
    expect(staleDerivedBlocks(used, document)).toEqual([]);
  });
});

test('an EXECUTION_TASK of a bare achievement leaves no section without a word', () => {
  const alone = { together: [], dependents: [], level: 0, group: { number: 1, of: 1 } };
  const document = write(taskInput(bareAchievement('2.4', 'Roof is dry'), alone));
  expect(document).toContain('- **Needs** no other achievement.');
  expect(document).toContain('- [ ] The objective is reached');
  expect(document).toContain('- [ ] Every file that the SUBPLAN names');
  expect(document).toContain('### Phase 2: Build\n');
  expect(openParts(document)).toHaveLength(4);
});

test('an EXECUTION_TASK stays under 200 lines, whatever plan and SUBPLAN say', () => {
  const many = (count: number, word: string): string[] =>
    Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
  const others = Array.from({ length: 300 }, (_, index) => bareAchievement(`5.${index + 1}`, `Sensor ${index + 1}`));
  const huge: PlannedAchievement = {
    ...fullAchievement,
    goal: many(400, 'Sentence').join('\n'),
    deliverables: many(400, 'File').map((text) => ({ text, path: `src/${text.replace(' ', '-')}.ts` })),
    successCriteria: many(400, 'Criterion'),
    tests: many(400, 'Case'),
    dependencies: others.map((other) => statedBy(other.id, 7, `Depends on: ${other.id}`)),
  };
  const document = write(
    taskInput(huge, {
      plan: {
        ...planWith(huge, others),
        conflicts: others.map(({ id: b }) => ({ a: id('2.1'), b, paths: many(50, 'src/shared') })),
      },
      dependents: others.map((other) => other.id),
      together: others.map((other) => other.id),
      subplan: { objective: many(90, 'Aim'), approach: many(90, 'Step'), successCriteria: many(90, 'Proof') },
    }),
  );
  expect(linesIn(document)).toBeLessThan(200);
  expect(document).toContain('*392 more of 400: see `../PLAN_STATION.md:40-62`.*');
  expect(document).toContain('*82 more of 90: see `../subplans/SUBPLAN_STATION_21.md`.*');
});

describe('text of plan and SUBPLAN', () => {
  const withText = (text: string): ExecutionTaskInput =>
    taskInput(
      {
        ...fullAchievement,
        goal: text,
        deliverables: fullAchievement.deliverables.map(() => ({ text, path: `a/${text}` })),
        tests: [text, text],
        validationScript: text,
      },
      {
        subplan: { objective: ['First.', text], approach: ['a', text], successCriteria: ['b', text] },
        taskKind: `again ${text}`,
      },
    );
  const calm = shapeOf(write(withText('calm')));
  const expectUnbroken = (text: string): void => {
    const shape = shapeOf(write(withText(text)));
    expect(shape.headings).toEqual(calm.headings);
    expect(shape.comments).toEqual(calm.comments);
    expect(shape.cellsPerRow).toEqual(calm.cellsPerRow);
    expect(shape.codeBlocks).toBe(0);
  };

  test.each(hostileTexts)('%j does not break the document', expectUnbroken);

  test('of any hostile make does not break the document', () => {
    fc.assert(fc.property(hostileText, expectUnbroken), { seed: 2, numRuns: 100 });
  });
});

test('the number of a later task has two digits', () => {
  expect(write(taskInput(fullAchievement, { taskNumber: 3, taskKind: 'after review' }))).toContain(
    '**Task**: 03 (after review)',
  );
});
