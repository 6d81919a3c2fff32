import { describe, expect, test, vi } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;

/** Two levels: 1.1 and 1.2, then 2.1 (needs 1.1) and 2.2 (needs both). */
const twoLevels = (): RunPlace =>
  runPlace({ todo: { '1.1': {}, '1.2': {}, '2.1': { needs: ['1.1'] }, '2.2': { needs: ['1.1', '1.2'] } } });

const ran = ({ summary }: EndedRun): readonly string[] =>
  summary.nodes.filter(({ attempts }) => attempts > 0).map(({ id }) => id);

const refusal = async (place: RunPlace, ...argv: readonly string[]): Promise<string> => {
  const { code, output } = await place.planloom(['run', plan, '--trust', '--yes', ...argv]);
  expect(code).toBe(2);
  expect(place.runIds()).toEqual([]);
  return output;
};

describe('--level and --achievement', () => {
  test('take what is asked for, run after run', async () => {
    const place = twoLevels();
    const first = await place.run(['--achievement', '1.2', '1.1']);
    expect(ran(first)).toEqual(['1.1', '1.2']);
    // Each stands on the one before, which has not been accepted.
    const second = await place.run(['--level', '1']);
    expect(ran(second)).toEqual(['2.1', '2.2']);
    expect(second.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 0, before: true, settled: 'merged' });
    expect(place.onBranch(second.branch, '1.1.txt')).toBe('1');
    const third = await place.planloom(['run', plan, '--trust', '--yes', '--achievement', '2.1']);
    expect(third).toMatchObject({ code: 0, stdout: 'There is nothing to do: 2.1 is merged by a run.\n' });
  });

  test('refuse what needs something that is not there, and say how it can be had', async () => {
    const place = twoLevels();
    const output = await refusal(place, '--achievement', '2.2');
    expect(output).toContain('2.2 needs 1.1 and 1.2');
    expect(output).toContain('1.1');
    expect(await refusal(place, '--level', '1')).toContain('2.1 needs 1.1');
  });

  test.each([
    [['--achievement', '2.3'], 'The plan has no achievement 2.3.', 'Did you mean'],
    [['--level', '7'], 'The plan has no level 7.', 'Its levels are 0 to 1.'],
    [['--level', 'x'], '--level', 'number'],
    [['--level', '0', '--achievement', '1.1'], 'at the same time', 'Give either'],
  ])('refuse %j', async (argv, message, advice) => {
    const output = await refusal(twoLevels(), ...argv);
    expect(output).toContain(message);
    expect(output).toContain(advice);
  });
});

describe('--barrier', () => {
  const place = (): RunPlace =>
    runPlace({
      todo: {
        '1.1': { work: 'echo x > 1.1' },
        // Ends only after 2.1, which does not need it, has been there, or when it has waited in vain.
        '1.2': {
          work: 'i=0; until test -e "${0%/*}/seen" || test $i = 25; do i=$((i+1)); sleep 0.02; done; test -e "${0%/*}/seen" && echo early > 1.2 || echo late > 1.2',
        },
        '2.1': { needs: ['1.1'], work: 'touch "${0%/*}/seen"; echo x > 2.1' },
      },
    });

  test('holds a level back until the one before has ended', async () => {
    const there = place();
    const { branch, code } = await there.run(['--barrier']);
    expect(code).toBe(0);
    expect(there.onBranch(branch, '1.2')).toBe('late');
  });

  test('is not there unless it is asked for', async () => {
    const there = place();
    there.setWork('1.2', 'until test -e "${0%/*}/seen"; do sleep 0.02; done; echo early > 1.2');
    const { branch, code } = await there.run();
    expect(code).toBe(0);
    expect(there.onBranch(branch, '1.2')).toBe('early');
  });
});
