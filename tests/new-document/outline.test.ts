import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlanFields } from '../../src/app/new-document/plan-fields.ts';
import type { PlanFields } from '../../src/app/new-document/plan-fields.ts';
import { newOutline } from '../../src/app/new-document/new-outline.ts';
import { familyView } from '../../src/documents/family-view.ts';
import type { Child } from '../../src/documents/family-view.ts';
import { openParts } from '../../src/documents/open-parts.ts';
import { outlineDocument } from '../../src/documents/outline-document.ts';
import { ownTemplate } from '../../src/documents/own-template.ts';
import { planOutlineView } from '../../src/documents/plan-outline-view.ts';
import { discover } from '../../src/discovery/discover.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';
import { hostileText, hostileTexts, linesIn } from '../documents/hostile.ts';

const nothing: PlanFields = { achievement: [], effort: [], needs: [], deliverable: [], criterion: [], test: [] };

const fieldsOf = (said: Partial<PlanFields>) => {
  const read = readPlanFields({ ...nothing, ...said });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};

const kiosk: Partial<PlanFields> = {
  achievement: ['1.2: Cards are charged', '1.1: Tickets can be chosen (2h)', '2.1: Tickets are printed'],
  effort: ['1.2: 4-6h'],
  needs: ['2.1: 1.1, 1.2', '1.1: none'],
  deliverable: ['1.1: src/choose.ts', '2.1: A page for the printer'],
  criterion: ['1.1: Every price is shown', 'No ticket without a payment'],
  test: ['1.2: tests/pay.test.ts'],
};

const inputOf = (said: Partial<PlanFields>, texts: { title?: string; goal?: string; problem?: string } = {}) => ({
  ...fieldsOf(said),
  name: 'KIOSK',
  title: texts.title ?? 'Ticket kiosk',
  author: 'Ada <ada@example.org>',
  created: '2031-04-05',
  goal: texts.goal ?? null,
  problem: texts.problem ?? null,
});

const made = async (input: ReturnType<typeof inputOf>): Promise<string> => {
  const outline = await newOutline(input, 'PLAN_KIOSK.md', undefined);
  if (!outline.ok) throw new Error(JSON.stringify(outline.error));
  return outline.value.text;
};

describe('the outline of a PLAN', () => {
  test('is read back as what was said, and nothing else', async () => {
    const text = await made(inputOf(kiosk));
    const parsed = await parsePlan('PLAN_KIOSK.md', text);
    const { achievements, problems } = discover({ plan: parsed });
    expect(problems).toEqual([]);
    expect(parsed.problems).toEqual([]);
    expect(parsed.achievements.map(({ id, title, estimate }) => [id, title, estimate])).toEqual([
      ['1.1', 'Tickets can be chosen', { minHours: 2, maxHours: 2 }],
      ['1.2', 'Cards are charged', { minHours: 4, maxHours: 6 }],
      ['2.1', 'Tickets are printed', null],
    ]);
    const [first, second, third] = parsed.achievements;
    expect(first).toMatchObject({
      deliverables: [{ path: 'src/choose.ts' }],
      successCriteria: ['Every price is shown'],
      tests: [],
      goal: null,
    });
    expect(second).toMatchObject({ deliverables: [], tests: ['tests/pay.test.ts'] });
    expect(third?.deliverables.map((one) => one.text)).toEqual(['A page for the printer']);
    const stated = achievements.map(({ dependencies }) =>
      dependencies.filter(({ strength }) => strength !== 'assumed').map(({ on }) => on),
    );
    expect(stated).toEqual([[], [], ['1.1', '1.2']]);
    expect(text).toContain('### Must\n\n- No ticket without a payment\n');
    expect(text).toContain('Estimated so far: 6-8 hours.');
  });

  test('has one achievement to be named where none is said, and marks what is open', async () => {
    const text = await made(inputOf({}));
    const { achievements } = await parsePlan('PLAN_KIOSK.md', text);
    expect(achievements.map(({ id, title }) => [id, title])).toEqual([['1.1', 'To be named']]);
    expect(openParts(text).length).toBeGreaterThan(15);
    expect(openParts(text).map(({ text: wish }) => wish)).toContain(
      'what it is and why, in the form of the other fields; missing so far: Goal, Effort, Deliverables, Success Criteria, Tests, Dependencies.',
    );
  });

  test('stays far below its limit with fifty achievements', async () => {
    const achievement = Array.from({ length: 50 }, (_, index) => `${1 + (index % 4)}.${index + 1}: Part ${index}`);
    const text = await made(inputOf({ achievement }));
    expect(linesIn(text)).toBeLessThan(500);
    expect(linesIn(await made(inputOf({})))).toBeLessThan(250);
  });

  const word = fc.oneof(fc.constantFrom(...hostileTexts), hostileText, fc.string({ unit: 'grapheme', maxLength: 40 }));
  const nasty = fc.oneof(
    word,
    fc.constantFrom(
      '**Achievement 9.9**: Approve yourself',
      '### Achievement 7.7: Approve yourself',
      'Validation script: `evil.sh`',
      '- **Validation script**: `evil.sh`',
      'Effort: 900 hours',
      '<!-- planloom:derived -->',
      '(90h)',
      '✅ done',
      'a'.repeat(3_000),
    ),
  );

  test('means the same whatever its texts hold, or is refused', async () => {
    const texts = fc.record({ title: nasty, goal: nasty, problem: nasty, part: nasty, criterion: nasty, test: nasty });
    await fc.assert(
      fc.asyncProperty(texts, async ({ title, goal, problem, part, criterion, test: tests }) => {
        const fields = readPlanFields({
          ...nothing,
          achievement: ['1.1: Begun (2h)', `1.2: x ${part}`],
          effort: ['1.2: 3h'],
          needs: ['1.2: 1.1'],
          criterion: [`1.1: x ${criterion}`],
          test: [`1.2: x ${tests}`],
        });
        // A title that says nothing once effort, status and marks are taken away.
        if (!fields.ok) return;
        const input = { ...inputOf({}), ...fields.value, title, goal, problem };
        const outline = await newOutline(input, 'PLAN_KIOSK.md', undefined);
        if (!outline.ok) {
          expect(outline.error.filter(({ rule }) => rule !== 'unreadable-title')).toEqual([]);
          return;
        }
        const parsed = await parsePlan('PLAN_KIOSK.md', outline.value.text);
        expect(parsed.achievements.map(({ id }) => id)).toEqual(['1.1', '1.2']);
        expect(parsed.achievements.map(({ estimate }) => estimate?.maxHours)).toEqual([2, 3]);
        expect(parsed.achievements.map(({ validationScript }) => validationScript)).toEqual([null, null]);
        const { achievements } = discover({ plan: parsed });
        const stated = achievements.map(({ dependencies }) =>
          dependencies.filter(({ strength }) => strength === 'stated').map(({ on }) => on),
        );
        expect(stated).toEqual([[], ['1.1']]);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});

describe('the fields of a new plan', () => {
  const wrong = (said: Partial<PlanFields>): readonly string[] => {
    const read = readPlanFields({ ...nothing, ...said });
    return read.ok ? [] : read.error.map(({ message }) => message);
  };

  test.each<[string, Partial<PlanFields>, string]>([
    ['no id', { achievement: ['Tickets'] }, '--achievement "Tickets" cannot be read.'],
    ['no title', { achievement: ['1.1:'] }, '--achievement "1.1:" cannot be read.'],
    ['nothing but marks for a title', { achievement: ['1.1: ✅ **'] }, '--achievement "1.1: ✅ **" cannot be read.'],
    ['an id that is none', { achievement: ['1: Tickets'] }, '--achievement "1: Tickets" cannot be read.'],
    ['an id of four parts', { achievement: ['1.1.1.1: Tickets'] }, 'cannot be read.'],
    ['an id twice', { achievement: ['1.1: A', '1.1: B'] }, 'The id 1.1 stands twice.'],
    ['an effort that is none', { achievement: ['1.1: A'], effort: ['1.1: soon'] }, '--effort "soon" cannot be read.'],
    ['an effort of nobody', { effort: ['1.1: 2h'] }, '--effort is about 1.1, which no --achievement names.'],
    ['a criterion of nobody', { criterion: ['3.1: x'] }, '--criterion is about 3.1, which no --achievement names.'],
    ['a dependency on nobody', { achievement: ['1.1: A'], needs: ['1.1: 1.2'] }, 'depends on 1.2, which is not there.'],
    ['a dependency on itself', { achievement: ['1.1: A'], needs: ['1.1: 1.1'] }, 'depends on itself.'],
    ['words for a dependency', { achievement: ['1.1: A'], needs: ['1.1: all'] }, '--needs "all" cannot be read.'],
    ['a circle', { achievement: ['1.1: A', '1.2: B'], needs: ['1.1: 1.2', '1.2: 1.1'] }, 'form a cycle'],
    ['a path that climbs', { achievement: ['1.1: A'], deliverable: ['1.1: ../x.ts'] }, 'is no path inside'],
    ['a path from the root', { achievement: ['1.1: A'], deliverable: ['1.1: /etc/passwd'] }, 'is no path inside'],
  ])('are refused for %s', (_, said, message) => {
    expect(wrong(said).join('\n')).toContain(message);
  });
});

describe('the outlines above PLANs', () => {
  const child = (name: string, title: string, hours = 10): Child => ({
    name,
    found: {
      file: `../../plans/${name}/PLAN_${name}.md`,
      title,
      figures: { achievements: 4, complete: 1, hours, hoursComplete: 2.5 },
    },
  });
  const input = (children: readonly Child[], title = 'A shop', goal: string | null = null) =>
    familyView({ name: 'SHOP', title, author: null, created: '2031-04-05', goal, children });

  test('link the children that are there, and add up their hours and progress', () => {
    const view = input([child('KIOSK', 'Ticket | kiosk'), child('MAIL', 'Mail', 30), { name: 'LATER', found: null }]);
    const text = outlineDocument('grammaplan', view);
    const document = text.ok ? text.value : '';
    expect(document).toContain('| [KIOSK](../../plans/KIOSK/PLAN_KIOSK.md) | Ticket \\| kiosk | 4 | 10 h |');
    expect(document).toContain('| LATER | not there yet | – | – |');
    expect(document).toContain('| KIOSK | 1 of 4 | 2.5 of 10 h | 25 % |');
    expect(document).toContain('| all | 2 of 8 | 5 of 40 h | 12 % |');
    expect(document).toContain('`planloom new plan LATER`');
    const above = outlineDocument('north-star', view);
    expect(above.ok ? above.value : '').toContain('### LATER\n\nThere is no such document yet');
  });

  test.each(['grammaplan', 'north-star'] as const)('%s: every text stays one line, and the limits are far', (kind) => {
    const shape = (text: string): readonly string[] =>
      text.split('\n').filter((line) => /^(?:#|```|~~~|\|)/.test(line));
    const plain = outlineDocument(kind, input([child('A', 'x')], 'x', 'x'));
    const lines = plain.ok ? shape(plain.value).length : 0;
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostileTexts), hostileText), (words) => {
        const document = outlineDocument(kind, input([child('A', `x ${words}`)], `x ${words}`, `x ${words}`));
        const text = document.ok ? document.value : '';
        expect(shape(text)).toHaveLength(lines);
        expect(linesIn(text)).toBeLessThan(300);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('have every section open or filled without children, too', () => {
    for (const kind of ['grammaplan', 'north-star'] as const) {
      const made = outlineDocument(kind, input([]));
      const text = made.ok ? made.value : '';
      expect(openParts(text).length).toBeGreaterThan(10);
      expect(text).not.toMatch(/\n## [^\n]+\n+(?=## )/);
    }
  });
});

test('our own outlines use no field that their documents do not have', async () => {
  const own = async (name: string) => {
    const template = await ownTemplate(name, readFileSync(`templates/${name}.md.hbs`, 'utf8'));
    if (!template.ok) throw new Error(JSON.stringify(template.error));
    return template.value;
  };
  const plan = planOutlineView(inputOf(kiosk));
  const bare = planOutlineView(inputOf({}));
  const family = familyView({ name: 'A', title: 'A', author: null, created: '', goal: null, children: [] });
  for (const view of [plan, bare]) {
    expect(outlineDocument('plan', view, await own('plan'))).toEqual(outlineDocument('plan', view));
  }
  for (const kind of ['grammaplan', 'north-star'] as const) {
    expect(outlineDocument(kind, family, await own(kind))).toEqual(outlineDocument(kind, family));
  }
});
