import { planDocument } from '../../documents/planner-document.ts';
import type { PlanOrigin } from '../../documents/planner-document.ts';
import { complexityBands } from '../../documents/planner-draft.ts';
import type { DraftAchievement, PlanDraft } from '../../documents/planner-draft.ts';
import { discover } from '../../discovery/discover.ts';
import { toPlan } from '../../discovery/to-plan.ts';
import type { ParsedPlan, PlannedAchievement } from '../../domain/plan.ts';
import { hasErrors } from '../../domain/problem.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { parsePlan } from '../../plan-document/parse-plan.ts';
import { planGraph } from '../plan-graph.ts';
import type { PlanGraph } from '../plan-graph.ts';

/** A PLAN that could be written now. */
export interface NewPlan {
  readonly draft: PlanDraft;
  readonly text: string;
  /** As everybody else will read it from `text`. */
  readonly graph: PlanGraph;
  /** Warnings and remarks. */
  readonly problems: readonly Problem[];
}

/**
 * The document of a draft, read back as any other PLAN is. Fails with what is wrong where it is no plan, or where it does
 * not say what the draft says. `file`: the name for it in problems and evidence.
 */
export const newPlan = async (draft: PlanDraft, origin: PlanOrigin, file: string): Promise<Result<NewPlan>> => {
  const text = planDocument(draft, origin);
  const parsed = await parsePlan(file, text);
  const discovery = discover({ plan: parsed });
  const plan = toPlan(discovery);
  if (!plan.ok) return plan;
  const wrong = [...differences(draft, parsed), ...discovery.problems.filter(({ severity }) => severity === 'error')];
  if (hasErrors(wrong)) return fail(wrong);
  return ok({
    draft,
    text,
    graph: planGraph(plan.value),
    problems: [...outsideBand(draft, file), ...alsoSaid(draft, plan.value.achievements), ...discovery.problems],
  });
};

/** What the words of the draft have made of the document that holds them. */
const differences = ({ achievements }: PlanDraft, parsed: ParsedPlan): readonly Problem[] => {
  const read = new Map(parsed.achievements.map((one) => [one.id, one]));
  const drafted = new Set(achievements.map(({ id }) => id));
  return [
    ...parsed.achievements
      .filter(({ id }) => !drafted.has(id))
      .map(({ id, position }) =>
        unreadable(
          parsed.file,
          position.line,
          `The texts of the plan read as an achievement ${id} that it does not have.`,
        ),
      ),
    ...achievements.flatMap((one) => {
      const found = read.get(one.id);
      const isSame = found !== undefined && found.title !== '' && sameHours(one, found);
      return isSame
        ? []
        : [
            unreadable(
              parsed.file,
              found?.position.line ?? 1,
              `The title of achievement ${one.id} cannot stand in a plan.`,
            ),
          ];
    }),
  ];
};

const sameHours = ({ hours }: DraftAchievement, { estimate }: { estimate: PlannedAchievement['estimate'] }): boolean =>
  hours === null
    ? estimate === null
    : estimate !== null && near(estimate.minHours, hours.least) && near(estimate.maxHours, hours.most);

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;

const unreadable = (file: string, line: number, message: string): Problem => ({
  rule: 'unreadable-title',
  severity: 'error',
  at: { file, line, column: 1 },
  message,
  advice: 'Write titles in plain words: without ids, hours, status or marks.',
});

const outsideBand = ({ complexity: { level }, achievements }: PlanDraft, file: string): readonly Problem[] => {
  const { least, most } = complexityBands[level];
  const count = achievements.length;
  if (count >= least && (most === null || count <= most)) return [];
  const band = most === null ? `${least} and more` : `${least} to ${most}`;
  const many = count < least ? 'few' : 'many';
  return [
    {
      rule: 'outside-band',
      severity: 'warning',
      at: { file },
      message: `${count === 1 ? 'One achievement is' : `${count} achievements are`} ${many} for a plan that is called ${level} (${band}).`,
      advice:
        count < least
          ? 'Look whether one of them is more than one piece of work.'
          : 'Look whether some of them are one piece of work.',
    },
  ];
};

/** Dependencies that sentences of the document state, and the draft does not. */
const alsoSaid = ({ achievements }: PlanDraft, planned: readonly PlannedAchievement[]): readonly Problem[] => {
  const drafted = new Map(achievements.map(({ id, dependencies }) => [id, new Set(dependencies)]));
  return planned.flatMap(({ id, dependencies }) =>
    dependencies
      .filter(({ on, strength }) => strength !== 'assumed' && drafted.get(id)?.has(on) !== true)
      .map(({ on, evidence: [first] }): Problem => ({
        rule: 'said-elsewhere',
        severity: 'warning',
        at: first === undefined ? { file: '.' } : { file: first.file, line: first.line, column: first.column },
        message: `The words of the plan also make ${id} wait for ${on}.`,
        advice: 'It counts; change the sentence if it is not meant.',
      })),
  );
};
