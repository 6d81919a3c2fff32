import type { ComplexityLevel, DraftAchievement, PlanDraft } from '../../documents/planner-draft.ts';
import { complexityBands } from '../../documents/planner-draft.ts';
import { achievementId } from '../../domain/ids.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { findPaths, isPath } from '../../plan-document/paths.ts';
import { parsePlan } from '../../plan-document/parse-plan.ts';
import { readRequirements } from './read-requirements.ts';
import type { RequirementEntry, Requirements } from './read-requirements.ts';

const mostAchievements = 200;

export interface PlannedByRules {
  readonly draft: PlanDraft;
  /** What the requirements say and the plan does not, warnings. */
  readonly leftOut: readonly Problem[];
}

/**
 * A plan by rules, from the structure of the requirements alone: an achievement for each item of their lists, for each
 * heading with nothing but text below it, or for each sentence where there are neither. A numbered list is an order;
 * nothing else is said about what depends on what, and nothing about effort that the text does not say itself. The same
 * text gives the same plan.
 */
export const heuristicPlan = async (text: string): Promise<Result<PlannedByRules>> => {
  const { blocks } = await parsePlan('requirements', text, { reader: 'scanner' });
  const requirements = readRequirements(blocks);
  const entries = requirements.sections.flatMap(({ entries: each }) => each);
  if (entries.length === 0)
    return fail([problem('The requirements name nothing to do.', 'Write what is wanted in a list, or in sentences.')]);
  if (entries.length > mostAchievements) {
    const message = `The requirements name ${entries.length} things to do; a plan by rules has at most ${mostAchievements}.`;
    return fail([problem(message, 'Split them, or let an agent plan with --agent.')]);
  }
  return ok({ draft: draftOf(requirements, entries), leftOut: requirements.leftOut.map(remark) });
};

const problem = (message: string, advice: string) => ({
  rule: 'no-plan',
  severity: 'error' as const,
  at: { file: '.' },
  message,
  advice,
});

const remark = (message: string): Problem => ({
  rule: 'not-planned',
  severity: 'warning',
  at: { file: '.' },
  message,
  advice: 'Add to the plan what is meant.',
});

const draftOf = (requirements: Requirements, entries: readonly RequirementEntry[]): PlanDraft => {
  const { title, goal, sections, notes, risks } = requirements;
  const filled = sections.filter((section) => section.entries.length > 0);
  const counts = new Map<number, number>();
  const achievements = filled.flatMap((section, index) => {
    const priority = index + 1;
    let before: AchievementId | null = null;
    return section.entries.map((entry) => {
      const number = (counts.get(priority) ?? 0) + 1;
      counts.set(priority, number);
      const id = idOf(priority, number);
      const dependencies = entry.follows && before !== null ? [before] : null;
      before = id;
      return achievementOf(entry, id, priority, dependencies);
    });
  });
  const named = filled.filter(({ heading }) => heading !== null);
  const count = entries.length;
  const under = named.length > 1 ? ` under ${named.length} headings` : '';
  const spans = entries.flatMap(({ words }) =>
    [...words.matchAll(/`([^`]{1,60})`/g)].map(([, span = '']) => span.trim()),
  );
  return {
    title,
    goal,
    complexity: {
      level: levelOf(count),
      reasons: [
        `The requirements name ${count} ${count === 1 ? 'thing' : 'things'} to do${under}. Nothing else was weighed.`,
      ],
    },
    keyFeatures: (named.length > 1 ? named.map(({ heading }) => heading ?? '') : entries.map((one) => one.title)).slice(
      0,
      12,
    ),
    technicalComponents: [...new Set(spans.filter((span) => findPaths(span).length === 0))].slice(0, 12),
    priorities: new Map(filled.flatMap(({ heading }, index) => (heading === null ? [] : [[index + 1, heading]]))),
    achievements,
    coordination: notes,
    risks,
  };
};

const idOf = (priority: number, number: number): AchievementId => {
  const id = achievementId(`${priority}.${number}`);
  if (id === undefined) throw new Error(`Internal error: ${priority}.${number} is no id.`);
  return id;
};

const levelOf = (count: number): ComplexityLevel =>
  count <= complexityBands.simple.most ? 'simple' : count <= complexityBands.medium.most ? 'medium' : 'complex';

const achievementOf = (
  { title, words, below, effort }: RequirementEntry,
  id: AchievementId,
  priority: number,
  dependencies: readonly AchievementId[] | null,
): DraftAchievement => {
  return {
    id,
    title,
    description: words,
    priority,
    effort: null,
    hours: effort === null ? null : { least: effort.minHours, most: effort.maxHours },
    dependencies,
    files: filesIn(words),
    deliverables: [],
    successCriteria: below,
    tests: [],
  };
};

/** Files with a folder that stand in code: any other word with a dot in it may be a name, or only be talked about. */
const filesIn = (words: string): readonly string[] => [
  ...new Set(
    [...words.matchAll(/`([^`]{1,200})`/g)]
      .map(([, span = '']) => span.trim().replace(/^\.\//, ''))
      .filter((span) => isPath(span) && span.includes('/') && !/(?:^|\/)\.(?:\.|git)(?:\/|$)/.test(span)),
  ),
];
