import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { achievementId, compareIds } from '../../src/domain/ids.ts';
import type { SettledNode } from '../../src/domain/run.ts';
import { selectNodes } from '../../src/policy/select-nodes.ts';
import type { NodeChoice, Selectable } from '../../src/policy/select-nodes.ts';

const idOf = (text: string) => achievementId(text)!;
const one = (id: string, level: number, ...dependencies: string[]): Selectable => ({
  id: idOf(id),
  level,
  dependencies: dependencies.map(idOf),
});
const plan = [one('2.1', 1, '1.1', '1.2'), one('1.1', 0), one('1.2', 0), one('1.10', 2, '2.1'), one('3.1', 0)];
type Done = Readonly<Record<string, SettledNode['why']>>;

const select = (choice: NodeChoice = {}, done: Done = {}, achievements = plan) =>
  selectNodes(achievements, new Map(Object.entries(done).map(([id, why]) => [idOf(id), why])), choice);
const idsOf = (choice: NodeChoice, done: Done = {}) => {
  const selection = select(choice, done);
  return selection.ok ? selection.value.nodes : selection.error.map(({ message, advice }) => `${message} ${advice}`);
};

describe('a run takes', () => {
  test('everything that is not satisfied, in id order', () => {
    expect(select({}, { '1.1': 'complete' })).toEqual({
      ok: true,
      value: { nodes: ['1.2', '1.10', '2.1', '3.1'], satisfied: ['1.1'], reason: null },
    });
  });

  test('a level, or single achievements', () => {
    expect(idsOf({ level: 0 })).toEqual(['1.1', '1.2', '3.1']);
    expect(idsOf({ level: 1 }, { '1.1': 'complete', '1.2': 'merged' })).toEqual(['2.1']);
    expect(idsOf({ achievements: ['3.1', '1.2', '3.1'] })).toEqual(['1.2', '3.1']);
    expect(idsOf({ achievements: ['2.1', '1.2'] }, { '1.1': 'skipped' })).toEqual(['1.2', '2.1']);
  });

  test('nothing, and says why', () => {
    const all: Done = { '1.1': 'complete', '1.2': 'complete', '2.1': 'merged', '1.10': 'skipped', '3.1': 'complete' };
    expect(select({}, all)).toMatchObject({
      ok: true,
      value: {
        nodes: [],
        reason: 'There is nothing to do: 1.1, 1.2 and 3.1 are complete; 1.10 is skipped; 2.1 is merged by a run.',
      },
    });
    expect(select({ achievements: ['1.1'] }, { '1.1': 'complete' })).toMatchObject({
      value: { nodes: [], satisfied: ['1.1'], reason: 'There is nothing to do: 1.1 is complete.' },
    });
    expect(select({}, {}, [])).toMatchObject({
      value: { reason: 'There is nothing to do: the plan has no achievement.' },
    });
  });

  test.each<[NodeChoice, Done, readonly string[]]>([
    [{ achievements: ['1.3'] }, {}, ['The plan has no achievement 1.3. Did you mean 1.2 or 1.1?']],
    [
      { achievements: ['x', 'y'] },
      {},
      [
        'The plan has no achievement x. It has 1.1, 1.2, 1.10, 2.1 and 3.1.',
        'The plan has no achievement y. It has 1.1, 1.2, 1.10, 2.1 and 3.1.',
      ],
    ],
    [{ level: 3 }, {}, ['The plan has no level 3. Its levels are 0 to 2.']],
    [
      { level: 0, achievements: ['1.1'] },
      {},
      ['A level and single achievements cannot be asked for at the same time. Give either --level or --achievement.'],
    ],
    [
      { achievements: ['2.1'] },
      {},
      [
        '2.1 needs 1.1 and 1.2, which are neither done nor asked for. Run them together: --achievement 1.1 --achievement 1.2 --achievement 2.1.',
      ],
    ],
    [
      { level: 2 },
      { '1.1': 'complete' },
      [
        '1.10 needs 2.1, which is neither done nor asked for. Run them together: --achievement 1.2 --achievement 1.10 --achievement 2.1.',
      ],
    ],
  ])('refuses %j', (choice, done, told) => {
    expect(idsOf(choice, done)).toEqual(told);
  });

  test('only what it can finish, and the way out of a refusal leads there', () => {
    const graph = fc
      .integer({ min: 1, max: 10 })
      .chain((count) =>
        fc.tuple(
          ...Array.from({ length: count }, (_, at) => fc.subarray(Array.from({ length: at }, (_one, n) => `1.${n}`))),
        ),
      );
    fc.assert(
      fc.property(graph, fc.infiniteStream(fc.nat(3)), (needs, chance) => {
        const levels: number[] = [];
        const achievements = needs.map((ids, at) => {
          levels.push(1 + Math.max(-1, ...ids.map((id) => levels[Number(id.slice(2))]!)));
          return one(`1.${at}`, levels[at]!, ...ids);
        });
        const pick = (odds: number) => achievements.filter(() => chance.next().value! >= odds).map(({ id }) => id);
        const done = Object.fromEntries(pick(3).map((id) => [id, 'complete' as const]));
        const wanted = pick(2);
        const selection = select({ achievements: wanted }, done, achievements);
        const way = selection.ok
          ? []
          : [...selection.error.at(-1)!.advice!.matchAll(/--achievement (\S+?)\.?(?= |$)/g)];
        const second = selection.ok
          ? selection
          : select({ achievements: way.map(([, id]) => id!) }, done, achievements);
        if (!second.ok) throw new Error('the way out is none');
        const there = new Set<string>([...second.value.nodes, ...Object.keys(done)]);
        for (const { id, dependencies } of achievements) {
          if (second.value.nodes.includes(id)) expect(dependencies.every((needed) => there.has(needed))).toBe(true);
        }
        expect(second.value.nodes).toEqual([...second.value.nodes].sort(compareIds));
        if (way.length === 0 && !selection.ok) expect(selection.error.at(-1)!.advice).toContain('without --level');
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
