import { posix } from 'node:path';
import { askTwice } from '../app/asking/ask-twice.ts';
import type { AssembledPlan, AssembleOptions } from '../app/assemble-plan.ts';
import { promptForDiscovery } from '../app/discovery-prompt.ts';
import { planArgument } from '../app/plan-argument.ts';
import type { ImportedAnswer } from '../app/import-answer.ts';
import type { RefusalRule, RefusedProposal } from '../app/proposal-outcome.ts';
import { writeProblem } from '../app/write-problem.ts';
import { withRefusedAnswer } from '../documents/refused-answer.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { readAnswer } from '../parallel-json/read-answer.ts';
import { refusalToWrite } from '../workspace/refusal-to-write.ts';
import { nobodyToAsk, sayKept, sayNoAnswer, withAgent } from './ask-agent.ts';
import type { Call } from './command-spec.ts';
import { refuse, text, usageProblem } from './print.ts';
import { shellWord } from '../text/shell-word.ts';
import { maxTokensOf } from './run-discovery-prompt.ts';
import { keepAnswer, weighAnswer } from './run-import.ts';

/** `discover --agent`: puts the discovery prompt to an agent, and brings in its answer as `--import` does. */
export const runDiscoveryAgent = async (
  call: Call,
  current: AssembledPlan,
  options: Pick<AssembleOptions, 'scope' | 'assume'>,
): Promise<number> => {
  const maxTokens = maxTokensOf(call);
  if (!maxTokens.ok) return refuse(call, maxTokens.error);
  const achievement = text(call, 'achievement');
  const made = await promptForDiscovery(current, {
    maxTokens: maxTokens.value,
    ...(achievement === undefined ? {} : { achievement }),
  });
  if (!made.ok) return refuse(call, made.error, current.disk.sources);
  const { text: prompt, tokens, fits } = made.value;
  if (!fits) {
    const message = `The shortest prompt for ${current.graph.plan.name} has about ${tokens} tokens, more than ${maxTokens.value}.`;
    return refuse(call, [usageProblem(message, `Give --max-tokens ${tokens} or more.`)]);
  }
  const vain = nobodyToAsk(call) ?? (call.options.dryRun === true ? undefined : await whyNotKept(current));
  if (vain !== undefined) return refuse(call, [vain]);
  const name = planArgument(current.graph.plan);
  const within = [
    ...(options.scope === undefined ? [] : [` --scope ${options.scope}`]),
    ...(achievement === undefined ? [] : [` --achievement ${achievement}`]),
  ].join('');
  const commandFor = (file: string): string => `planloom discover ${name}${within} --import ${shellWord(file)}`;
  // All that counts stands in the prompt: the agent needs to look at nothing.
  return withAgent(call, current.place.root, null, async (agent) => {
    const answered = await askTwice(
      {
        agent: agent.name,
        prompt: (refused) => withRefusedAnswer(prompt, refused),
        read: (file, answer, isLast) => readProposals(file, answer, isLast),
      },
      agent.ask,
    );
    if (!answered.ok) return sayNoAnswer(call, agent, answered.error, commandFor);
    const { value, text: answerText, made: calls } = answered.value;
    const onLoss = (): Promise<string> => sayKept(call, agent, answerText, commandFor);
    return keepAnswer(call, current, { ...value, asked: { agent: agent.name, made: calls, onLoss } });
  });

  async function readProposals(
    file: string,
    answerText: string,
    isLast: boolean,
  ): Promise<Result<{ readonly imported: ImportedAnswer; readonly answerText: string }>> {
    const answer = readAnswer(file, answerText);
    if (!answer.ok) return answer;
    const imported = await weighAnswer(call, current, answer.value, options);
    if (!imported.ok) return imported;
    const slips = isLast ? [] : imported.value.refused.filter(({ rule }) => mendable.has(rule));
    return slips.length > 0 ? fail(slips.map(toProblem)) : ok({ imported: imported.value, answerText });
  }
};

/** Why nothing that is accepted could be written. */
const whyNotKept = async ({ graph, disk, place }: AssembledPlan): Promise<Problem | undefined> => {
  const refusal = refusalToWrite({ plan: graph.plan, sharedWith: disk.documents.sharedWith });
  if (refusal !== undefined) return refusal;
  const { root, folder } = place;
  const beside = posix.join(folder, '.parallel.json.new');
  const may = await root.files.mayWriteNew(beside);
  return may.ok || may.error.reason === 'exists' ? undefined : writeProblem(root.label(folder), may.error);
};

/** What a second look can put right. What contradicts the plan is refused for good. */
const mendable: ReadonlySet<RefusalRule> = new Set(['unknown-id', 'needs-itself', 'unproved-citation', 'closes-cycle']);

const toProblem = ({ rule, at, because, advice }: RefusedProposal): Problem => ({
  rule,
  severity: 'error',
  at,
  message: because,
  advice,
});
