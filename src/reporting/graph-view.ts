import type { Strength } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';

/** A level: its achievements in id order, and the rounds of it without file conflicts inside. */
export interface LevelView {
  readonly level: number;
  readonly achievements: readonly AchievementId[];
  readonly groups: readonly (readonly AchievementId[])[];
}

/** A checked plan with everything that the graph's algorithms found about it. */
export interface GraphView {
  readonly plan: Plan;
  /** Lowest first. */
  readonly levels: readonly LevelView[];
  /** From the first to the last; hours are the sum of their estimates. */
  readonly criticalPath: { readonly achievements: readonly AchievementId[]; readonly hours: number };
  readonly savings: {
    readonly sequentialHours: number;
    readonly parallelHours: number;
    readonly reductionPercent: number;
  };
  /** The dependencies to draw: those that no longer way says already (transitive reduction). */
  readonly drawn: readonly { readonly from: AchievementId; readonly on: AchievementId }[];
}

/** A line of the drawing: `from` needs `on`. */
export interface DrawnEdge {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly strength: Strength;
}

/** The edges to draw, with what they rest on. */
export const drawnEdges = ({ plan, drawn }: GraphView): readonly DrawnEdge[] => {
  const strengths = new Map(
    plan.achievements.map((a) => [a.id, new Map(a.dependencies.map((d) => [d.on, d.strength]))]),
  );
  return drawn.map(({ from, on }) => ({ from, on, strength: strengths.get(from)?.get(on) ?? 'stated' }));
};
