import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runPrompt } from '../../src/documents/run-prompt.ts';
import type { EarlierAttempt, RunPromptInput } from '../../src/documents/run-prompt-input.ts';
import { hostileText, hostileTexts } from './hostile.ts';
import { shapeOf } from './markdown-shape.ts';
import { id } from './plans.ts';

const bytes = (text: string): number => new TextEncoder().encode(text).length;

const input = (changes: Partial<RunPromptInput> = {}): RunPromptInput => ({
  plan: { name: 'STATION', title: 'PLAN: Weather station' },
  achievement: { id: id('2.1'), title: 'Readings reach the archive', goal: 'Every reading is kept.\nNone is lost.' },
  instructions: {
    kind: 'subplan',
    file: 'plans/STATION/subplans/SUBPLAN_STATION_21.md',
    text: '# How\n\nAppend only.\n',
  },
  deliverables: ['src/archive/writer.ts', 'docs/'],
  successCriteria: ['No reading is lost when the power fails'],
  tests: ['Kill the writer at every step'],
  dependencies: [
    { id: id('1.1'), title: 'Sensors are read', summary: 'Readings come as CSV.', changed: ['src/sensor.ts'] },
    { id: id('1.2'), title: 'Clock', summary: null, changed: [] },
  ],
  conflicts: [{ id: id('2.2'), title: 'Readings are shown', paths: ['src/index.ts'] }],
  checks: ['npm test', 'npx eslint src'],
  validationScript: 'scripts/verify-archive.sh',
  evidence: 'diff',
  mode: 'clone',
  attempt: 1,
  earlier: null,
  ...changes,
});

const failed: EarlierAttempt = {
  reason: 'failed',
  message: '2.1 declares docs/, which is not in the result.',
  lastLines: '\u001b[31mnot ok\u001b[0m 1 - power fails\r\n1 of 1 failed\n\n',
};
const conflict: EarlierAttempt = {
  reason: 'conflict',
  message: 'Two changes of src/index.ts cannot both stand.',
  paths: ['src/index.ts'],
  others: '--- a/src/index.ts\n+++ b/src/index.ts\n+theirs',
  own: '--- a/src/index.ts\n+++ b/src/index.ts\n+ours',
};
const check: EarlierAttempt = { ...conflict, reason: 'check', message: 'npm test failed.', lastLines: '3 != 4' };

describe('the prompt of a first attempt', () => {
  const prompt = runPrompt(input());

  test.each([
    ['the achievement', '# Achievement 2.1: Readings reach the archive'],
    ['the plan', 'of the plan STATION (Weather station).'],
    ['the goal, line by line', 'Every reading is kept.\nNone is lost.'],
    ['the deliverables', '- `src/archive/writer.ts`\n- `docs/`'],
    ['the success criteria', '- No reading is lost when the power fails'],
    ['the tests', '- Kill the writer at every step'],
    [
      'the SUBPLAN in a fence',
      '`plans/STATION/subplans/SUBPLAN_STATION_21.md`:\n\n```markdown\n# How\n\nAppend only.\n```',
    ],
    [
      'what was done before',
      '- **1.1** Sensors are read\n  - In their words: Readings come as CSV.\n  - Changed: `src/sensor.ts`\n- **1.2** Clock\n\n',
    ],
    ['who else changes something', '- **2.2** Readings are shown: `src/index.ts`'],
    ['the checks', '- These checks pass:\n  - `npm test`\n  - `npx eslint src`'],
    ['the validation script', '- The validation script `scripts/verify-archive.sh` passes.'],
    ['that something has to change', '- Something has changed.'],
    ['where the result goes', 'environment variable `PLANLOOM_RESULT`'],
    ['what is taken back', '- The PLAN, parallel.json and planloom.config.json'],
    ['how commits are made', 'what you leave uncommitted is committed for you'],
  ])('says %s', (_, text) => {
    expect(prompt).toContain(text);
  });

  test('has its parts in this order', () => {
    expect(shapeOf(prompt).headings).toEqual([
      'Achievement 2.1: Readings reach the archive',
      'What is to be reached',
      'What was done before',
      'What others change as well',
      'How the work is judged',
      'What is not yours to change',
      'When you end',
    ]);
  });

  test('says nothing about earlier attempts', () => {
    expect(prompt).not.toContain('attempt before');
  });
});

describe('what does not hold for an attempt is not said', () => {
  test('without evidence nothing has to change', () => {
    const prompt = runPrompt(input({ evidence: 'none' }));
    expect(prompt).not.toContain('Something has changed');
    expect(prompt).toContain('- Every deliverable exists at exactly its path; of a folder');
  });

  test('in a shared folder there is no git, and nothing is put back', () => {
    const prompt = runPrompt(input({ mode: 'none' }));
    expect(prompt).toContain('Others work in the same folder.');
    expect(prompt).not.toMatch(/commit|put back|taken back|copy of your own/);
  });

  test('a copy has no commits', () => {
    expect(runPrompt(input({ mode: 'copy' }))).not.toContain('commit');
  });

  test('with a bare achievement no list is begun', () => {
    const prompt = runPrompt(
      input({
        achievement: { id: id('2.1'), title: 'Archive', goal: null },
        instructions: { kind: 'section', file: 'PLAN_STATION.md', text: '' },
        deliverables: [],
        successCriteria: [],
        tests: [],
        dependencies: [],
        conflicts: [],
        checks: [],
        validationScript: null,
      }),
    );
    expect(prompt).toContain('The plan states no goal beside the title.');
    expect(prompt).toContain('This achievement needs no other one.');
    expect(prompt).not.toMatch(/Deliverables:|criteria:|Tests:|checks|section in the plan|others change/i);
    expect(prompt).not.toMatch(/\n{3}/);
  });
});

describe('the prompt of another attempt', () => {
  test('after a failure says why, with the last lines as plain text', () => {
    const prompt = runPrompt(input({ attempt: 2, earlier: failed }));
    expect(prompt).toContain('## Why this is attempt 2');
    expect(prompt).toContain('did not count: 2.1 declares docs/, which is not in the result.');
    expect(prompt).toContain('```text\nnot ok 1 - power fails\n1 of 1 failed\n```');
    expect(prompt).toContain('Its work is not in your folder.');
  });

  test('after a conflict tells both sides', () => {
    const prompt = runPrompt(input({ attempt: 2, earlier: conflict }));
    expect(prompt).toContain('In conflict:\n\n- `src/index.ts`\n');
    expect(prompt).toContain(
      '(it is in your folder):\n\n```diff\n--- a/src/index.ts\n+++ b/src/index.ts\n+theirs\n```',
    );
    expect(prompt).toContain(
      '(it is not in your folder):\n\n```diff\n--- a/src/index.ts\n+++ b/src/index.ts\n+ours\n```',
    );
  });

  test('after a check that failed on the merged tree tells its last lines and both sides', () => {
    const prompt = runPrompt(input({ attempt: 3, earlier: check }));
    expect(prompt).toContain('a check failed: npm test failed.');
    expect(prompt).toContain('The last lines of the check:\n\n```text\n3 != 4\n```');
    expect(prompt).toContain('+theirs');
    expect(prompt).toContain('+ours');
  });
});

describe('a prompt that would be too long', () => {
  const lines = (word: string, count: number): string =>
    Array.from({ length: count }, (_, index) => `${word} ${index + 1} äöü`).join('\n');

  test('loses the rest of its longest texts only, and says so', () => {
    const others = lines('+theirs', 20_000);
    const prompt = runPrompt(input({ attempt: 2, earlier: { ...conflict, others } }));
    expect(bytes(prompt)).toBeLessThanOrEqual(100_000);
    expect(bytes(prompt)).toBeGreaterThan(90_000);
    expect(prompt).toContain('+theirs 1 äöü\n');
    expect(prompt).toMatch(/\n\[\d+ of 20000 lines are left out here\]\n```/);
    expect(prompt).toContain('Append only.');
    expect(prompt).toContain('+ours');
  });

  test('keeps the end of what was printed', () => {
    const prompt = runPrompt(input({ attempt: 2, earlier: { ...failed, lastLines: lines('line', 20_000) } }));
    expect(prompt).toMatch(/```text\n\[\d+ of 20000 lines are left out here\]\nline/);
    expect(prompt).toContain('line 20000 äöü\n```');
  });

  test('cuts a single line that is too long, and never inside a character', () => {
    const text = '😀'.repeat(100_000);
    const prompt = runPrompt(input({ instructions: { kind: 'section', file: 'PLAN_STATION.md', text } }), 20_000);
    expect(bytes(prompt)).toBeLessThanOrEqual(20_000);
    expect(prompt).toContain('[the rest of this line is left out]');
    expect(new TextDecoder().decode(new TextEncoder().encode(prompt))).toBe(prompt);
  });

  test('shortens its lists when they alone would fill it', () => {
    const many = Array.from({ length: 500 }, (_, index) => `${index} ${'ü'.repeat(390)}`);
    const dependencies = Array.from({ length: 200 }, () => ({ ...input().dependencies[0]!, changed: many }));
    const prompt = runPrompt(
      input({ deliverables: many, successCriteria: many, tests: many, checks: many, dependencies }),
      16_000,
    );
    expect(prompt).toContain('Append only.');
    expect(prompt).toContain('more of 500: see');
    expect(bytes(prompt)).toBeLessThanOrEqual(16_000);
  });
});

describe('foreign text', () => {
  test.each(hostileTexts)('%j does not change what the prompt is made of', (text) => {
    const prompt = runPrompt(hostile(text));
    expect(shapeOf(prompt).headings.filter((heading) => expectedHeadings.has(heading))).toHaveLength(
      expectedHeadings.size,
    );
    expect(shapeOf(prompt)).toMatchObject({ comments: [], cellsPerRow: [] });
  });

  test('leaves the parts of the prompt in their order, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { headings, comments } = shapeOf(runPrompt(hostile(text)));
        expect(headings.slice(-expectedHeadings.size)).toEqual([...expectedHeadings]);
        expect(headings).toHaveLength(expectedHeadings.size + 2);
        expect(comments).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('stands in a fence that is longer than any of its own', () => {
    const text = '````\ncode\n````\n\n`````';
    const prompt = runPrompt(input({ instructions: { kind: 'subplan', file: 'SUBPLAN.md', text } }));
    expect(prompt).toContain('\n``````markdown\n````\ncode\n````\n\n`````\n``````\n');
  });
});

const expectedHeadings = new Set([
  'What is to be reached',
  'What was done before',
  'What others change as well',
  'How the work is judged',
  'What is not yours to change',
  'When you end',
]);

const hostile = (text: string): RunPromptInput =>
  input({
    plan: { name: 'STATION', title: text },
    achievement: { id: id('2.1'), title: text, goal: text },
    instructions: { kind: 'subplan', file: text, text },
    deliverables: [text],
    successCriteria: [text],
    tests: [text],
    dependencies: [{ id: id('1.1'), title: text, summary: text, changed: [text] }],
    conflicts: [{ id: id('2.2'), title: text, paths: [text] }],
    checks: [text],
    validationScript: text,
    attempt: 2,
    earlier: { reason: 'check', message: text, lastLines: text, others: text, own: text },
  });
