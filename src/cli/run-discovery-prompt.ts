import type { AssembledPlan } from '../app/assemble-plan.ts';
import { promptForDiscovery } from '../app/discovery-prompt.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { nextLines } from '../reporting/next-step.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';

/** What a model reads with care, and what leaves room for its answer. */
const usualTokens = 50_000;

/** `discover --prompt`: the prompt on stdout; its size, what was left out, and what to do with it on stderr. */
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
    const advice = `Give --max-tokens ${tokens} or more.`;
    return refuse(call, [
      usageProblem(
        `The shortest prompt for ${plan.name} has about ${tokens} tokens, more than ${maxTokens.value}.`,
        advice,
      ),
    ]);
  }
  if (call.options.json === true) {
    printJson(call, 'prompt', { scope: plan.scope, tokens, leftOut, text: prompt });
    return 0;
  }
  const { terminal } = call.world;
  terminal.out(prompt);
  await printProblems(call, [...disk.problems, ...discovery.problems].filter(isError), disk.sources);
  if (call.options.quiet === true) return 0;
  terminal.err(`About ${tokens.toLocaleString('en')} tokens, by estimate: a token for every four characters.\n`);
  if (leftOut.length > 0) terminal.err(`Left out: ${leftOut.join('; ')}. More room: --max-tokens.\n`);
  const scope = [
    ...(text(call, 'scope') === undefined ? [] : [` --scope ${plan.scope}`]),
    ...(achievement === undefined ? [] : [` --achievement ${achievement}`]),
  ].join('');
  const command = `planloom discover @${plan.name}${scope} --import answer.json`;
  const steps = [{ say: 'Give it to a model, save the whole answer, and bring it in:', command }];
  terminal.err(`${nextLines(steps, terminal.errLook).join('\n')}\n`);
  return 0;
};

const isError = ({ severity }: { readonly severity: string }): boolean => severity === 'error';

/** What `--max-tokens` says, else what a model reads with care. */
export const maxTokensOf = (call: Call): Result<number> => {
  const given = text(call, 'maxTokens');
  if (given === undefined) return ok(usualTokens);
  return /^[1-9]\d{0,8}$/.test(given)
    ? ok(Number(given))
    : fail([usageProblem(`--max-tokens ${given} is no number of tokens.`, 'Give a whole number such as 8000.')]);
};
