import { promptNeeds } from '../../documents/prompts/work-prompt-kinds.ts';
import type { WorkPromptKind } from '../../documents/prompts/work-prompt-kinds.ts';
import type { Problem } from '../../domain/problem.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { nearest } from '../../text/nearest.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { planAndIds } from '../plan-and-ids.ts';
import { refuse, text, usageProblem } from '../print.ts';
import { promptKinds } from '../prompt-kinds.ts';
import { discoveryOptions, withPlan } from '../with-plan.ts';

export const run: CommandRun = async (call) => {
  const [given, ...words] = call.args;
  const kind = given === 'synthesize' ? 'synthesise' : given;
  if (kind === undefined || !promptKinds.includes(kind)) return refuse(call, [unknownKind(given)]);
  const misplaced = misplacedOption(call, kind);
  if (misplaced !== undefined) return refuse(call, [misplaced]);
  if (kind === 'apply') return (await import('../run-fill-answer.ts')).runFillAnswer(call, words);
  const { plan, ids } = planAndIds(words);
  if (kind === 'fill') return (await import('../run-fill-prompt.ts')).runFillPrompt(call, plan, ids);
  if (kind === 'discovery') return discoveryPrompt(call, plan, ids);
  if (kind === 'next') {
    if (ids.length > 0)
      return refuse(call, [usageProblem('prompt next takes no id.', 'It finds the achievement itself.')]);
    return withPlan(call, plan, async (assembled) =>
      (await import('../run-work-prompt.ts')).runNextPrompt(call, assembled),
    );
  }
  const isWanted = promptNeeds[kind as WorkPromptKind].about === 'achievement';
  if (ids.length !== (isWanted ? 1 : 0)) {
    return refuse(call, [
      isWanted
        ? usageProblem(`prompt ${kind} needs one achievement id.`, `For instance: planloom prompt ${kind} @PLAN 1.1`)
        : usageProblem(`prompt ${kind} is about the plan as a whole.`, `For instance: planloom prompt ${kind} @PLAN`),
    ]);
  }
  return withPlan(call, plan, async (assembled) =>
    (await import('../run-work-prompt.ts')).runWorkPrompt(call, assembled, kind as WorkPromptKind, ids[0]),
  );
};

const unknownKind = (given: string | undefined): Problem => {
  const all = listInWords(promptKinds, 'or', promptKinds.length);
  if (given === undefined) return usageProblem('planloom prompt needs to know which.', `Give ${all}.`);
  const near = nearest(given, promptKinds);
  return usageProblem(
    `${given} is no kind of prompt.`,
    near.length > 0 ? `Did you mean ${listInWords(near, 'or')}?` : `Give ${all}.`,
  );
};

/** Options, and the kinds that they go with. */
const owners: readonly { readonly option: string; readonly flag: string; readonly kinds: readonly string[] }[] = [
  { option: 'level', flag: '--level', kinds: ['fill'] },
  { option: 'plan', flag: '--plan', kinds: ['fill'] },
  { option: 'agent', flag: '--agent', kinds: ['fill'] },
  { option: 'trust', flag: '--trust', kinds: ['fill'] },
  { option: 'scope', flag: '--scope', kinds: ['discovery'] },
  { option: 'assume', flag: '--assume', kinds: ['discovery'] },
  { option: 'yes', flag: '--yes', kinds: ['apply', 'fill'] },
  { option: 'dryRun', flag: '--dry-run', kinds: ['apply', 'fill'] },
];
const ofPrompts: readonly { readonly option: string; readonly flag: string }[] = [
  { option: 'output', flag: '--output' },
  { option: 'clipboard', flag: '--clipboard' },
  { option: 'maxTokens', flag: '--max-tokens' },
];

const misplacedOption = ({ options }: Call, kind: string): Problem | undefined => {
  const foreign = owners.find(({ option, kinds: own }) => options[option] !== undefined && !own.includes(kind));
  if (foreign !== undefined) {
    const where = listInWords(foreign.kinds.map((own) => `prompt ${own}`));
    return usageProblem(`${foreign.flag} goes with ${where} only.`, 'Leave it out.');
  }
  const hasAgent = options.agent !== undefined;
  if (kind === 'fill' && !hasAgent) {
    const writing = owners.find(
      ({ option }) => ['trust', 'yes', 'dryRun'].includes(option) && options[option] !== undefined,
    );
    if (writing !== undefined) {
      return usageProblem(
        `${writing.flag} goes with --agent here.`,
        'A prompt by itself writes nothing: leave it out.',
      );
    }
  }
  if (kind !== 'apply' && !hasAgent) return undefined;
  const printing = ofPrompts.find(
    ({ option }) => options[option] !== undefined && !(hasAgent && option === 'maxTokens'),
  );
  return printing === undefined
    ? undefined
    : usageProblem(`${printing.flag} goes with a prompt that is printed.`, 'No prompt is printed here: leave it out.');
};

/** The one that `discover --prompt` prints; an id means the inside of that achievement. */
const discoveryPrompt = (call: Call, plan: string | undefined, ids: readonly string[]): Promise<number> => {
  const [achievement, second] = ids;
  if (second !== undefined) {
    return refuse(call, [usageProblem('prompt discovery takes one id at most.', 'Leave the others out.')]);
  }
  const inside = achievement === undefined ? {} : { achievement, scope: text(call, 'scope') ?? '1' };
  const meant = { ...call, options: { ...call.options, ...inside } };
  const asked = discoveryOptions(meant);
  if (!asked.ok) return refuse(call, asked.error);
  if (achievement !== undefined && asked.value.scope !== 1) {
    return refuse(call, [usageProblem('An id goes with scope 1 only.', 'Leave the id out, or --scope.')]);
  }
  return withPlan(meant, plan, async (assembled) =>
    (await import('../run-discovery-prompt.ts')).runDiscoveryPrompt(meant, assembled),
  );
};
