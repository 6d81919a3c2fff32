import type { DraftAchievement } from './planner-draft.ts';
import { estimateText } from './estimate-text.ts';
import { code } from './markdown-text.ts';
import { planLine, planLineOrNull } from './planner-text.ts';

/** What a PLAN is begun with. Texts are as they came; null and empty lists: nothing is said yet. */
export interface PlanOutlineInput {
  readonly name: string;
  readonly title: string;
  readonly author: string | null;
  /** YYYY-MM-DD. */
  readonly created: string;
  readonly goal: string | null;
  readonly problem: string | null;
  /** What has to hold for the plan as a whole. */
  readonly criteria: readonly string[];
  /** In id order; at least one. */
  readonly achievements: readonly DraftAchievement[];
}

/** The same for templates: every text is one safe line of Markdown, and no field is ever absent. */
export interface PlanOutlineView extends Omit<PlanOutlineInput, 'achievements'> {
  /** All estimates together, or null where there is none. */
  readonly hours: string | null;
  readonly priorities: readonly {
    readonly number: number;
    readonly achievements: readonly {
      readonly id: string;
      readonly title: string;
      readonly effort: string | null;
      readonly deliverables: readonly string[];
      readonly successCriteria: readonly string[];
      readonly tests: readonly string[];
      readonly dependencies: string | null;
      /** What is still to be written about it. */
      readonly wish: string;
    }[];
  }[];
}

/** What a PLAN shows that is only begun. */
export const planOutlineView = (input: PlanOutlineInput): PlanOutlineView => {
  const { achievements, ...rest } = input;
  const numbers = [...new Set(achievements.map(({ priority }) => priority))].sort((a, b) => a - b);
  return {
    ...rest,
    title: planLine(input.title),
    author: planLineOrNull(input.author),
    goal: planLineOrNull(input.goal),
    problem: planLineOrNull(input.problem),
    criteria: lines(input.criteria),
    hours: totalText(achievements),
    priorities: numbers.map((number) => ({
      number,
      achievements: achievements.filter(({ priority }) => priority === number).map(achievementView),
    })),
  };
};

const achievementView = (one: DraftAchievement) => ({
  id: one.id,
  title: planLine(one.title),
  effort: one.hours === null ? null : effortText(one.hours),
  deliverables: [...one.files.map(code), ...lines(one.deliverables)],
  successCriteria: lines(one.successCriteria),
  tests: lines(one.tests),
  dependencies: one.dependencies === null ? null : one.dependencies.length === 0 ? 'None' : one.dependencies.join(', '),
  wish: wishOf(one),
});

/** The fields that nothing is said in yet, by the names that readers of plans know. */
const wishOf = ({ hours, files, deliverables, successCriteria, tests, dependencies }: DraftAchievement): string => {
  const missing = [
    'Goal',
    ...(hours === null ? ['Effort'] : []),
    ...(files.length + deliverables.length === 0 ? ['Deliverables'] : []),
    ...(successCriteria.length === 0 ? ['Success Criteria'] : []),
    ...(tests.length === 0 ? ['Tests'] : []),
    ...(dependencies === null ? ['Dependencies'] : []),
  ];
  return `what it is and why, in the form of the other fields; missing so far: ${missing.join(', ')}.`;
};

const lines = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => planLine(text)).filter((text) => text !== '');

const effortText = ({ least, most }: NonNullable<DraftAchievement['hours']>): string =>
  estimateText({ minHours: least, maxHours: most });

const totalText = (achievements: readonly DraftAchievement[]): string | null => {
  const known = achievements.flatMap(({ hours }) => hours ?? []);
  const sum = known.reduce((all, { least, most }) => ({ least: all.least + least, most: all.most + most }), {
    least: 0,
    most: 0,
  });
  return known.length === 0 ? null : effortText(sum);
};
