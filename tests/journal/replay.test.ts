import { describe, expect, test } from 'vitest';
import { replay } from '../../src/journal/replay.ts';
import { idOf, openedWith, processOf, RunRig, runNode } from '../execution/run-rig.ts';

const rigOf = (...nodes: Parameters<typeof runNode>[]) => {
  const rig = new RunRig(openedWith(nodes.map((each) => runNode(...each))));
  rig.begin();
  return rig;
};
const stateOf = (rig: RunRig) => replay(rig.entries);

describe('the fold of a journal', () => {
  test('knows each attempt from its start to what became of it', () => {
    const rig = rigOf(['1.1']);
    rig.tell({ type: 'attempt_spawned', node: idOf('1.1'), attempt: 1, group: 77 });
    rig.nowMs = 3000;
    rig.succeed('1.1', 'work', true);
    rig.nowMs = 4000;
    rig.merge('1.1');
    const state = stateOf(rig);
    expect(state.nodes.get(idOf('1.1'))).toMatchObject({
      state: 'succeeded',
      unverified: true,
      mergeCommit: 'merge of 1.1',
      mergedAt: 4000,
      endedAt: 4000,
      message: '',
      attempts: [
        {
          number: 1,
          executor: 'one',
          slot: 1,
          reason: 'first',
          group: 77,
          startedAt: 1000,
          endedAt: 3000,
          outcome: 'succeeded',
          exitCode: 0,
          commit: 'work',
          seconds: 1,
        },
      ],
    });
    expect(state).toMatchObject({ openedAt: 1000, closedAt: 4000, outcome: 'succeeded', tip: 'merge of 1.1' });
  });

  test('knows why a node is not done', () => {
    const rig = rigOf(['1.1', [], { onFailure: 'escalate' }], ['1.2', ['1.1']]);
    rig.fail('1.1');
    const { nodes } = stateOf(rig);
    expect(nodes.get(idOf('1.1'))).toMatchObject({ state: 'failed', escalated: true, message: 'It ended as failed.' });
    expect(nodes.get(idOf('1.2'))).toMatchObject({ state: 'blocked', blockedBy: '1.1' });
  });

  test('tells an attempt that could not be merged from one that succeeded', () => {
    const rig = rigOf(['1.1'], ['1.2']);
    rig.succeed('1.1');
    rig.failMerge('1.1');
    rig.succeed('1.2');
    rig.failMerge('1.2', 'check');
    const { nodes } = stateOf(rig);
    expect(nodes.get(idOf('1.1'))!.attempts[0]!.outcome).toBe('conflicted');
    expect(nodes.get(idOf('1.2'))!.attempts[0]!.outcome).toBe('rejected');
    expect(nodes.get(idOf('1.1'))!.mergeFailures).toEqual([
      { attempt: 1, reason: 'conflict', paths: ['a.txt'], message: 'conflict of 1.1' },
    ]);
  });

  test('keeps who wrote it, what was published and where it went', () => {
    const rig = rigOf(['1.1']);
    rig.tell({ type: 'stop_asked', how: 'drain' });
    rig.tell({ type: 'reopened', process: processOf(2) });
    rig.tell({ type: 'published', commit: 'tip' });
    rig.tell({ type: 'accepted', commit: 'tip', into: 'main' });
    expect(stateOf(rig)).toMatchObject({
      processes: [processOf(1), processOf(2)],
      stop: null,
      published: 'tip',
      accepted: { commit: 'tip', into: 'main', at: 1000 },
    });
  });

  test('begins with the opening of the run', () => {
    expect(() => replay([])).toThrow('Internal error: a journal begins with the opening of its run.');
  });
});
