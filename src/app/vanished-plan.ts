import type { Problem } from '../domain/problem.ts';
import type { PlanPlace } from './open-plan.ts';

/**
 * Why nothing may be written for a plan any more, or nothing: its folder was moved or removed since it was read, and
 * would be made again with documents that belong to no plan.
 */
export const vanishedPlan = async ({ root, file }: PlanPlace): Promise<Problem | undefined> => {
  if (await root.files.exists(file)) return undefined;
  const label = root.label(file);
  return {
    rule: 'vanished-plan',
    severity: 'error',
    at: { file: label },
    message: `${label} is gone since it was read, so nothing was written.`,
    advice: 'Find out who moved it, and run the command again.',
  };
};
