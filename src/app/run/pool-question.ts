import type { PlannedAchievement } from '../../domain/plan.ts';
import type { PoolQuestion } from '../../policy/choose-pool.ts';

/** What the pool of an achievement is chosen by: what the plan names, else its title, its goal, and what it delivers. */
export const poolQuestion = ({
  id,
  title,
  goal,
  deliverables,
  wishes,
}: PlannedAchievement): Required<PoolQuestion> => ({
  id,
  pool: wishes?.pool?.text ?? null,
  text: [title, goal ?? '', ...deliverables.map(({ text }) => text)].join('\n'),
});
