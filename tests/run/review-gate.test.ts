import { describe, expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

const approval = {
  verdict: 'approve',
  criteria: [{ number: 1, met: true, reason: 'It is there.', file: '1.1.txt', line: 1 }],
  summary: 'As asked.',
};
const complaint = {
  verdict: 'fix',
  criteria: [{ number: 1, met: false, reason: 'It is empty.', file: '1.1.txt', line: 1 }],
  fixes: [{ what: 'Write more than a number.', file: '1.1.txt', line: 1 }],
};

/** A place whose reviewer, a program, answers so. */
const reviewedPlace = (answer: unknown, config: Readonly<Record<string, unknown>> = {}): RunPlace => {
  const place = runPlace({ todo: { '1.1': {} } });
  const own = JSON.parse(place.read('planloom.config.json')) as { executors: object };
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const judge = { kind: 'command', command: ['sh', '-c', `cat > "$HOME.asked"; cat <<'END'\n${text}\nEND`] };
  place.write(
    'planloom.config.json',
    JSON.stringify({ ...own, executors: { ...own.executors, judge }, defaultExecutor: 'work', ...config }),
  );
  place.commit();
  return place;
};

describe('work that is reviewed before it is merged', () => {
  test('is merged when the reviewer finds nothing, and is no better proved for that', async () => {
    const place = reviewedPlace(approval);
    const run = await place.run(['--review', 'judge']);
    expect(run.node('1.1')).toMatchObject({ state: 'succeeded', unverified: true });
    expect(run.file('execution_summary.json')).toContain('review by judge');
  });

  test('goes back to its author with what is to be mended', async () => {
    const place = reviewedPlace(complaint, { maxAttempts: 2 });
    const run = await place.run(['--review', 'judge']);
    expect(run.node('1.1')).toMatchObject({ state: 'failed', attempts: 2 });
    expect(run.node('1.1').message).toContain('Write more than a number. (1.1.txt:1)');
    expect(run.attemptFile('1.1', 2, 'prompt.md')).toContain('Write more than a number. (1.1.txt:1)');
  });

  test('is not merged where nobody judges it', async () => {
    const place = reviewedPlace('I would rather talk about the weather.');
    const run = await place.run(['--review', 'judge']);
    expect(run.node('1.1').state).toBe('failed');
    expect(run.node('1.1').message).toContain('It could not be reviewed by judge.');
  });

  test.each([
    ['work', '"work" may work on 1.1, and would review its own work.'],
    ['jugde', 'There is no executor "jugde".'],
  ])('by %s is refused before anything starts', async (reviewer, message) => {
    const place = reviewedPlace(approval);
    const refused = await place.planloom(['run', '--trust', '--yes', '--review', reviewer]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(message);
    expect(place.runIds()).toEqual([]);
  });
});
