import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearest } from '../text/nearest.ts';

/** The achievement that a person names by its id; fails with the nearest ids. */
export const findAchievement = <A extends { readonly id: AchievementId }>(
  {
    achievements,
    plan,
  }: { readonly achievements: readonly A[]; readonly plan: { readonly name: string; readonly file: string } },
  wanted: string,
): Result<A> => {
  const found = achievements.find(({ id }) => id === wanted.trim());
  if (found !== undefined) return ok(found);
  const ids = achievements.map(({ id }) => id);
  const near = nearest(wanted.trim(), ids);
  const range =
    ids.length === 0
      ? 'This plan has no achievement.'
      : ids.length === 1
        ? `This plan has ${ids[0]} alone.`
        : `This plan has ${ids.length} achievements, ${ids[0]} to ${ids.at(-1)}.`;
  const problem: Problem = {
    rule: 'unknown-achievement',
    severity: 'error',
    at: { file: plan.file },
    message: `${plan.name} has no achievement ${wanted}.`,
    advice: near.length === 0 ? range : `Did you mean ${listInWords(near, 'or')}? ${range}`,
  };
  return fail([problem]);
};
