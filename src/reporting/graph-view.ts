import type { PlanGraph } from '../app/plan-graph.ts';
import type { Strength } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';

/** A checked plan with everything that the graph's algorithms found about it: what is drawn of a plan. */
export type GraphView = Pick<PlanGraph, 'plan' | 'levels' | 'criticalPath' | 'savings' | 'drawn'>;

/** A level: its achievements in id order, and the rounds of it without file conflicts inside. */
export type LevelView = GraphView['levels'][number];

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
