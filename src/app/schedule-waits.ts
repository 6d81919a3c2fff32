import type { Conflict } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { dependenciesOf } from '../graph/graph.ts';
import type { Graph } from '../graph/graph.ts';
import type { Assignment } from '../graph/simulate.ts';

/** Why an achievement did not start as soon as everything that it needs was done. */
export interface Wait {
  /** When everything that it needs is done; its start where it did not wait. */
  readonly readyHours: number;
  /** The conflicting achievements that ran meanwhile, each with the end of its work. In the order of their ends. */
  readonly conflicts: readonly { readonly with: AchievementId; readonly fromHours: number; readonly toHours: number }[];
}

/** For every assignment of a schedule what it waited for beyond its dependencies: an executor, unless conflicts say more. */
export const waitsOf = (
  graph: Graph<AchievementId>,
  assignments: readonly Assignment<AchievementId>[],
  conflicts: readonly Conflict[],
): ReadonlyMap<AchievementId, Wait> => {
  const byId = new Map(assignments.map((one) => [one.id, one]));
  const rivals = new Map<AchievementId, AchievementId[]>();
  for (const { a, b } of conflicts) {
    rivals.set(a, [...(rivals.get(a) ?? []), b]);
    rivals.set(b, [...(rivals.get(b) ?? []), a]);
  }
  return new Map(
    assignments.map(({ id, startHours }) => {
      const ends = dependenciesOf(graph, id).map((on) => byId.get(on)?.endHours ?? 0);
      const readyHours = ends.reduce((latest, end) => Math.max(latest, end), 0);
      const held = (rivals.get(id) ?? []).flatMap((rival) => {
        const other = byId.get(rival);
        if (other === undefined || other.endHours <= readyHours || other.startHours >= startHours) return [];
        return { with: rival, fromHours: Math.max(readyHours, other.startHours), toHours: other.endHours };
      });
      return [id, { readyHours, conflicts: held.sort((a, b) => a.toHours - b.toHours) }];
    }),
  );
};
