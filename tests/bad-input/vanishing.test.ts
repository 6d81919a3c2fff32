import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { noRuns } from '../../src/ports/run-reader.ts';
import { fileRecords } from '../../src/adapters/file-records.ts';
import { findRoot } from '../../src/adapters/find-root.ts';
import { NodeFiles } from '../../src/adapters/node-files.ts';
import { assemblePlan } from '../../src/app/assemble-plan.ts';
import type { AssembledPlan } from '../../src/app/assemble-plan.ts';
import { planBatch, writeBatch } from '../../src/app/batch.ts';
import { openPlan } from '../../src/app/open-plan.ts';
import { readPlan } from '../../src/app/read-plan.ts';
import { reportStatus } from '../../src/app/report-status.ts';
import { planParallel, writeParallel } from '../../src/app/write-parallel.ts';
import type { Result } from '../../src/domain/result.ts';
import { noCache } from '../../src/ports/cache.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { goodPlan } from './plans.ts';

const valueOf = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.map(({ message }) => message).join(' '));
  return result.value;
};

const read = async (place: Workspace): Promise<AssembledPlan> => {
  const world = {
    cwd: place.root,
    files: (root: string) => new NodeFiles(root),
    findRoot,
    identity: () => ({ author: () => Promise.resolve(null) }),
    clock: { now: () => new Date('2026-03-01T09:30:00Z') },
    cache: () => noCache,
    records: fileRecords,
    runs: () => noRuns,
    progress: () => undefined,
  };
  return valueOf(assemblePlan(valueOf(await readPlan(valueOf(await openPlan(world, 'plans/PLAN_TIDE.md'))))));
};

test('a batch makes no folder anew that vanished after the plan was read', async () => {
  const place = workspace({ 'plans/PLAN_TIDE.md': goodPlan });
  const assembled = await read(place);
  const choice = { all: false };
  const batch = valueOf(await planBatch(assembled, await reportStatus(assembled), 'subplan', choice, '2026-03-01'));
  rmSync(place.path('plans'), { recursive: true });

  const { created, failed } = await writeBatch(assembled, batch);
  expect(created).toEqual([]);
  expect(failed).toMatchObject([
    { id: '1.1', problem: { message: 'plans/PLAN_TIDE.md is gone since it was read, so nothing was written.' } },
  ]);
  expect(place.files()).toEqual([]);
});

test('discover makes no folder anew that vanished after the plan was read', async () => {
  const place = workspace({ 'plans/PLAN_TIDE.md': goodPlan });
  const assembled = await read(place);
  const file = valueOf(await planParallel(assembled, { today: '2026-03-01' }));
  rmSync(place.path('plans'), { recursive: true });

  expect(await writeParallel(assembled, file)).toMatchObject({ ok: false, error: [{ rule: 'vanished-plan' }] });
  expect(place.files()).toEqual([]);
});
