import { plan as template } from '../generated/templates.js';
import { tidyDocument } from './document-template.ts';
import { foreignFence } from './foreign-fence.ts';
import { code } from './markdown-text.ts';
import type { DraftAchievement, PlanDraft } from './planner-draft.ts';
import { planLine, planLines } from './planner-text.ts';
import { templateHelpers } from './template-helpers.ts';

/** How a draft came about, and when. */
export interface PlanOrigin {
  /** Who planned: the name of an executor; null: rules, no model. */
  readonly planner: string | null;
  /** As they were given. */
  readonly requirements: string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** So much of the requirements is kept in the plan, in bytes. */
const keptRequirements = 12_000;

/** A draft as a PLAN document. The same draft and origin give the same bytes. */
export const planDocument = (draft: PlanDraft, { planner, requirements, today }: PlanOrigin): string => {
  // Ids in the words of somebody who does not know ours mean something else.
  const ids: ReadonlySet<string> = new Set(planner === null ? draft.achievements.map(({ id }) => id) : []);
  const line = (text: string): string => planLine(text, ids);
  const lines = (texts: readonly string[]): readonly string[] =>
    texts.map((text) => planLines(text, ids).join('\n    ')).filter((text) => text !== '');
  const list = (texts: readonly string[]): readonly string[] => texts.map(line).filter((text) => text !== '');
  const numbers = [...new Set(draft.achievements.map(({ priority }) => priority))].sort((a, b) => a - b);
  const view = {
    title: line(draft.title),
    today,
    plannedBy: planner === null ? 'rules, without a model' : code(planner),
    byRules: planner === null,
    goal: line(draft.goal),
    level: draft.complexity.level,
    count: `${draft.achievements.length} ${draft.achievements.length === 1 ? 'achievement' : 'achievements'}`,
    reasons: list(draft.complexity.reasons),
    keyFeatures: list(draft.keyFeatures),
    technicalComponents: list(draft.technicalComponents),
    priorities: numbers.map((number) => ({
      number,
      label: line(draft.priorities.get(number) ?? ''),
      achievements: draft.achievements
        .filter(({ priority }) => priority === number)
        .map((one) => {
          const [goal = line(one.title), ...details] = planLines(one.description, ids);
          return {
            id: one.id,
            title: line(one.title),
            goal,
            details,
            effort: effortText(one),
            deliverables: [...one.files.map(code), ...lines(one.deliverables)],
            successCriteria: lines(one.successCriteria),
            tests: lines(one.tests),
            dependencies: dependenciesText(one),
          };
        }),
    })),
    coordination: list(draft.coordination),
    risks: list(draft.risks),
    requirements: foreignFence(requirements, keptRequirements),
  };
  return tidyDocument(template(view, { helpers: templateHelpers }));
};

const effortText = ({ hours, effort }: DraftAchievement): string | null => {
  if (hours === null) return null;
  const { least, most } = hours;
  const amount = least === most ? `${most}` : `${least}-${most}`;
  return `${amount} ${most === 1 ? 'hour' : 'hours'}${effort === null ? '' : ` (${effort})`}`;
};

const dependenciesText = ({ dependencies }: DraftAchievement): string | null =>
  dependencies === null ? null : dependencies.length === 0 ? 'None' : dependencies.join(', ');
