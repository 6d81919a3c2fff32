import { compareIds } from '../domain/ids.ts';
import type { FileAchievement, FileDependency } from './parallel-file.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { findCycles } from '../graph/cycles.ts';
import { buildGraph } from '../graph/graph.ts';

/**
 * One problem for each knot of achievements that need each other, with the path of its shortest cycle and the place of
 * every dependency on it. Each id stands once among `achievements`; what depends on itself or on nothing is left out.
 */
export const cycleProblems = (achievements: readonly FileAchievement[]): readonly Problem[] => {
  const edges = new Map(achievements.map(({ id }) => [id, new Map<AchievementId, FileDependency>()]));
  for (const { id, dependencies } of achievements) {
    const ofOne = edges.get(id);
    for (const one of dependencies)
      if (one.on !== id && edges.has(one.on) && !ofOne?.has(one.on)) ofOne?.set(one.on, one);
  }
  const graph = buildGraph(
    achievements.map(({ id }) => ({ id, hours: 0, priority: null })),
    [...edges].flatMap(([from, ofOne]) => [...ofOne.keys()].map((on) => ({ from, on }))),
    compareIds,
  );
  return findCycles(graph).flatMap((cycle) => {
    const steps = cycle.flatMap((from, index) => {
      const step = edges.get(from)?.get(cycle[(index + 1) % cycle.length] ?? from);
      return step ? { from, ...step } : [];
    });
    const [first, ...others] = steps;
    if (!first) return [];
    return {
      rule: 'dependency-cycle',
      severity: 'error',
      at: first.at,
      message: `The dependencies go in a circle: ${[...cycle, first.from].join(' → ')}.`,
      advice: `Remove one of these ${steps.length} dependencies.`,
      related: others.map(({ from, on, at }) => ({ at, message: `${from} depends on ${on}.` })),
    };
  });
};
