import type { AssembledPlan } from '../app/assemble-plan.ts';
import { planArgument } from '../app/plan-argument.ts';
import { makeWorkPrompt } from '../app/prompts/make-work-prompt.ts';
import { nextPrompt } from '../app/prompts/next-prompt.ts';
import { reportStatus } from '../app/report-status.ts';
import { nextSteps } from '../app/status-view.ts';
import type { NextStep } from '../app/status-view.ts';
import { estimatedTokens } from '../documents/token-estimate.ts';
import type { WorkPromptKind } from '../documents/prompts/work-prompt-kinds.ts';
import { nextLines } from '../reporting/next-step.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { Call } from './command-spec.ts';
import { deliverPrompt } from './deliver-prompt.ts';
import { printJson, refuse, usageProblem } from './print.ts';
import { maxTokensOf } from './run-discovery-prompt.ts';

/** A prompt is short, so that there is room for the work. */
const usualTokens = 25_000;

/** `prompt <kind>`: the prompt of this kind, about `id` where it is about an achievement. */
export const runWorkPrompt = async (
  call: Call,
  assembled: AssembledPlan,
  kind: WorkPromptKind,
  id: string | undefined,
): Promise<number> => deliver(call, assembled, await reportStatus(assembled), kind, id, []);

/** `prompt next`: the one for where the plan stands. The exit code is 1 where nothing can be done now. */
export const runNextPrompt = async (call: Call, assembled: AssembledPlan): Promise<number> => {
  const report = await reportStatus(assembled);
  const { prompt, first } = await nextPrompt(assembled, report);
  const plan = planArgument(assembled.graph.plan);
  const step = nextSteps(assembled, report)[0]!;
  if (prompt === null) {
    if (call.options.json === true) {
      const { name } = assembled.graph.plan;
      printJson(call, 'prompt', { prompt: null, plan: name, achievement: null, action: first, text: null });
    } else {
      const { terminal } = call.world;
      terminal.err(`${['No prompt helps now.', ...nextLines([step], terminal.errLook)].join('\n')}\n`);
    }
    return 1;
  }
  const { kind, id, action, purpose } = prompt;
  const command = `planloom prompt ${kind} ${plan}${id === undefined ? '' : ` ${id}`}`;
  return deliver(call, assembled, report, kind, id, [
    ...(action === first ? [] : [step]),
    { say: `For: ${purpose} The same again:`, command },
  ]);
};

const deliver = async (
  call: Call,
  assembled: AssembledPlan,
  report: StatusReport,
  kind: WorkPromptKind,
  id: string | undefined,
  steps: readonly NextStep[],
): Promise<number> => {
  const maxTokens = maxTokensOf(call, usualTokens);
  if (!maxTokens.ok) return refuse(call, maxTokens.error);
  const made = await makeWorkPrompt(assembled, report, kind, id, maxTokens.value);
  if (!made.ok) return refuse(call, made.error, assembled.disk.sources);
  const tokens = estimatedTokens(made.value);
  if (tokens > maxTokens.value && call.options.maxTokens !== undefined) {
    const message = `The shortest prompt${id === undefined ? '' : ` for ${id}`} has about ${tokens} tokens, more than ${maxTokens.value}.`;
    return refuse(call, [usageProblem(message, `Give --max-tokens ${tokens} or more.`)]);
  }
  return deliverPrompt(call, {
    text: made.value,
    tokens,
    leftOut: [],
    facts: { prompt: kind, plan: assembled.graph.plan.name, achievement: id ?? null },
    steps,
  });
};
