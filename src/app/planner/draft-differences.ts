import type { DraftAchievement, PlanDraft } from '../../documents/planner-draft.ts';
import type { ParsedPlan, PlannedAchievement } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';

/** What the words of the draft have made of the document that holds them. */
export const differences = (
  { achievements }: Pick<PlanDraft, 'achievements'>,
  parsed: ParsedPlan,
): readonly Problem[] => {
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
      const line = found?.position.line ?? 1;
      if (found === undefined || found.title === '' || !sameHours(one, found)) {
        return [unreadable(parsed.file, line, `The title of achievement ${one.id} cannot stand in a plan.`)];
      }
      return found.documentStatus === null
        ? []
        : [unreadable(parsed.file, line, `The title of achievement ${one.id} says how far it is.`)];
    }),
  ];
};

/** Whether the hours that are read are those that were given. */
export const sameHours = (
  { hours }: Pick<DraftAchievement, 'hours'>,
  { estimate }: Pick<PlannedAchievement, 'estimate'>,
): boolean =>
  hours === null
    ? estimate === null
    : estimate !== null && near(estimate.minHours, hours.least) && near(estimate.maxHours, hours.most);

const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.001;

const unreadable = (file: string, line: number, message: string): Problem => ({
  rule: 'unreadable-title',
  severity: 'error',
  at: { file, line, column: 1 },
  message,
  advice: 'Write titles in plain words: without ids, hours, status or marks.',
});
