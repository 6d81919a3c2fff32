import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDerivedBlocks, staleDerivedBlocks } from '../../src/documents/derived-block.ts';
import { openParts } from '../../src/documents/open-parts.ts';
import { subplanDocument } from '../../src/documents/subplan-document.ts';
import { subplanView, type SubplanInput } from '../../src/documents/subplan-view.ts';
import type { PlannedAchievement } from '../../src/domain/plan.ts';
import { shapeOf } from './markdown-shape.ts';
import { bareAchievement, fullAchievement, id, planWith, statedBy, subplanInput } from './plans.ts';
import { hostileText, hostileTexts, linesIn } from './hostile.ts';

const write = (input: SubplanInput): string => {
  const document = subplanDocument(subplanView(input));
  if (!document.ok) throw new Error(JSON.stringify(document.error));
  return document.value;
};

const derivedText = (document: string): string =>
  readDerivedBlocks(document)
    .flatMap(({ content }) => content)
    .join('\n');

describe('a SUBPLAN made from a full achievement', () => {
  const document = write(subplanInput());

  test('has the header that its readers expect', () => {
    expect(document.split('\n').slice(0, 8)).toEqual([
      '# SUBPLAN: Achievement 2.1 - Readings reach the archive',
      '',
      '**Type**: SUBPLAN  ',
      '**PLAN**: STATION (`../PLAN_STATION.md`)  ',
      '**Achievement**: 2.1  ',
      '**Estimated Time**: 4-6 hours  ',
      '**Created**: 2031-04-05  ',
      '**Status**: Design',
    ]);
  });

  test.each([
    ['the goal, line by line', 'Every reading of a sensor is kept.\nA station without network loses none.'],
    ['a deliverable that names its path', '- `src/archive/writer.ts` - appends readings'],
    ['the path of a deliverable that does not', '- The import of old readings (`scripts/import-readings.sh`)'],
    ['a success criterion', '- No reading is lost when the power fails'],
    ['a test', '- Import the same day twice'],
    ['the validation script', '- Validation script: `scripts/verify-archive.sh`'],
    ['priority and label', '- **Priority**: 2 (Archive)'],
    ['severity', '- **Severity**: CRITICAL'],
    ['a dependency with the line that states it', '(stated)\n  - `PLAN_STATION.md:44` `**Depends on**: 1.1`'],
    ['an assumed dependency as what it is', '- **1.2 Clock is set** (assumed, because nothing is said)'],
    ['who waits for it', 'Waiting for this:\n\n- **3.1 Week at a glance**'],
    ['conflicting achievements', '- **2.3 Archive is compressed**: `src/archive/writer.ts`, `src/archive/index.ts`'],
    ['what a conflict means', 'They never run at the same time as this one'],
    ['its group', '- **Can run at the same time as**: 2.2 (group 1 of 2 of its level)'],
    ['the lines of the plan to read', "- the achievement's section of the plan: `../PLAN_STATION.md:40-62`"],
    ['the SUBPLAN of a dependency to read', '- the SUBPLAN of 1.1: `SUBPLAN_STATION_11.md`'],
  ])('shows %s, as derived from the plan', (_, words) => {
    expect(derivedText(document)).toContain(words);
  });

  test('does not speak of conflicts between others', () => {
    expect(document).not.toContain('README.md');
  });

  test('holds nothing of the plan outside the derived blocks but its title, so that it is no evidence for itself', () => {
    const blocks = readDerivedBlocks(document);
    const own = document
      .split('\n')
      .filter((_, index) => !blocks.some(({ from, to }) => index + 1 >= from && index + 1 <= to));
    expect(own.join('\n').match(/\b\d\.\d\b/g)).toEqual(['2.1', '2.1', '2.1']);
    expect(own.slice(1).join('\n')).not.toMatch(/reading|archive\.|sensor|Depends on/i);
  });

  test('marks what only a designer can write', () => {
    expect(openParts(document).map(({ text }) => text.split(/[,:;]/)[0])).toEqual([
      'for each file',
      'the way to the objective',
      'what was weighed and left out',
      'one execution or several',
      'correct the table if the work needs more than one execution',
      'test files with their cases',
      'what can be seen',
      'what can go wrong',
    ]);
  });

  test('is the same bytes for the same input', () => {
    expect(write(subplanInput())).toBe(document);
  });
});

describe('a SUBPLAN made from an achievement of which the plan says nothing', () => {
  const alone = { together: [], dependents: [], level: 0, group: { number: 1, of: 1 } };
  const document = write(subplanInput(bareAchievement('2.4', 'Roof is dry'), alone));

  test('asks the designer for objective, files and criteria', () => {
    const wishes = openParts(document).map(({ text }) => text);
    expect(wishes.filter((wish) => wish.includes('the plan'))).toHaveLength(3);
  });

  test('says plainly that nothing is needed, waiting or shared', () => {
    expect(document).toContain('This needs no other achievement.');
    expect(document).toContain('No other achievement waits for this.');
    expect(document).toContain('No other achievement is known to touch the files of this one.');
    expect(document).toContain('- **Dependency level**: 0 (needs nothing, can start at once)');
    expect(document).toContain('**Estimated Time**: not stated  ');
  });

  test('names the line of the plan where there is no section', () => {
    expect(document).toContain('`../PLAN_STATION.md:12`');
  });
});

describe('size', () => {
  const many = (count: number, word: string): string[] =>
    Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);
  const others = Array.from({ length: 300 }, (_, index) => bareAchievement(`5.${index + 1}`, `Sensor ${index + 1}`));
  const huge: PlannedAchievement = {
    ...fullAchievement,
    goal: many(400, 'Sentence').join('\n'),
    deliverables: many(400, 'File').map((text) => ({ text, path: `src/${text.replace(' ', '-')}.ts` })),
    successCriteria: many(400, 'Criterion'),
    tests: many(400, 'Case'),
    dependencies: others.map((other) => {
      const one = statedBy(other.id, 7, `Depends on: ${other.id}`);
      return { ...one, evidence: Array.from({ length: 9 }, () => one.evidence).flat() };
    }),
  };
  const plan = {
    ...planWith(huge, others),
    conflicts: others.map(({ id: b }) => ({ a: id('2.1'), b, paths: many(50, 'src/shared') })),
  };
  const input = subplanInput(huge, {
    plan,
    dependents: others.map(({ id: one }) => one),
    together: others.map((o) => o.id),
  });
  const document = write(input);

  test('a SUBPLAN stays under 600 lines, whatever the plan says', () => {
    expect(linesIn(document)).toBeLessThan(600);
  });

  test('each list that was cut says how much is missing and where it stands', () => {
    expect(document).toContain('*330 more of 400: see `../PLAN_STATION.md:40-62`.*');
    expect(document).toContain('*6 more of 9: see `planloom explain @STATION 2.1 5.1`.*');
    expect(document).toContain('and 45 more');
    expect(document).toContain('and 288 more');
  });

  test('a very long value is cut', () => {
    const long = { ...fullAchievement, goal: 'word '.repeat(200_000) };
    expect(write(subplanInput(long)).length).toBeLessThan(12_000);
  });
});

describe('text of the plan', () => {
  const calm = shapeOf(write(subplanInput()));
  const withText = (text: string): PlannedAchievement => ({
    ...fullAchievement,
    severity: text,
    priority: { number: 2, label: text },
    goal: `First.\n${text}\nLast.`,
    deliverables: fullAchievement.deliverables.map(() => ({ text, path: `a/${text}` })),
    successCriteria: ['Kept', text],
    tests: ['Run', text],
    validationScript: text,
    dependencies: [statedBy('1.1', 44, text), statedBy('1.2', 45, text)],
  });
  const expectUnbroken = (text: string): void => {
    const shape = shapeOf(write(subplanInput(withText(text))));
    expect(shape.headings).toEqual(calm.headings);
    expect(shape.comments).toEqual(calm.comments);
    expect(shape.cellsPerRow).toEqual(calm.cellsPerRow);
    expect(shape.codeBlocks).toBe(0);
  };

  test.each(hostileTexts)('%j does not break the document', expectUnbroken);

  test('of any hostile make does not break the document', () => {
    fc.assert(fc.property(hostileText, expectUnbroken), { seed: 1, numRuns: 100 });
  });

  test('of any hostile make is neither an open part nor a block of ours', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const document = write(subplanInput(withText(text)));
        expect(openParts(document)).toHaveLength(8);
        expect(readDerivedBlocks(document)).toHaveLength(8);
        expect(readDerivedBlocks(document).every(({ closed }) => closed)).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('keeps its letters, whatever they are, without HTML escapes', () => {
    const words = 'Größe < 5 & "Über" 気象台 метеостанция محطة 🌦️';
    const document = write(subplanInput(withText(words)));
    expect(document).toContain(`- ${words}`);
    expect(document).not.toMatch(/&(?:amp|lt|quot);/);
  });

  test('with CRLF line ends gives a document with LF alone', () => {
    const document = write(subplanInput({ ...fullAchievement, goal: 'One.\r\nTwo.\r\n', tests: ['a\r\nb'] }));
    expect(document).not.toContain('\r');
    expect(document).toContain('One.\nTwo.');
    expect(document).toContain('- a b');
  });
});

test('a plan that moved by some lines makes no derived block stale, one that says something else does', () => {
  const before = write(subplanInput());
  const moved = write(subplanInput({ ...fullAchievement, section: { from: 140, to: 162 } }));
  const changed = write(subplanInput({ ...fullAchievement, successCriteria: ['Readings arrive'] }));
  expect(staleDerivedBlocks(before, moved)).toEqual([]);
  expect(staleDerivedBlocks(before, changed).map(({ content }) => content[0])).toEqual([
    '- No reading is lost when the power fails',
  ]);
});
