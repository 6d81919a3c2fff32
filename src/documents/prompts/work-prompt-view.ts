import type { ForeignText } from '../fenced-text.ts';
import { code } from '../markdown-text.ts';
import { achievementFields } from './achievement-fields.ts';
import { span, viewTools } from './prompt-view-tools.ts';
import { stateFields } from './state-fields.ts';
import type { PromptAchievement, WorkPromptInput } from './work-prompt-input.ts';

/**
 * What the templates of prompts show; every prompt has all fields, and null or an empty list where there is nothing. What
 * others have written is in code spans, or stands for a fence.
 */
export const workPromptView = (input: WorkPromptInput, share: number, fence: (text: ForeignText) => string): object => {
  const { plan, achievement, state } = input;
  const tools = viewTools(share, fence);
  const title = plan.title.replace(/^PLAN:?\s+/i, '');
  return {
    planName: code(plan.name),
    planTitle: title.toLowerCase() === plan.name.toLowerCase() ? null : span(title),
    planFile: code(plan.file),
    commands: commandsFor(plan.argument, achievement),
    ...achievementFields(achievement, tools),
    ...stateFields(state, tools),
  };
};

const commandsFor = (plan: string, achievement: PromptAchievement | null) => {
  const about = achievement === null ? `${plan} <id>` : `${plan} ${achievement.id}`;
  const one = achievement === null ? '' : ` --achievement ${achievement.id}`;
  return {
    check: code(`planloom check ${plan}`),
    status: code(`planloom status ${plan}`),
    discover: code(`planloom prompt discovery ${plan}`),
    prompt: code(`planloom prompt next ${plan}`),
    stats: code('planloom stats'),
    createSubplan: code(`planloom subplan ${plan}${one} --yes`),
    createExecution: code(`planloom execution ${plan}${one} --yes`),
    continueSubplan: code(`planloom prompt continue-subplan ${about}`),
    mend: code(`planloom prompt fix ${about}`),
    review: code(`planloom prompt review ${about}`),
    approve: code(`planloom approve ${about} --reason "…"`),
    fix: code(`planloom fix ${about} --reason "…"`),
  };
};
