import type { AssembledPlan } from '../app/assemble-plan.ts';
import { promptForDiscovery } from '../app/discovery-prompt.ts';
import { planArgument } from '../app/plan-argument.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Call } from './command-spec.ts';
import { deliverPrompt } from './deliver-prompt.ts';
import { printProblems, refuse, text, usageProblem } from './print.ts';

/** What a model reads with care, and what leaves room for its answer. */
const usualTokens = 50_000;

/** `discover --prompt` and `prompt discovery`: the prompt, and what was left out of it. */
export const runDiscoveryPrompt = async (call: Call, assembled: AssembledPlan): Promise<number> => {
  const maxTokens = maxTokensOf(call);
  if (!maxTokens.ok) return refuse(call, maxTokens.error);
  const { disk, discovery, graph } = assembled;
  const { plan } = graph;
  const achievement = text(call, 'achievement');
  const made = await promptForDiscovery(assembled, {
    maxTokens: maxTokens.value,
    ...(achievement === undefined ? {} : { achievement }),
  });
  if (!made.ok) return refuse(call, made.error, disk.sources);
  const { text: prompt, tokens, leftOut, fits } = made.value;
  if (!fits) {
    const message = `The shortest prompt for ${plan.name} has about ${tokens} tokens, more than ${maxTokens.value}.`;
    return refuse(call, [usageProblem(message, `Give --max-tokens ${tokens} or more.`)]);
  }
  if (call.options.json !== true) {
    await printProblems(call, [...disk.problems, ...discovery.problems].filter(isError), disk.sources);
  }
  const scope = [
    ...(text(call, 'scope') === undefined ? [] : [` --scope ${plan.scope}`]),
    ...(achievement === undefined ? [] : [` --achievement ${achievement}`]),
  ].join('');
  const command = `planloom discover ${planArgument(plan)}${scope} --import answer.json`;
  return deliverPrompt(call, {
    text: prompt,
    tokens,
    leftOut,
    facts: { prompt: 'discovery', plan: plan.name, achievement: achievement ?? null, scope: plan.scope },
    steps: [{ say: 'Give it to a model, save the whole answer, and bring it in:', command }],
  });
};

const isError = ({ severity }: { readonly severity: string }): boolean => severity === 'error';

/** What `--max-tokens` says, else what a model reads with care. */
export const maxTokensOf = (call: Call, usual = usualTokens): Result<number> => {
  const given = text(call, 'maxTokens');
  if (given === undefined) return ok(usual);
  return /^[1-9]\d{0,8}$/.test(given)
    ? ok(Number(given))
    : fail([usageProblem(`--max-tokens ${given} is no number of tokens.`, 'Give a whole number such as 8000.')]);
};
