import type { AchievementId } from '../domain/ids.ts';
import { jsonLine } from '../text/json-line.ts';
import type { GraphView } from './graph-view.ts';
import { hoursById, levelHours } from './level-hours.ts';

/**
 * The graph as one line of JSON for programs, ended by a line feed. `dependencies` are all of them with their
 * strength, `needs` and `neededBy` those that are drawn.
 */
export const graphJson = (view: GraphView): string => {
  const { plan, levels, criticalPath, savings } = view;
  const levelOf = new Map(levels.flatMap(({ level, achievements }) => achievements.map((id) => [id, level])));
  const critical = new Set(criticalPath.achievements);
  const hours = hoursById(plan);
  const needs = new Map<AchievementId, AchievementId[]>(plan.achievements.map(({ id }) => [id, []]));
  const neededBy = new Map<AchievementId, AchievementId[]>(plan.achievements.map(({ id }) => [id, []]));
  for (const { from, on } of view.drawn) {
    needs.get(from)?.push(on);
    neededBy.get(on)?.push(from);
  }
  const graph = {
    schemaVersion: 1,
    kind: 'graph',
    plan: { name: plan.name, title: plan.title, path: plan.file },
    scope: plan.scope,
    achievements: plan.achievements.map(({ id, title, estimate, dependencies }) => ({
      id,
      title,
      level: levelOf.get(id) ?? null,
      estimate,
      critical: critical.has(id),
      dependencies: dependencies.map(({ on, strength }) => ({ on, strength })),
      needs: needs.get(id) ?? [],
      neededBy: neededBy.get(id) ?? [],
    })),
    levels: levels.map((level) => {
      const { sequential, parallel } = levelHours(level, hours);
      return { ...level, sequentialHours: sequential, parallelHours: parallel };
    }),
    width: Math.max(0, ...levels.map(({ achievements }) => achievements.length)),
    conflicts: plan.conflicts,
    criticalPath,
    savings,
  };
  return jsonLine(graph);
};
