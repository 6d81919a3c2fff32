import type { Conflict, Strength } from '../../src/domain/evidence.ts';
import type { GraphView } from '../../src/reporting/graph-view.ts';
import { planGraph } from '../../src/app/plan-graph.ts';
import { achievement, id, planOf } from './sample-plan.ts';

const titles = [
  'Readings of the wind sensor stored without gaps',
  'Map',
  'GATEWAY_TIMEOUTS_ARE_CONFIGURABLE_PER_STATION_AND_ROUTE',
  '屋根の温度計を読み取り、保存する',
  'Backups of the readings restored once a week, in a rehearsal that everybody on call takes part in',
];
const strengths: readonly Strength[] = ['stated', 'rule', 'proposed', 'assumed'];

/** Numbers from 0 up to, not including, `below`: always the same ones. */
const numbers = (seed: number): ((below: number) => number) => {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
};

/** A plan of `count` achievements in priorities of `width`, each needing up to three of the earlier priorities. */
export const wovenGraph = (count: number, width: number, seed = 7): GraphView => {
  const next = numbers(seed);
  const idOf = (index: number): string => `${Math.floor(index / width)}.${(index % width) + 1}`;
  const achievements = Array.from({ length: count }, (_, index) => {
    const earlier = index - (index % width);
    const needs = new Map<string, Strength>();
    for (let left = earlier === 0 ? 0 : next(4); left > 0; left--) {
      needs.set(idOf(next(earlier)), strengths[next(strengths.length)] ?? 'stated');
    }
    return achievement(idOf(index), titles[next(titles.length)] ?? '', next(5) === 0 ? null : 2 + next(6), [...needs]);
  });
  const conflicts: Conflict[] = Array.from({ length: Math.floor(count / 8) }, () => {
    const [a, b] = [next(count - 1), next(count - 1)].sort((x, y) => x - y);
    return { a: id(idOf(a ?? 0)), b: id(idOf((b ?? 0) + 1)), paths: [`src/part-${next(3)}.ts`] };
  });
  return planGraph(planOf(achievements, conflicts));
};

/** Every achievement of a priority needs every one of the priority before. */
export const steppedGraph = (priorities: number, width: number): GraphView =>
  planGraph(
    planOf(
      Array.from({ length: priorities * width }, (_, index) => {
        const priority = Math.floor(index / width);
        const needs = Array.from({ length: priority === 0 ? 0 : width }, (__, other) => `${priority - 1}.${other + 1}`);
        return achievement(
          `${priority}.${(index % width) + 1}`,
          `Part ${index}`,
          4,
          needs.map((on) => [on, 'assumed'] as const),
        );
      }),
    ),
  );
