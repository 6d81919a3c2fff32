import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BudgetLimits, RunDecision, RunNode, RunSettings } from '../../src/domain/run.ts';
import { seededRandom } from '../../src/graph/random.ts';
import { decodeJournal, encodeEntry, encodeHeader } from '../../src/journal/journal-text.ts';
import { replay } from '../../src/journal/replay.ts';
import { noLimits } from '../../src/policy/run-budget.ts';
import { noMishaps, randomRun, randomRunsWithBudget, runToEnd } from './random-runs.ts';
import type { Cost } from './run-rig.ts';
import { idOf, openedWith, RunRig, runNode } from './run-rig.ts';

const seeded = { seed: 1, numRuns: 200 };
const rough = { failure: 0.3, mergeFailure: 0.3, person: 0.08 };

const rigOf = (nodes: readonly RunNode[], budget: Partial<BudgetLimits>, settings: Partial<RunSettings> = {}) => {
  const rig = new RunRig(openedWith(nodes, { ...settings, budget: { ...noLimits, ...budget } }));
  rig.begin();
  return rig;
};

const usd = (amount: number): Cost => ({ usd: amount, tokens: 0 });
const typesOf = (decisions: readonly RunDecision[]): readonly string[] =>
  decisions.map((one) => (one.type === 'closed' ? `closed ${one.outcome}` : one.type));

/** The attempt at a node ends, having cost so much. */
const succeed = (rig: RunRig, id: string, cost: Cost) => rig.tell(rig.ending(idOf(id), 'succeeded', 'work', cost));
const fail = (rig: RunRig, id: string, cost: Cost) => rig.tell(rig.ending(idOf(id), 'failed', null, cost));

// The rig refuses at every decision: a start after the budget was reached, an attempt after one that was too dear, a
// budget that is reached without a word, or said to be reached when it is not, and work that is proved and not merged.
describe('a budget, whatever happens', () => {
  test('is kept to, and the run comes to an end and can go on', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(randomRunsWithBudget(), (run) => {
        const { scheduler, entries } = randomRun(run, rough, 2);
        const { outcome, spentUsd } = scheduler.state;
        for (const { event } of entries)
          if (event.type === 'budget_reached') reached.add(`${event.unit} ${event.then}`);
        expect(outcome).not.toBeNull();
        const costs = entries.flatMap(({ event }) => (event.type === 'attempt_ended' ? (event.costUsd ?? 0) : []));
        expect(spentUsd).toBe(costs.reduce((sum, one) => sum + one, 0));
      }),
      seeded,
    );
    expect([...reached].sort()).toEqual(['tokens drain', 'tokens stop', 'usd drain', 'usd stop']);
  });

  test('leads to the same state when the journal is read again, cut anywhere', () => {
    fc.assert(
      fc.property(randomRunsWithBudget(), fc.nat(), (run, at) => {
        const { entries, scheduler } = randomRun(run, rough, 1);
        const journal = decodeJournal('journal.jsonl', encodeHeader('run') + entries.map(encodeEntry).join(''));
        expect(replay(journal.ok ? journal.value.entries : [])).toEqual(scheduler.state);

        const before = entries.slice(0, 1 + (at % entries.length));
        const rig = new RunRig(run.opened, { before });
        rig.resume(9, noLimits);
        runToEnd(rig, seededRandom(at), noMishaps);
        expect(rig.model.at('idle', 'running', 'verifying', 'waiting', 'merging', 'merged')).toEqual([]);
      }),
      seeded,
    );
  });

  test('that was reached is reached again at once in a run that goes on without more', () => {
    fc.assert(
      fc.property(randomRunsWithBudget(), (run) => {
        const { entries } = randomRun(run, rough);
        const place = entries.findIndex(({ event }) => event.type === 'budget_reached');
        if (place < 0) return;
        const rig = new RunRig(run.opened, { before: entries.slice(0, place + 1) });
        expect(rig.scheduler.state.budgetReached).not.toBeNull();
        rig.resume();
        runToEnd(rig, seededRandom(1), noMishaps);
        const after = rig.entries.slice(place + 1).map(({ event }) => event.type);
        expect(after).not.toContain('attempt_started');
        expect(rig.model.at('merging')).toEqual([]);
      }),
      seeded,
    );
  });
});

describe('a budget that is reached', () => {
  const four = ['1.1', '1.2', '1.3', '1.4'].map((id) => runNode(id));

  test('drains the run: what is at work ends and is merged, nothing starts', () => {
    const rig = rigOf(four, { runUsd: 2 }, { maxExecutors: 2 });
    expect(typesOf(succeed(rig, '1.1', usd(1.9)))).toEqual(['attempt_started', 'merge_started']);
    rig.merge('1.1');
    expect(succeed(rig, '1.2', usd(0.1))).toEqual([
      { type: 'budget_reached', unit: 'usd', limit: 2, spent: 2, then: 'drain' },
      { type: 'merge_started', node: '1.2', attempt: 1 },
    ]);
    rig.merge('1.2');
    expect(typesOf(succeed(rig, '1.3', usd(5)))).toEqual(['merge_started']);
    expect(typesOf(rig.merge('1.3'))).toEqual(['node_succeeded', 'closed paused']);
    expect(rig.stateOf('1.4')).toBe('ready');
  });

  test('ends what runs where that was chosen, merges what is proved, and pauses the run', () => {
    const rig = rigOf(four, { runUsd: 2, onReached: 'stop' }, { maxExecutors: 3 });
    expect(typesOf(succeed(rig, '1.1', usd(2)))).toEqual(['budget_reached', 'merge_started']);
    expect(typesOf(rig.fail('1.2', 'cancelled'))).toEqual(['cancelled']);
    expect(typesOf(rig.merge('1.1'))).toEqual(['node_succeeded']);
    expect(typesOf(rig.fail('1.3', 'cancelled'))).toEqual(['cancelled', 'closed paused']);
  });

  test('of the last attempt changes nothing about its end', () => {
    const rig = rigOf([runNode('1.1')], { runUsd: 2 });
    expect(typesOf(succeed(rig, '1.1', usd(2)))).toEqual(['budget_reached', 'merge_started']);
    expect(typesOf(rig.merge('1.1'))).toEqual(['node_succeeded', 'closed succeeded']);
  });

  test('lets a run go on once it is raised, and not before', () => {
    const rig = rigOf([runNode('1.1'), runNode('1.2', ['1.1'])], { runTokens: 100 });
    succeed(rig, '1.1', { usd: 0, tokens: 100 });
    expect(typesOf(rig.merge('1.1'))).toEqual(['node_succeeded', 'closed paused']);
    expect(typesOf(rig.resume(2))).toEqual(['budget_reached', 'closed paused']);
    expect(typesOf(rig.resume(3, { ...noLimits, runTokens: 200 }))).toEqual(['attempt_started']);
  });

  test('is a stop of a person where the person stops the run as well', () => {
    const rig = rigOf(four, { runUsd: 2 }, { maxExecutors: 2 });
    fail(rig, '1.1', usd(3));
    rig.tell({ type: 'stop_asked', how: 'stop' });
    expect(typesOf(rig.fail('1.2', 'cancelled'))).toEqual(['cancelled', 'closed cancelled']);
  });
});

describe('an attempt that took more than an attempt may', () => {
  const patient = {
    retry: { maxAttempts: 3, baseMs: 0, factor: 1, jitter: 'none' },
    executors: ['one', 'two'],
  } as const;

  test('is not repeated, by no executor', () => {
    const rig = rigOf([runNode('1.1', [], patient)], { attemptUsd: 1 });
    expect(typesOf(fail(rig, '1.1', usd(1)))).toEqual(['attempt_started']);
    expect(fail(rig, '1.1', usd(1.5))[0]).toEqual({
      type: 'node_failed',
      node: '1.1',
      state: 'failed',
      escalated: false,
      message: 'It ended as failed. It cost $1.50, more than the $1.00 that an attempt may cost, and is not repeated.',
    });
  });

  test('is not repeated to settle a conflict either, and its work counts where it can be merged', () => {
    const rig = rigOf([runNode('1.1'), runNode('1.2')], { attemptTokens: 10 });
    succeed(rig, '1.1', { usd: 0, tokens: 11 });
    expect(typesOf(rig.merge('1.1'))).toEqual(['node_succeeded']);
    succeed(rig, '1.2', { usd: 0, tokens: 11 });
    const [failed] = rig.failMerge('1.2');
    expect(failed).toMatchObject({ type: 'node_failed', state: 'conflicted' });
    expect(failed).toHaveProperty('message', expect.stringContaining('It used 11 tokens, more than the 10 that'));
  });

  test('is skipped where that is what failing comes to, and tried again when a person asks', () => {
    const rig = rigOf([runNode('1.1', [], { onFailure: 'skip' }), runNode('1.2', [], patient)], { attemptUsd: 1 });
    expect(typesOf(fail(rig, '1.1', usd(2)))).toEqual(['node_skipped']);
    fail(rig, '1.2', usd(2));
    rig.resume(2);
    expect(typesOf(rig.tell({ type: 'retry_asked', nodes: [idOf('1.2')] }))).toEqual([]);
  });

  test('whose end was not decided about is judged by the limit that holds when the run goes on', () => {
    const rig = rigOf([runNode('1.1', [], patient)], { attemptUsd: 1 });
    fail(rig, '1.1', usd(2));
    const ended = rig.entries.findIndex(({ event }) => event.type === 'attempt_ended');
    const again = (budget?: BudgetLimits) => {
      const next = new RunRig(rig.entries[0]!.event as never, { before: rig.entries.slice(0, ended + 1) });
      return typesOf(next.resume(2, budget));
    };
    expect(again()).toEqual(['node_failed', 'closed failed']);
    expect(again({ ...noLimits, attemptUsd: 3 })).toEqual(['attempt_started']);
  });
});
