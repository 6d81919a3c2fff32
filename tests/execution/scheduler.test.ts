import type { RetryClass } from '../../src/domain/retry-class.ts';
import { describe, expect, test } from 'vitest';
import type { RunDecision, RunNode, RunSettings } from '../../src/domain/run.ts';
import { Scheduler } from '../../src/execution/scheduler.ts';
import { idOf, openedWith, processOf, RunRig, runNode } from './run-rig.ts';

const rigOf = (nodes: readonly RunNode[], settings: Partial<RunSettings> = {}) => {
  const rig = new RunRig(openedWith(nodes, settings));
  return { rig, first: rig.begin() };
};

/** Decisions in short: who, what, and what matters about it. */
const short = (decisions: readonly RunDecision[]): readonly string[] =>
  decisions.map((decision) => {
    switch (decision.type) {
      case 'attempt_started':
        return `${decision.node} starts: ${decision.reason} ${decision.attempt}, ${decision.executor}, slot ${decision.slot}`;
      case 'backing_off':
        return `${decision.node} waits until ${decision.untilMs}`;
      case 'merge_started':
        return `${decision.node} merges`;
      case 'node_succeeded':
        return `${decision.node} succeeded${decision.unverified ? ', unverified' : ''}`;
      case 'node_failed':
        return `${decision.node} ${decision.state}${decision.escalated ? ', escalated' : ''}: ${decision.message}`;
      case 'node_skipped':
        return `${decision.node} skipped: ${decision.message}`;
      case 'blocked':
        return `${decision.nodes.join(' ')} blocked by ${decision.by}`;
      case 'cancelled':
        return `${decision.nodes.join(' ')} cancelled`;
      case 'budget_reached':
        return `budget reached: ${decision.spent} of ${decision.limit} ${decision.unit}, ${decision.then}`;
      case 'closed':
        return `closed: ${decision.outcome}`;
    }
  });

const started = (decisions: readonly RunDecision[]) =>
  decisions.flatMap((decision) => (decision.type === 'attempt_started' ? [decision.node as string] : []));

const twoAttempts = { maxAttempts: 2, baseMs: 1000, factor: 3, jitter: 'none' } as const;

describe('dispatch', () => {
  test('a node starts when everything that it needs is merged', () => {
    const { rig, first } = rigOf([runNode('1.1'), runNode('1.2', ['1.1'])]);
    expect(short(first)).toEqual(['1.1 starts: first 1, one, slot 1']);
    expect(short(rig.succeed('1.1'))).toEqual(['1.1 merges']);
    expect(short(rig.merge('1.1'))).toEqual(['1.1 succeeded', '1.2 starts: first 1, one, slot 1']);
    expect(short(rig.succeed('1.2'))).toEqual(['1.2 merges']);
    expect(short(rig.merge('1.2'))).toEqual(['1.2 succeeded', 'closed: succeeded']);
  });

  test('the longest way to the end goes first, then priority, then id', () => {
    const nodes = [
      runNode('1.1', [], { hours: 2 }),
      runNode('1.2', [], { priority: 2 }),
      runNode('1.3', [], { priority: 1 }),
      runNode('1.4', [], { hours: null }),
      runNode('1.5', [], { priority: 1 }),
      runNode('1.6', ['1.4'], { hours: 5 }),
    ];
    expect(started(rigOf(nodes).first)).toEqual(['1.4', '1.1', '1.3', '1.5', '1.2']);
  });

  test('many nodes on few executors: a freed slot goes to the next, under the lowest free number', () => {
    const { rig, first } = rigOf(
      ['1.1', '1.2', '1.3', '1.4', '1.5'].map((id) => runNode(id)),
      { maxExecutors: 2 },
    );
    expect(short(first)).toEqual(['1.1 starts: first 1, one, slot 1', '1.2 starts: first 1, one, slot 2']);
    expect(short(rig.fail('1.1'))).toContain('1.3 starts: first 1, one, slot 1');
    expect(short(rig.fail('1.2'))).toContain('1.4 starts: first 1, one, slot 2');
  });

  test('the slot is free while the work waits for its merge', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2')], { maxExecutors: 1 });
    expect(short(rig.succeed('1.1'))).toEqual(['1.2 starts: first 1, one, slot 1', '1.1 merges']);
  });

  test('a full pool lets others pass', () => {
    const slow = { pool: 'slow', hours: 9 };
    const nodes = [runNode('1.1', [], slow), runNode('1.2', [], slow), runNode('1.3')];
    const { rig, first } = rigOf(nodes, { pools: { slow: 1 } });
    expect(started(first)).toEqual(['1.1', '1.3']);
    expect(started(rig.fail('1.1'))).toEqual(['1.2']);
  });

  test('of two in conflict the second starts when the first is merged', () => {
    const conflicts = [{ a: idOf('1.1'), b: idOf('1.2') }];
    const { rig, first } = rigOf([runNode('1.1'), runNode('1.2')], { conflicts });
    expect(started(first)).toEqual(['1.1']);
    expect(started(rig.succeed('1.1'))).toEqual([]);
    expect(started(rig.merge('1.1'))).toEqual(['1.2']);
  });

  test('a conflict with a node that is not part of the run holds nothing back', () => {
    const conflicts = [{ a: idOf('1.1'), b: idOf('9.9') }];
    expect(started(rigOf([runNode('1.1')], { conflicts }).first)).toEqual(['1.1']);
  });

  test('with a barrier a level starts when all of the one before has ended, well or not', () => {
    const nodes = [
      runNode('1.1'),
      runNode('1.2'),
      runNode('2.1', ['1.1'], { level: 1 }),
      runNode('2.2', ['1.2'], { level: 1 }),
      runNode('3.1', ['2.1'], { level: 2 }),
    ];
    const { rig } = rigOf(nodes, { barrier: true });
    rig.finish('1.1');
    expect(rig.stateOf('2.1')).toBe('ready');
    expect(started(rig.fail('1.2'))).toEqual(['2.1']);
    rig.succeed('2.1');
    expect(started(rig.merge('2.1'))).toEqual(['3.1']);
  });

  test('a run without nodes has succeeded', () => {
    expect(short(rigOf([]).first)).toEqual(['closed: succeeded']);
  });
});

describe('the merge queue', () => {
  test('merges one at a time, first come first served', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2'), runNode('1.3')]);
    expect(short(rig.succeed('1.3'))).toEqual(['1.3 merges']);
    expect(short(rig.succeed('1.2'))).toEqual([]);
    expect(short(rig.succeed('1.1'))).toEqual([]);
    expect(short(rig.merge('1.3'))).toEqual(['1.3 succeeded', '1.2 merges']);
    expect(rig.scheduler.state.mergeQueue).toEqual(['1.2', '1.1']);
  });

  test('what has nothing to merge succeeds at once', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2')]);
    expect(short(rig.succeed('1.1', null))).toEqual(['1.1 succeeded']);
    const { rig: shared } = rigOf([runNode('1.1')], { mode: 'none' });
    expect(short(shared.succeed('1.1', 'work', true))).toEqual(['1.1 succeeded, unverified', 'closed: succeeded']);
  });

  test.each([
    { reason: 'conflict', end: 'conflicted' },
    { reason: 'check', end: 'failed' },
  ] as const)('a $reason goes back to an executor once, then to a person', ({ reason, end }) => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2', ['1.1']), runNode('1.3')]);
    rig.succeed('1.1');
    expect(short(rig.failMerge('1.1', reason))).toEqual([`1.1 starts: ${reason} 2, one, slot 1`]);
    rig.succeed('1.1');
    expect(short(rig.failMerge('1.1', reason))).toEqual([`1.1 ${end}: ${reason} of 1.1`, '1.2 blocked by 1.1']);
    rig.finish('1.3');
    expect(rig.scheduler.state.outcome).toBe('partial');
  });

  test('the attempt after a conflict counts as no try', () => {
    const { rig } = rigOf([runNode('1.1', [], { retry: twoAttempts })]);
    rig.succeed('1.1');
    rig.failMerge('1.1');
    expect(short(rig.fail('1.1'))).toEqual(['1.1 waits until 2000']);
    expect(short(rig.tell({ type: 'backed_off', node: idOf('1.1') }))).toEqual(['1.1 starts: retry 3, one, slot 1']);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 failed: It ended as failed.', 'closed: failed']);
  });
});

describe('what fails', () => {
  test('is tried again after waits that grow, and gives its slot away meanwhile', () => {
    const retry = { ...twoAttempts, maxAttempts: 4 };
    const { rig } = rigOf([runNode('1.1', [], { retry, hours: 2 }), runNode('1.2')], { maxExecutors: 1 });
    expect(short(rig.fail('1.1'))).toEqual(['1.1 waits until 2000', '1.2 starts: first 1, one, slot 1']);
    rig.finish('1.2');
    const waits = [2000];
    for (let attempt = 2; attempt <= 3; attempt++) {
      rig.nowMs = waits.at(-1)!;
      expect(started(rig.tell({ type: 'backed_off', node: idOf('1.1') }))).toEqual(['1.1']);
      waits.push(
        rig.fail('1.1', 'timed_out').flatMap((each) => (each.type === 'backing_off' ? [each.untilMs] : []))[0]!,
      );
    }
    expect(waits).toEqual([2000, 5000, 14000]);
    rig.tell({ type: 'backed_off', node: idOf('1.1') });
    expect(short(rig.fail('1.1', 'rejected'))).toEqual(['1.1 failed: It ended as rejected.', 'closed: partial']);
  });

  const failAs = (rig: RunRig, retryClass: RetryClass, retryAfterMs?: number) =>
    rig.tell({
      ...rig.ending(idOf('1.1'), 'failed', null),
      retryClass,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });

  test.each(['rate_limit', 'overload'] as const)('for %s is waited for, without a try, five times', (retryClass) => {
    const { rig } = rigOf([runNode('1.1', [], { retry: { ...twoAttempts, maxAttempts: 1 } })]);
    const waits = [1, 2, 3, 4, 5].map(() => {
      const [wait] = failAs(rig, retryClass);
      rig.tell({ type: 'backed_off', node: idOf('1.1') });
      return wait?.type === 'backing_off' ? (wait.untilMs - rig.nowMs) / 1000 : undefined;
    });
    expect(waits).toEqual([30, 60, 120, 240, 480]);
    expect(short(failAs(rig, retryClass))).toEqual(['1.1 failed: It ended as failed.', 'closed: failed']);
  });

  test('is not tried before the time that a service says', () => {
    const { rig } = rigOf([runNode('1.1', [], { retry: twoAttempts })]);
    expect(short(failAs(rig, 'rate_limit', 90_000))).toEqual(['1.1 waits until 91000']);
  });

  test.each(['auth', 'refused', 'context_too_long'] as const)('with %s goes to the next executor at once', (of) => {
    const retry = { ...twoAttempts, maxAttempts: 5 };
    const { rig } = rigOf([runNode('1.1', [], { retry, executors: ['one', 'two'] })]);
    expect(short(failAs(rig, of))).toEqual(['1.1 starts: fallback 2, two, slot 1']);
    expect(short(failAs(rig, of))).toEqual(['1.1 failed: It ended as failed.', 'closed: failed']);
  });

  test('full jitter waits for some part of the time', () => {
    const node = runNode('1.1', [], { retry: { ...twoAttempts, jitter: 'full' } });
    const rig = new RunRig(openedWith([node]), { random: () => 0.25 });
    rig.begin();
    expect(short(rig.fail('1.1'))).toEqual(['1.1 waits until 1250']);
  });

  test('no wait is longer than a day', () => {
    const retry = { maxAttempts: 9, baseMs: 1e300, factor: 1e300, jitter: 'none' } as const;
    const { rig } = rigOf([runNode('1.1', [], { retry })]);
    expect(short(rig.fail('1.1'))).toEqual([`1.1 waits until ${1000 + 24 * 60 * 60 * 1000}`]);
  });

  test('falls back on the next executor, which has its own attempts', () => {
    const retry = { ...twoAttempts, baseMs: 0 };
    const { rig } = rigOf([runNode('1.1', [], { retry, executors: ['one', 'two'] })]);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 starts: retry 2, one, slot 1']);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 starts: fallback 3, two, slot 1']);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 starts: retry 4, two, slot 1']);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 failed: It ended as failed.', 'closed: failed']);
  });

  test('can be left for a person, who finds the run paused', () => {
    const { rig } = rigOf([runNode('1.1', [], { onFailure: 'escalate' }), runNode('1.2')]);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 failed, escalated: It ended as failed.']);
    rig.succeed('1.2');
    expect(short(rig.merge('1.2'))).toEqual(['1.2 succeeded', 'closed: paused']);
  });

  test('can be left out, and what needs it goes on', () => {
    const { rig } = rigOf([runNode('1.1', [], { onFailure: 'skip' }), runNode('1.2', ['1.1'])]);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 skipped: It ended as failed.', '1.2 starts: first 1, one, slot 1']);
    rig.finish('1.2');
    expect(rig.scheduler.state.outcome).toBe('succeeded');
  });

  test('one failed among 20 blocks exactly the 16 that need it', () => {
    const chain = Array.from({ length: 16 }, (_, at) => runNode(`2.${at + 1}`, [at < 4 ? '1.1' : `2.${at - 3}`]));
    const others = ['3.1', '3.2', '3.3'];
    const { rig } = rigOf([runNode('1.1'), ...chain, ...others.map((id) => runNode(id))], { maxExecutors: 4 });
    expect(short(rig.fail('1.1'))).toEqual([
      '1.1 failed: It ended as failed.',
      `${chain.map(({ id }) => id).join(' ')} blocked by 1.1`,
    ]);
    rig.finish(...others);
    expect(Object.values(rig.states).filter((state) => state === 'blocked')).toHaveLength(16);
    expect(others.map((id) => rig.stateOf(id))).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(rig.scheduler.state.outcome).toBe('partial');
  });

  test('a node is blocked by the first cause only', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2'), runNode('1.3', ['1.1', '1.2']), runNode('1.4', ['1.2'])]);
    rig.fail('1.1');
    expect(short(rig.fail('1.2'))).toContain('1.4 blocked by 1.2');
    expect(rig.scheduler.state.nodes.get(idOf('1.3'))!.blockedBy).toBe('1.1');
  });

  test('an attempt that only this process lost is a failed try', () => {
    const { rig } = rigOf([runNode('1.1')]);
    expect(short(rig.fail('1.1', 'interrupted'))).toEqual(['1.1 failed: It ended as interrupted.', 'closed: failed']);
  });
});

describe('a person', () => {
  const retry = twoAttempts;

  test('drains a run: what is at work ends and is merged, nothing starts', () => {
    const { rig } = rigOf([runNode('1.1', [], { retry }), runNode('1.2'), runNode('1.3', ['1.2'])]);
    expect(short(rig.tell({ type: 'stop_asked', how: 'drain' }))).toEqual([]);
    expect(short(rig.fail('1.1'))).toEqual(['1.1 waits until 2000']);
    expect(short(rig.succeed('1.2'))).toEqual(['1.2 merges']);
    expect(short(rig.merge('1.2'))).toEqual(['1.2 succeeded', 'closed: paused']);
    expect(rig.states).toEqual({ '1.1': 'backing_off', '1.2': 'succeeded', '1.3': 'ready' });
  });

  test('stops a run: attempts are cancelled, the rest stays where it is', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2', ['1.1'])]);
    rig.tell({ type: 'stop_asked', how: 'stop' });
    expect(short(rig.fail('1.1', 'cancelled'))).toEqual(['1.1 cancelled', 'closed: cancelled']);
    expect(rig.states).toEqual({ '1.1': 'cancelled', '1.2': 'pending' });
  });

  test('stops a run that was draining', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2')]);
    rig.tell({ type: 'stop_asked', how: 'drain' });
    rig.succeed('1.1');
    rig.tell({ type: 'stop_asked', how: 'stop' });
    rig.fail('1.2', 'cancelled');
    expect(short(rig.merge('1.1'))).toEqual(['1.1 succeeded', 'closed: cancelled']);
  });

  test('a drain that comes too late to keep anything back changes nothing', () => {
    const { rig } = rigOf([runNode('1.1')]);
    rig.tell({ type: 'stop_asked', how: 'drain' });
    rig.succeed('1.1');
    expect(short(rig.merge('1.1'))).toEqual(['1.1 succeeded', 'closed: succeeded']);
  });

  test('cancels one attempt, and only what needs it is blocked', () => {
    const { rig } = rigOf([runNode('1.1', [], { retry }), runNode('1.2', ['1.1']), runNode('1.3')]);
    expect(short(rig.fail('1.1', 'cancelled'))).toEqual(['1.1 cancelled', '1.2 blocked by 1.1']);
  });

  test('leaves a node out, wherever it is', () => {
    const nodes = [runNode('1.1'), runNode('1.2', ['1.1']), runNode('1.3', ['1.2'])];
    const { rig } = rigOf(nodes);
    const skip = (id: string) => short(rig.tell({ type: 'skip_asked', node: idOf(id) }));
    expect(skip('1.2')).toEqual(['1.2 skipped: A person asked to leave it out.', '1.3 starts: first 1, one, slot 2']);
    expect(skip('1.1')).toEqual([]);
    expect(short(rig.fail('1.1', 'cancelled'))).toEqual(['1.1 skipped: A person asked to leave it out.']);
  });

  test('leaves a failed node out, and what it blocked goes on', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2', ['1.1']), runNode('1.3', ['1.2']), runNode('1.4')]);
    rig.fail('1.1');
    expect(short(rig.tell({ type: 'skip_asked', node: idOf('1.1') }))).toEqual([
      '1.1 skipped: A person asked to leave it out.',
      '1.2 starts: first 1, one, slot 1',
    ]);
    expect(rig.stateOf('1.3')).toBe('pending');
  });

  test('has failed nodes tried again, with what they blocked', () => {
    const nodes = [
      runNode('1.1'),
      runNode('1.2'),
      runNode('1.3', ['1.1']),
      runNode('1.4', ['1.1', '1.2']),
      runNode('1.5'),
    ];
    const { rig } = rigOf(nodes);
    rig.fail('1.1');
    rig.fail('1.2');
    expect(short(rig.tell({ type: 'retry_asked', nodes: [idOf('1.1'), idOf('1.3')] }))).toEqual([
      '1.4 blocked by 1.2',
      '1.1 starts: asked 2, one, slot 1',
    ]);
    expect(rig.states).toMatchObject({ '1.2': 'failed', '1.3': 'pending', '1.4': 'blocked' });
  });

  test('gives a node all its attempts anew', () => {
    const { rig } = rigOf([runNode('1.1', [], { retry: { ...retry, baseMs: 0 } }), runNode('1.2')]);
    rig.fail('1.1');
    rig.fail('1.1');
    rig.tell({ type: 'retry_asked', nodes: [idOf('1.1')] });
    expect(short(rig.fail('1.1'))).toEqual(['1.1 starts: retry 4, one, slot 1']);
  });
});

describe('a run that goes on', () => {
  const retry = twoAttempts;
  const again = (rig: RunRig) => new RunRig(rig.scheduler.state.opened, { before: rig.entries });

  test('starts lost attempts anew, which counts against nothing, and merges what is proved', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2'), runNode('1.3', [], { retry })]);
    rig.succeed('1.2');
    rig.fail('1.3');
    const resumed = again(rig);
    expect(short(resumed.resume())).toEqual(['1.3 waits until 2000', '1.1 starts: retry 2, one, slot 1', '1.2 merges']);
    const once = again(resumed);
    expect(short(once.resume(3))).toContain('1.1 starts: retry 3, one, slot 1');
    expect(short(once.fail('1.1'))).toEqual(['1.1 failed: It ended as failed.']);
  });

  test('keeps the reason of an attempt that was lost while it solved a conflict', () => {
    const { rig } = rigOf([runNode('1.1')]);
    rig.succeed('1.1');
    rig.failMerge('1.1');
    expect(short(again(rig).resume())).toEqual(['1.1 starts: conflict 3, one, slot 1']);
  });

  test('goes on where it was stopped, with the cancelled nodes if they are asked for', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2', ['1.1'])]);
    rig.tell({ type: 'stop_asked', how: 'stop' });
    rig.fail('1.1', 'cancelled');
    expect(short(again(rig).resume())).toEqual(['1.2 blocked by 1.1', 'closed: failed']);
    const asked = again(rig);
    asked.tell({ type: 'reopened', process: processOf(2) });
    asked.tell({ type: 'retry_asked', nodes: [idOf('1.1')] });
    expect(short(asked.begin())).toEqual(['1.1 starts: asked 2, one, slot 1']);
  });

  test('decides what the journal does not tell the decision of any more', () => {
    const { rig } = rigOf([runNode('1.1'), runNode('1.2', ['1.1'])]);
    rig.fail('1.1');
    const cut = rig.entries.slice(0, rig.entries.findIndex(({ event }) => event.type === 'attempt_ended') + 1);
    expect(short(new RunRig(rig.scheduler.state.opened, { before: cut }).resume())).toEqual([
      '1.1 failed: It ended as failed.',
      '1.2 blocked by 1.1',
      'closed: failed',
    ]);
  });

  test('is refused while it is closed, and before it was opened', () => {
    const { rig } = rigOf([]);
    expect(() => rig.begin()).toThrow('Internal error: a closed run goes on once it is reopened.');
    expect(() => new Scheduler().state).toThrow('Internal error: no run was opened.');
  });
});
