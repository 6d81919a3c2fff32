import { unite } from '../discovery/unite.ts';
import type { Conflict } from '../domain/evidence.ts';
import { pieceId } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan, PlannedAchievement } from '../domain/plan.ts';
import { hasErrors } from '../domain/problem.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { findCycles } from '../graph/cycles.ts';
import { buildGraph } from '../graph/graph.ts';
import { compareIds } from '../domain/ids.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { personal } from '../parallel-json/personal.ts';
import type { PersonalClaims } from '../parallel-json/personal.ts';

/**
 * An achievement taken apart: a piece for each deliverable. Nothing is assumed between pieces; what a person put into
 * the file of the pieces holds, and what an answer proposes. The estimate is shared out evenly, since nothing says how it divides.
 */
export const planPieces = (
  plan: Plan,
  achievement: PlannedAchievement,
  previous: ParallelFile | null,
  proposed: PersonalClaims = { claims: [], denials: [] },
): Result<Plan> => {
  const { id, deliverables, estimate } = achievement;
  if (deliverables.length < 2) {
    const problem: Problem = {
      rule: 'nothing-to-divide',
      severity: 'error',
      at: { file: plan.file, ...achievement.position },
      message: `Achievement ${id} has ${deliverables.length === 0 ? 'no deliverables' : 'one deliverable'}, so there is nothing to run side by side.`,
      advice: 'List what it delivers, one item each, or choose --scope 2 or 3.',
    };
    return fail([problem]);
  }
  const ids = deliverables.map((_, index) => pieceId(id, index + 1));
  const known = new Set(ids);
  const recorded = previous === null ? { claims: [], denials: [] } : personal(previous);
  const { dependencies } = unite(
    [...recorded.claims, ...proposed.claims].filter(({ from, on }) => known.has(from) && known.has(on)),
    [...recorded.denials, ...proposed.denials],
  );
  const pieces = deliverables.map((deliverable, index): PlannedAchievement => {
    const piece = pieceId(id, index + 1);
    return {
      ...achievement,
      id: piece,
      title: deliverable.text.replaceAll('`', ''),
      goal: null,
      estimate:
        estimate === null
          ? null
          : { minHours: estimate.minHours / deliverables.length, maxHours: estimate.maxHours / deliverables.length },
      deliverables: [deliverable],
      dependencies: dependencies.get(piece) ?? [],
    };
  });
  const problems = cycleProblems(plan.file, pieces);
  if (hasErrors(problems)) return fail(problems);
  return ok({ ...plan, scope: 1, achievements: pieces, conflicts: samePath(pieces), contradictions: [], notes: [] });
};

const samePath = (pieces: readonly PlannedAchievement[]): readonly Conflict[] =>
  pieces.flatMap((a, index) =>
    pieces.slice(index + 1).flatMap((b) => {
      const path = a.deliverables[0]?.path;
      return path !== undefined && path === b.deliverables[0]?.path ? [{ a: a.id, b: b.id, paths: [path] }] : [];
    }),
  );

const cycleProblems = (file: string, pieces: readonly PlannedAchievement[]): readonly Problem[] => {
  const graph = buildGraph<AchievementId>(
    pieces.map(({ id }) => ({ id, hours: 0, priority: null })),
    pieces.flatMap(({ id, dependencies }) => dependencies.map(({ on }) => ({ from: id, on }))),
    compareIds,
  );
  return findCycles(graph).map((trail) => ({
    rule: 'dependency-cycle',
    severity: 'error',
    at: { file },
    message: `The pieces wait for each other: ${[...trail, trail[0]].join(' → ')}.`,
    advice: 'Take one of these dependencies out of the file of the pieces.',
  }));
};
