import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareIds } from '../../src/domain/ids.ts';
import type { AchievementId } from '../../src/domain/ids.ts';
import { statuses } from '../../src/domain/status.ts';
import type { Status } from '../../src/domain/status.ts';
import { conditions } from '../../src/workspace/conditions.ts';
import { emptyRunFacts } from '../../src/workspace/run-facts.ts';
import type { RunFacts } from '../../src/workspace/run-facts.ts';
import { processorSeconds } from '../support/processor-seconds.ts';
import { asId } from './report-of.ts';

const conditionsOf = (
  needs: Readonly<Record<string, readonly string[]>>,
  known: Readonly<Record<string, Status>>,
  facts: Partial<RunFacts> = {},
) => {
  const ids = Object.keys(needs).map(asId);
  const found = conditions(
    new Map(ids.map((id) => [id, (needs[id] ?? []).map(asId)])),
    new Map(ids.map((id) => [id, known[id] ?? 'not_started'])),
    { ...emptyRunFacts, ...facts },
  );
  return (id: string): string => {
    const { condition, blockedBy } = found.get(asId(id)) ?? { condition: undefined, blockedBy: [] };
    return [String(condition), ...blockedBy].join(' ');
  };
};

const chain = { '1.1': [], '1.2': ['1.1'], '1.3': ['1.2'] };

describe('the condition of an achievement', () => {
  test('is ready when it needs nothing', () => {
    expect(conditionsOf(chain, {})('1.1')).toBe('ready');
  });

  test('is waiting for the direct dependencies that are not satisfied, in id order', () => {
    const needs = { '1.2': [], '1.10': [], '1.9': [], '2.1': ['1.10', '1.9', '1.2', '1.9'] };
    expect(conditionsOf(needs, { '1.9': 'complete' })('2.1')).toBe('waiting 1.2 1.10');
  });

  test.each(['complete', 'skipped'] as const)('is ready when what it needs is %s', (status) => {
    const condition = conditionsOf(chain, { '1.1': status });
    expect(condition('1.2')).toBe('ready');
    expect(condition('1.1')).toBe('null');
  });

  test('is ready when what it needs is merged, though nobody has approved it', () => {
    const id = new Set([asId('1.1')]);
    const condition = conditionsOf(chain, { '1.1': 'in_progress' }, { merged: id, awaitingApproval: id });
    expect(condition('1.1')).toBe('awaiting_approval');
    expect(condition('1.2')).toBe('ready');
  });

  test('is running while an attempt works on it', () => {
    expect(conditionsOf(chain, { '1.1': 'in_progress' }, { running: new Set([asId('1.1')]) })('1.1')).toBe('running');
  });

  test('is blocked by a failure, however far away', () => {
    const condition = conditionsOf(chain, { '1.1': 'failed' });
    expect(condition('1.1')).toBe('null');
    expect(condition('1.2')).toBe('blocked 1.1');
    expect(condition('1.3')).toBe('blocked 1.1');
  });

  test('names all failures in id order', () => {
    const needs = { '1.10': [], '1.9': [], '2.1': ['1.10'], '3.1': ['2.1', '1.9'] };
    expect(conditionsOf(needs, { '1.9': 'failed', '1.10': 'failed' })('3.1')).toBe('blocked 1.9 1.10');
  });

  test('is not blocked by a failure behind something that is done', () => {
    expect(conditionsOf(chain, { '1.1': 'failed', '1.2': 'complete' })('1.3')).toBe('ready');
  });

  test('is blocked by something merged that has an open FIX', () => {
    expect(conditionsOf(chain, { '1.1': 'failed' }, { merged: new Set([asId('1.1')]) })('1.2')).toBe('blocked 1.1');
  });

  test('is not ready and not failed by being in a cycle', () => {
    const cycle = { '1.1': ['1.2'], '1.2': ['1.1'], '1.3': ['1.3'] };
    expect(conditionsOf(cycle, {})('1.1')).toBe('waiting 1.2');
    expect(conditionsOf(cycle, { '1.2': 'failed' })('1.1')).toBe('blocked 1.2');
    expect(conditionsOf(cycle, {})('1.3')).toBe('waiting 1.3');
  });

  test('is waiting for an id that nobody knows', () => {
    expect(conditionsOf({ '1.1': ['9.9'] }, {})('1.1')).toBe('waiting 9.9');
  });
});

test('any graph gives what the definition says', () => {
  const graph = fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({
      edges: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 30 }),
      known: fc.array(fc.constantFrom(...statuses), { minLength: size, maxLength: size }),
    }),
  );
  fc.assert(
    fc.property(graph, ({ edges, known }) => {
      const ids = known.map((_, n) => asId(`1.${n}`));
      const needs = (id: AchievementId) =>
        edges.filter(([a, b]) => a > b && ids[a] === id).map(([, b]) => asId(`1.${b}`));
      const statusOf = new Map(ids.map((id, n): [AchievementId, Status] => [id, known[n] ?? 'not_started']));
      const isDone = (id: AchievementId) => ['complete', 'skipped'].includes(statusOf.get(id) ?? '');
      const failedBelow = (id: AchievementId): AchievementId[] =>
        needs(id).flatMap((on) => {
          if (isDone(on)) return [];
          return [...(statusOf.get(on) === 'failed' ? [on] : []), ...failedBelow(on)];
        });
      const found = conditions(new Map(ids.map((id) => [id, needs(id)])), statusOf, emptyRunFacts);
      for (const id of ids) {
        const failed = [...new Set(failedBelow(id))].sort(compareIds);
        const open = [...new Set(needs(id).filter((on) => !isDone(on)))].sort(compareIds);
        const isNull = isDone(id) || statusOf.get(id) === 'failed';
        const condition = isNull ? null : failed.length > 0 ? 'blocked' : open.length > 0 ? 'waiting' : 'ready';
        const blockedBy = isNull ? [] : failed.length > 0 ? failed : open;
        expect(found.get(id)).toEqual({ condition, blockedBy });
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('ten thousand achievements in one chain are answered in a moment', () => {
  const ids = Array.from({ length: 10_000 }, (_, n) => asId(`${Math.floor(n / 100)}.${n % 100}`));
  const needs = new Map(ids.map((id, n) => [id, ids.slice(Math.max(0, n - 3), n)]));
  const known = new Map(ids.map((id, n): [AchievementId, Status] => [id, n % 1000 === 0 ? 'failed' : 'not_started']));
  const seconds = processorSeconds();
  const found = conditions(needs, known, emptyRunFacts);
  expect(seconds()).toBeLessThan(1.5);
  expect(found.get(asId('99.99'))?.blockedBy).toHaveLength(10);
});
