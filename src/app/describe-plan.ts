import { planClaims } from '../discovery/plan-claims.ts';
import { unite } from '../discovery/unite.ts';
import type { Dependency, GroupStatement } from '../domain/evidence.ts';
import type { ParsedAchievement, ParsedPlan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';

/** An achievement in the form of the JSON contract. */
export type AchievementDescription = Pick<
  ParsedAchievement,
  | 'id'
  | 'title'
  | 'severity'
  | 'priority'
  | 'goal'
  | 'estimate'
  | 'documentStatus'
  | 'deliverables'
  | 'successCriteria'
  | 'tests'
  | 'validationScript'
> & {
  /** Absent where the plan says nothing about who works on it. */
  readonly wishes?: NonNullable<ParsedAchievement['wishes']>;
  readonly dependencies: readonly Dependency[];
  readonly position: ParsedAchievement['position'];
  readonly indexPosition: ParsedAchievement['indexPosition'];
};

/** What `parse --json` prints: the document's own words only. */
export interface PlanDescription extends Record<string, unknown> {
  readonly plan: Pick<ParsedPlan, 'name' | 'title' | 'metadata'> & { readonly path: string };
  readonly achievements: readonly AchievementDescription[];
  readonly groupStatements: readonly GroupStatement[];
  readonly diagnostics: readonly Problem[];
}

export const describeAchievement = (
  achievement: ParsedAchievement,
  dependencies: readonly Dependency[],
): AchievementDescription => ({
  id: achievement.id,
  title: achievement.title,
  severity: achievement.severity,
  priority: achievement.priority,
  goal: achievement.goal,
  estimate: achievement.estimate,
  documentStatus: achievement.documentStatus,
  deliverables: achievement.deliverables,
  successCriteria: achievement.successCriteria,
  tests: achievement.tests,
  validationScript: achievement.validationScript,
  ...(achievement.wishes === undefined ? {} : { wishes: achievement.wishes }),
  dependencies,
  position: achievement.position,
  indexPosition: achievement.indexPosition,
});

/** A PLAN in its own words, with the dependencies that it states itself. */
export const describePlan = (parsed: ParsedPlan): PlanDescription => {
  const { claims, denials, groupStatements } = planClaims(parsed);
  const { dependencies } = unite(claims, denials);
  return {
    plan: { name: parsed.name, title: parsed.title, path: parsed.file, metadata: parsed.metadata },
    achievements: parsed.achievements.map((one) => describeAchievement(one, dependencies.get(one.id) ?? [])),
    groupStatements,
    diagnostics: parsed.problems,
  };
};
