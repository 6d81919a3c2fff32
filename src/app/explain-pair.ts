import { explain } from '../discovery/explain.ts';
import type { Conflict, Evidence, PairNote, Strength } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { AssembledPlan } from './assemble-plan.ts';

interface Side {
  readonly id: AchievementId;
  readonly title: string;
  readonly level: number;
}

interface Edge {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly strength: Strength;
  readonly evidence: readonly Evidence[];
}

/** All that is known about a pair, as `explain` shows it. */
export interface PairExplanation {
  readonly a: Side;
  readonly b: Side;
  readonly direct: Edge | null;
  /** The edges of a shortest way through others; empty when there is none, or a direct edge. */
  readonly way: readonly Edge[];
  readonly removed: readonly {
    readonly from: AchievementId;
    readonly on: AchievementId;
    readonly by: 'person' | 'denial' | 'answer';
    readonly evidence: readonly Evidence[];
  }[];
  readonly notes: readonly PairNote[];
  readonly conflict: Conflict | null;
}

/** Why there is an edge between two achievements of the plan, or none. Both ids must be the plan's. */
export const explainPair = (
  { discovery, graph }: AssembledPlan,
  a: AchievementId,
  b: AchievementId,
): PairExplanation => {
  const found = explain(discovery, a, b);
  const side = (id: AchievementId): Side => ({
    id,
    title: graph.plan.achievements.find((one) => one.id === id)?.title ?? '',
    level: graph.levelOf.get(id) ?? 0,
  });
  const edges = found.way.map(({ from, dependency }): Edge => ({ from, ...dependency }));
  const [first] = edges;
  return {
    a: side(a),
    b: side(b),
    direct: edges.length === 1 && first !== undefined ? first : null,
    way: edges.length > 1 ? edges : [],
    removed: found.denials.map(({ from, on, evidence }) => ({
      from,
      on,
      by: evidence.kind === 'manual' ? 'person' : evidence.kind === 'agent' ? 'answer' : 'denial',
      evidence: [evidence],
    })),
    notes: found.notes,
    conflict: found.conflict,
  };
};
