import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { jsonOf } from './json-output.ts';
import { folder, onePlan } from './plans.ts';

const prepared = async (): Promise<Workspace> => {
  const place = workspace(onePlan);
  await planloom(place, ['subplan', '--batch', '--all', '--yes']);
  return place;
};
const feedbacks = `${folder}/execution/feedbacks`;

const statusOf = async (place: Workspace, id: string): Promise<string> => {
  const { achievements } = (await planloom(place, ['status', '--json'])).json() as {
    achievements: readonly { id: string; status: string }[];
  };
  return achievements.find((one) => one.id === id)!.status;
};

describe('a decision', () => {
  test.each([
    ['approve', [], `${feedbacks}/APPROVED_11.md`, 'complete'],
    ['fix', ['--reason', 'cents are lost'], `${feedbacks}/FIX_11.md`, 'failed'],
    ['skip', ['--reason', 'not this year'], `${folder}/execution/SKIPPED_11.md`, 'skipped'],
  ])('%s writes its file with author, time and reason', async (verb, reason, file, status) => {
    const place = await prepared();
    const { code, stdout } = await planloom(place, [verb, '1.1', ...reason], { now: '2026-04-02T08:00:00Z' });
    expect(code).toBe(0);
    expect(stdout).toContain(file);
    const text = place.read(file);
    for (const words of ['1.1', 'Ledger keeps every cent', 'Ada Example', '2026-04-02T08:00:00', ...reason.slice(1)]) {
      expect(text).toContain(words);
    }
    expect(await statusOf(place, '1.1')).toBe(status);
  });

  test('takes several ids after the plan, each once', async () => {
    const place = await prepared();
    const outcome = await planloom(place, ['approve', '@PAYMENTS', '1.1', '1.2', '1.1', '--json']);
    expect(jsonOf(outcome, 'feedback')).toMatchObject({
      decision: 'approve',
      written: [
        { id: '1.1', file: `${feedbacks}/APPROVED_11.md` },
        { id: '1.2', file: `${feedbacks}/APPROVED_12.md` },
      ],
    });
  });

  test('to approve what rests on unfinished work stands, with a word about it', async () => {
    const place = await prepared();
    const { code, stderr } = await planloom(place, ['approve', '1.2', '2.1']);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: 1.2 needs 1.1, which is not done, and is approved all the same.');
    expect(stderr).toContain('→ Look at 1.2 again when it is: what it rests on may still change.');
    expect(stderr).not.toContain('needs 1.2');
    const last = await planloom(place, ['approve', '2.2', '--json']);
    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(await statusOf(place, '2.2')).toBe('complete');
  });

  test('writes nothing when one of its ids is wrong', async () => {
    const place = await prepared();
    const before = place.files();
    expect((await planloom(place, ['approve', '1.1', '7.7'])).code).toBe(2);
    expect(place.files()).toEqual(before);
  });

  test.each([
    ['approve 1.1', ['approve 1.1'], 'is approved already'],
    ['approve 1.1', ['fix 1.1 --reason lost'], 'has an open FIX'],
    ['fix 1.1', [], 'needs a reason'],
    ['skip 1.1', [], 'needs a reason'],
    ['fix 1.1 --reason again', ['fix 1.1 --reason lost'], 'has a FIX already'],
    ['skip 1.1 --reason never', ['fix 1.1 --reason lost'], 'has an open FIX'],
  ])('is refused: %s after %j', async (line, before, words) => {
    const place = await prepared();
    for (const one of before) expect((await planloom(place, one.split(' '))).code).toBe(0);
    const files = place.files();
    const { code, stderr } = await planloom(place, line.split(' '));
    expect(code).not.toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
    expect(place.files()).toEqual(files);
  });

  test('is refused for an achievement without documents', async () => {
    const { code, stderr } = await planloom(workspace(onePlan), ['approve', '1.1']);
    expect(code).not.toBe(0);
    expect(stderr.replace(/\s+/g, ' ')).toContain('1.1 has neither a SUBPLAN nor an EXECUTION_TASK');
  });

  test('approves over an open FIX with --force', async () => {
    const place = await prepared();
    await planloom(place, ['fix', '1.1', '--reason', 'lost']);
    expect((await planloom(place, ['approve', '1.1', '--force'])).code).toBe(0);
    expect(await statusOf(place, '1.1')).toBe('complete');
  });
});
