import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Choice, Menu } from '../../src/app/menu/menu.ts';
import { planMenu } from '../../src/app/menu/plan-menu.ts';
import { sideBySide } from '../../src/app/menu/side-by-side.ts';
import { hasPrompt } from '../../src/app/prompts/next-prompt.ts';
import type { PlanState } from '../../src/app/plan-state.ts';
import { nextSteps } from '../../src/app/status-view.ts';
import { documentPaths } from '../../src/workspace/names.ts';
import type { DocumentKind } from '../../src/workspace/names.ts';
import { nextActions } from '../../src/workspace/next-action.ts';
import type { OpenRun, RunFacts } from '../../src/workspace/run-facts.ts';
import type { StatusReport } from '../../src/workspace/status-report.ts';
import { asId, reportOf } from '../workspace/report-of.ts';

const needs = { '1.1': [], '1.2': [], '2.1': ['1.1'], '2.2': ['1.1', '1.2'], '3.1': ['2.1', '2.2'] };
const ids = Object.keys(needs).map(asId);
const kinds: DocumentKind[] = ['subplan', 'executionTask', 'approved', 'fix', 'resolution', 'skipped'];
const files = fc.array(
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...kinds)).map(([id, kind]) => documentPaths('HARBOUR', id)[kind]),
  { maxLength: 25 },
);
const someIds = fc.subarray([...ids]).map((some) => new Set(some));
const openRun: fc.Arbitrary<OpenRun> = fc.constantFrom('retry', 'resume', 'accept').map((step) => ({
  runId: '20260301-093000-abcd',
  step,
  nodes: [asId('1.1')],
  command: step === 'accept' ? 'planloom runs accept 20260301-093000-abcd' : 'planloom resume 20260301-093000-abcd',
}));
const facts: fc.Arbitrary<Partial<RunFacts>> = fc.oneof(
  fc.constant({}),
  fc.record({
    merged: someIds,
    awaitingApproval: someIds,
    running: someIds,
    open: fc.array(openRun, { maxLength: 1 }),
  }),
);
const reports = fc.record({ files, facts }).map((situation) => reportOf({ needs, ...situation }));

const menuOf = (report: StatusReport): Menu => {
  // As nextPrompt finds one, but for its kind.
  const action = nextActions(report).find(({ kind }) => hasPrompt(kind));
  return planMenu({
    plan: '@HARBOUR',
    ending: [],
    report,
    prompt: action === undefined ? null : { kind: 'review', id: undefined, action, purpose: action.message },
    filling: { documents: 1, parts: 2 },
    otherPlans: [],
  });
};
const proposedOf = (menu: Menu): Choice => menu.choices.find(({ key }) => key === menu.proposed)!;
const within = (menu: Menu): readonly Choice[] =>
  menu.choices.flatMap((choice) => [choice, ...(choice.deed.do === 'open' ? within(choice.deed.menu) : [])]);

describe('wherever a plan stands', () => {
  test('the entry that is proposed can be chosen, and is the command that next names', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const [step] = nextSteps({ graph: { plan: { name: 'HARBOUR' } } } as PlanState, report);
        const proposed = proposedOf(menuOf(report));
        expect(proposed.whyNot).toBeNull();
        if (step?.command !== undefined) expect(proposed.command).toBe(step.command);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('an entry shows the words that it does, or says why not in a sentence', () => {
    fc.assert(
      fc.property(reports, (report) => {
        for (const { command, whyNot, deed } of within(menuOf(report))) {
          if (whyNot !== null) expect(whyNot).toMatch(/\.$/);
          if (deed.do === 'command') expect(command).toBe(['planloom', ...deed.words].join(' '));
          if (deed.do === 'ask') expect(command).toContain(['planloom', ...deed.words].join(' '));
          if (deed.do === 'open') expect(within(deed.menu).map((choice) => choice.command)).toContain(command);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

test('what is recommended and refused stays proposed, and says why', () => {
  const shared = { ...reportOf({ needs }), sharedWith: ['PLAN_QUAY.md'] };
  expect(proposedOf(menuOf(shared))).toMatchObject({
    key: '1',
    whyNot: expect.stringContaining('PLAN_QUAY.md') as string,
  });
});

test.each([
  ['none', [], null],
  ['one', [['1.1', 2, []]], null],
  [
    'two that change the same file',
    [
      ['1.1', 2, ['1.2']],
      ['1.2', 3, ['1.1']],
    ],
    null,
  ],
  [
    'two that do not',
    [
      ['1.1', 2, []],
      ['1.2', 3, []],
    ],
    { ids: ['1.1', '1.2'], hours: { sequential: 5, parallel: 3 } },
  ],
  [
    'some without an estimate',
    [
      ['1.1', 2, []],
      ['1.2', null, []],
    ],
    { ids: ['1.1', '1.2'], hours: null },
  ],
  [
    'three, of which two exclude each other: the first of them stays',
    [
      ['1.1', 2, ['1.2']],
      ['1.2', 9, ['1.1']],
      ['1.3', 0.1, []],
    ],
    { ids: ['1.1', '1.3'], hours: { sequential: 2.1, parallel: 2 } },
  ],
] as const)('side by side: %s', (_, ready, expected) => {
  const all = ready.map(([id, hours, conflicts]) => ({
    ...{ id: asId(id), title: '', level: 0, status: 'not_started' as const, critical: false, dependents: [] },
    hours,
    conflictsWith: conflicts.map(asId),
  }));
  expect(sideBySide({ ready: all })).toEqual(expected);
});
