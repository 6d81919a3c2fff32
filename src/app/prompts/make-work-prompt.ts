import { promptNeeds } from '../../documents/prompts/work-prompt-kinds.ts';
import type { WorkPromptKind } from '../../documents/prompts/work-prompt-kinds.ts';
import { workPrompt } from '../../documents/prompts/work-prompt.ts';
import { bytesOfTokens } from '../../documents/token-estimate.ts';
import type { Result } from '../../domain/result.ts';
import { findAchievement } from '../../workspace/find-achievement.ts';
import type { StatusReport } from '../../workspace/status-report.ts';
import type { AssembledPlan } from '../assemble-plan.ts';
import { ownTemplateOf } from '../own-template-of.ts';
import { planArgument } from '../plan-argument.ts';
import { promptAchievement } from './prompt-achievement.ts';
import { promptState } from './prompt-state.ts';

/**
 * The prompt of this kind, of about `maxTokens`. `id`: the achievement that it is about, where it is about one. Fails where
 * the id is unknown, where a document that it needs is missing, and where the workspace's own template does.
 */
export const makeWorkPrompt = async (
  assembled: AssembledPlan,
  report: StatusReport,
  kind: WorkPromptKind,
  id: string | undefined,
  maxTokens: number,
): Promise<Result<string>> => {
  const { plan } = assembled.graph;
  const { root, file } = assembled.place;
  const needs = promptNeeds[kind];
  const maxBytes = bytesOfTokens(maxTokens);
  const own = await ownTemplateOf(root, `prompt-${kind}`);
  if (!own.ok) return own;
  const named = { name: plan.name, title: plan.title, file, argument: planArgument(plan) };
  if (needs.about === 'plan') {
    const state = await promptState(assembled, report, needs);
    return workPrompt({ kind, plan: named, achievement: null, state }, maxBytes, own.value);
  }
  const found = findAchievement({ achievements: plan.achievements, plan }, id ?? '');
  if (!found.ok) return found;
  const achievement = await promptAchievement(assembled, report, found.value, needs);
  if (!achievement.ok) return achievement;
  return workPrompt({ kind, plan: named, achievement: achievement.value, state: null }, maxBytes, own.value);
};
