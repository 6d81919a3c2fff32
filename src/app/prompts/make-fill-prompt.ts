import { fillPrompt } from '../../documents/prompts/fill-prompt.ts';
import type { FillAchievement, FillPrompt } from '../../documents/prompts/fill-prompt.ts';
import { bytesOfTokens } from '../../documents/token-estimate.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import { ownTemplateOf } from '../own-template-of.ts';
import { planArgument } from '../plan-argument.ts';
import type { FillDocument } from './fill-documents.ts';
import { sectionOf } from './section-of.ts';

/** The prompt, the ids it asks about, how many parts they have, and those that had no room. */
export interface MadeFillPrompt extends FillPrompt {
  readonly asked: readonly AchievementId[];
  readonly parts: number;
  readonly leftOut: readonly AchievementId[];
}

/**
 * The prompt that asks for texts for what is open in these documents, of about `maxTokens`; at least one of them has an
 * open part. Fails only where the workspace's own template does.
 */
export const makeFillPrompt = async (
  assembled: AssembledPlan,
  documents: readonly FillDocument[],
  maxTokens: number,
): Promise<Result<MadeFillPrompt>> => {
  const { place, graph } = assembled;
  const { plan } = graph;
  const own = await ownTemplateOf(place.root, 'prompt-fill');
  if (!own.ok) return own;
  const achievements = plan.achievements.flatMap((achievement): readonly FillAchievement[] => {
    const open = documents.filter(({ id, parts }) => id === achievement.id && parts.length > 0);
    return open.length === 0 ? [] : [asked(assembled, achievement, documents, open)];
  });
  const whole = documents.find(({ kind }) => kind === 'plan');
  const open = whole === undefined ? null : { text: whole.text, parts: whole.parts };
  const named = { name: plan.name, file: place.file, argument: planArgument(plan) };
  const made = fillPrompt({ plan: named, open, achievements }, bytesOfTokens(maxTokens), own.value);
  if (!made.ok) return made;
  const shown = achievements.slice(0, made.value.shown);
  return ok({
    ...made.value,
    asked: shown.map(({ id }) => id),
    parts: shown.reduce(
      (sum, one) => sum + one.documents.reduce((count, { parts }) => count + parts.length, 0),
      open?.parts.length ?? 0,
    ),
    leftOut: achievements.slice(made.value.shown).map(({ id }) => id),
  });
};

const asked = (
  { disk, graph }: AssembledPlan,
  achievement: PlannedAchievement,
  documents: readonly FillDocument[],
  open: readonly FillDocument[],
): FillAchievement => {
  const { id, title, dependencies } = achievement;
  const subplan = documents.find((one) => one.id === id && one.kind === 'subplan');
  const firm = subplan?.parts.length === 0 ? subplan : undefined;
  return {
    id,
    title,
    section: sectionOf(disk, achievement),
    needs: dependencies.map(({ on }) => on),
    conflicts: graph.plan.conflicts.flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : [])),
    subplan:
      firm !== undefined && open.some(({ kind }) => kind === 'task') ? { file: firm.path, text: firm.text } : null,
    documents: open.map(({ path, parts }) => ({ file: path, parts })),
  };
};
