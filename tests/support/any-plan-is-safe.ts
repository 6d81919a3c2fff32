import fc from 'fast-check';
import { expect } from 'vitest';
import { readParallelJson } from '../../src/parallel-json/read-parallel-json.ts';
import { parsePlan } from '../../src/plan-document/parse-plan.ts';
import { mutatedPlan } from './mutated-plan.ts';
import { planloom } from './planloom.ts';
import { workspace } from './workspace.ts';

/** Seeds that failed once; they are run each time. */
const failedOnce: readonly number[] = [];

const safe = async (text: string): Promise<void> => {
  const place = workspace({ 'PLAN_WEBHOOKS.md': text });
  const first = await planloom(place, ['discover', '--json']);
  expect([0, 1, 2]).toContain(first.code);
  expect(first.stdout.trimEnd().split('\n')).toHaveLength(1);
  if (first.code === 0) {
    const written = place.read('parallel.json');
    expect(readParallelJson('parallel.json', written).ok).toBe(true);
    await planloom(place, ['subplan', '--batch', '--all', '--yes']);
    await planloom(place, ['execution', '--batch', '--all', '--yes']);
    expect((await planloom(place, ['discover', '--json'])).code).toBe(0);
    expect(place.read('parallel.json')).toBe(written);
  } else expect(place.files()).toEqual(['PLAN_WEBHOOKS.md']);
  for (const command of ['check', 'status', 'graph']) {
    const { code, stdout } = await planloom(place, [command, '--json']);
    expect([0, 1, 2]).toContain(code);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  }
  expect(place.read('PLAN_WEBHOOKS.md')).toBe(text);
  if (!text.includes('\0')) {
    const byRemark = await parsePlan('PLAN_X.md', text, { reader: 'remark' });
    expect((await parsePlan('PLAN_X.md', text)).achievements).toEqual(byRemark.achievements);
  }
};

/**
 * Whatever a plan looks like: every command ends with an exit code of the contract and one line of JSON; discovery writes
 * a valid file, the same bytes again after all batches, or nothing; the plan itself is never touched; and the line
 * scanner reads what remark reads.
 */
export const anyPlanIsSafe = async (seed: number, runs: number): Promise<void> => {
  for (const one of failedOnce) await fc.assert(fc.asyncProperty(mutatedPlan, safe), { seed: one, numRuns: 5 });
  await fc.assert(fc.asyncProperty(mutatedPlan, safe), { seed, numRuns: runs, endOnFailure: true });
};
