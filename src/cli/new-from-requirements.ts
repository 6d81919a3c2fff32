import { rootOf } from '../app/open-plan.ts';
import type { Root } from '../app/open-plan.ts';
import { heuristicPlan } from '../app/planner/heuristic-plan.ts';
import { newPlan } from '../app/planner/new-plan.ts';
import { newPlanPlace } from '../app/planner/plan-place.ts';
import type { NewPlanPlace } from '../app/planner/plan-place.ts';
import { planOfAnswer, planWithAgent } from '../app/planner/plan-with-agent.ts';
import { writeProblem } from '../app/write-problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Problem } from '../domain/problem.ts';
import { nobodyToAsk, sayKept, sayNoAnswer, withAgent } from './ask-agent.ts';
import type { AgentAtHand } from './ask-agent.ts';
import type { Call } from './command-spec.ts';
import { keepNewPlan, nobodyAsked } from './keep-new-plan.ts';
import { refuse, text, usageProblem } from './print.ts';
import { readArgument } from './read-argument.ts';
import { requirementsArgument } from './requirements-argument.ts';
import { shellWord } from '../text/shell-word.ts';
import { today } from './today.ts';

/** `new plan NAME --from …`: has a plan made from requirements, shows it, asks, and writes it. `words`: the NAME, or none. */
export const newFromRequirements = async (call: Call, words: readonly string[]): Promise<number> => {
  const { world } = call;
  const wish = wishOf(call, words);
  if (!wish.ok) return refuse(call, wish.error);
  const { name, from, byRules, answer: answerFile } = wish.value;
  const requirements = await requirementsArgument(call, from);
  if (!requirements.ok) return refuse(call, requirements.error);
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const placeOf = await newPlanPlace(root, name);
  if (!placeOf.ok) return refuse(call, placeOf.error);
  const origin = { requirements: requirements.value, today: today(world) };
  const fileOf = ({ title }: { readonly title: string }): string => root.label(placeOf.value(title).file);

  if (byRules) {
    const planned = await heuristicPlan(requirements.value);
    if (!planned.ok) return refuse(call, planned.error);
    const { draft, leftOut } = planned.value;
    const made = await newPlan(draft, { ...origin, planner: null }, fileOf(draft));
    if (!made.ok) return refuse(call, made.error);
    const plan = { ...made.value, problems: [...leftOut, ...made.value.problems] };
    return keepNewPlan(call, root, { ...nobodyAsked, plan, place: placeOf.value(draft.title) });
  }
  if (answerFile !== undefined) {
    const read = await readArgument(call, answerFile, maxAnswerBytes);
    if (!read.ok) return refuse(call, read.error);
    const { label, text: answer } = read.value;
    const planner = text(call, 'agent') ?? label;
    const plan = await planOfAnswer(label, answer, { ...origin, planner }, fileOf);
    if (!plan.ok) return refuse(call, plan.error, new Map([[label, answer]]));
    return keepNewPlan(call, root, {
      ...nobodyAsked,
      plan: plan.value,
      place: placeOf.value(plan.value.draft.title),
      answer: label,
    });
  }
  const vain =
    nobodyToAsk(call) ?? (call.options.dryRun === true ? undefined : await whyNotKept(root, placeOf.value('')));
  if (vain !== undefined) return refuse(call, [vain]);
  const commandFor = (agent: string) => (file: string) =>
    `planloom new plan ${name === undefined ? '' : `${shellWord(name)} `}--from ${shellWord(from)} --agent ${agent} --answer ${shellWord(file)}`;
  const planned = async (agent: AgentAtHand): Promise<number> => {
    const question = { ...origin, agent: agent.name, canRead: true, fileOf };
    const answered = await planWithAgent(question, agent.ask);
    if (!answered.ok) return sayNoAnswer(call, agent, answered.error, commandFor(agent.name));
    const { value: plan, text: answer, made } = answered.value;
    const onLoss = (): Promise<string> => sayKept(call, agent, answer, commandFor(agent.name));
    const place = placeOf.value(plan.draft.title);
    return keepNewPlan(call, root, { plan, agent: agent.name, answer: null, made, place, onLoss });
  };
  return withAgent(
    call,
    root,
    root.path,
    planned,
    undefined,
    'To plan without a model, by rules: --planner heuristic.',
  );
};

/** An answer with a thousand achievements is a tenth of that. */
const maxAnswerBytes = 2_000_000;

/** Why the plan could not be written. */
const whyNotKept = async (root: Root, { file }: NewPlanPlace): Promise<Problem | undefined> => {
  const may = await root.files.mayWriteNew(file);
  return may.ok || may.error.reason === 'exists' ? undefined : writeProblem(root.label(file), may.error);
};

interface Wish {
  readonly name: string | undefined;
  readonly from: string;
  /** No model is asked. */
  readonly byRules: boolean;
  /** The file of an answer that somebody gave before. */
  readonly answer: string | undefined;
}

const wishOf = (call: Call, words: readonly string[]): Result<Wish> => {
  const { options } = call;
  const [name, more] = words;
  if (more !== undefined) {
    return fail([usageProblem(`"${more}" is one word too many.`, 'Say planloom new plan NAME --from "…".')]);
  }
  const from = text(call, 'from');
  if (from === undefined) {
    const advice = 'Give them with --from: in words, as a file, or - for stdin.';
    return fail([usageProblem('A plan is made from requirements, and there are none.', advice)]);
  }
  const planner = text(call, 'planner');
  if (planner !== undefined && planner !== 'heuristic' && planner !== 'agent') {
    const advice = 'Give heuristic, which asks no model, or agent; --agent says which agent.';
    return fail([usageProblem(`--planner ${planner} is not known.`, advice)]);
  }
  if (planner === 'heuristic' && options.agent !== undefined) {
    return fail([usageProblem('--agent and --planner heuristic contradict each other.', 'Give one of them.')]);
  }
  const answer = text(call, 'answer');
  if (planner === 'heuristic' && answer !== undefined) {
    return fail([usageProblem('--answer and --planner heuristic contradict each other.', 'Give one of them.')]);
  }
  return ok({ name, from, byRules: planner === 'heuristic', answer });
};
