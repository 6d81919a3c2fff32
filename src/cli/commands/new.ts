import type { CallsMade } from '../../app/asking/ask-twice.ts';
import { rootOf } from '../../app/open-plan.ts';
import type { Root } from '../../app/open-plan.ts';
import { heuristicPlan } from '../../app/planner/heuristic-plan.ts';
import { newPlan } from '../../app/planner/new-plan.ts';
import type { NewPlan } from '../../app/planner/new-plan.ts';
import { newPlanPlace } from '../../app/planner/plan-place.ts';
import type { NewPlanPlace } from '../../app/planner/plan-place.ts';
import { planWithAgent } from '../../app/planner/plan-with-agent.ts';
import { writeProblem } from '../../app/write-problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Look } from '../../reporting/look.ts';
import { nextLines } from '../../reporting/next-step.ts';
import { renderNewPlan } from '../../reporting/render-new-plan.ts';
import { sayNoAnswer, withAgent } from '../ask-agent.ts';
import type { AgentAtHand } from '../ask-agent.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';
import { requirementsArgument } from '../requirements-argument.ts';

export const run: CommandRun = async (call) => {
  const { world } = call;
  const wish = wishOf(call);
  if (!wish.ok) return refuse(call, wish.error);
  const { name, from, byRules } = wish.value;
  const requirements = await requirementsArgument(call, from);
  if (!requirements.ok) return refuse(call, requirements.error);
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const placeOf = await newPlanPlace(root, name);
  if (!placeOf.ok) return refuse(call, placeOf.error);
  const origin = { requirements: requirements.value, today: world.clock.now().toISOString().slice(0, 10) };
  const fileOf = ({ title }: { readonly title: string }): string => root.label(placeOf.value(title).file);

  if (byRules) {
    const draft = await heuristicPlan(requirements.value);
    if (!draft.ok) return refuse(call, draft.error);
    const plan = await newPlan(draft.value, { ...origin, planner: null }, fileOf(draft.value));
    if (!plan.ok) return refuse(call, plan.error);
    return keep(call, root, { plan: plan.value, agent: null, made: null, place: placeOf.value(draft.value.title) });
  }
  const planned = async (agent: AgentAtHand): Promise<number> => {
    const question = { ...origin, agent: agent.name, canRead: true, fileOf };
    const answered = await planWithAgent(question, agent.ask);
    if (!answered.ok) return sayNoAnswer(call, agent, answered.error);
    const { value: plan, made } = answered.value;
    return keep(call, root, { plan, agent: agent.name, made, place: placeOf.value(plan.draft.title) });
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

interface Wish {
  readonly name: string | undefined;
  readonly from: string;
  /** No model is asked. */
  readonly byRules: boolean;
}

/** `new plan NAME`, `new NAME`, or neither. */
const wishOf = (call: Call): Result<Wish> => {
  const { args, options } = call;
  const words = args[0]?.toLowerCase() === 'plan' ? args.slice(1) : args;
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
  return ok({ name, from, byRules: planner === 'heuristic' });
};

interface Planned {
  readonly plan: NewPlan;
  /** Null: rules. */
  readonly agent: string | null;
  readonly made: CallsMade | null;
  readonly place: NewPlanPlace;
}

/** Shows the plan, asks, and writes it where nothing is. */
const keep = async (call: Call, root: Root, planned: Planned): Promise<number> => {
  const { options, world } = call;
  const { plan, place } = planned;
  const file = root.label(place.file);
  const report = (what: string, look: Look): string => renderNewPlan({ ...planned, file, what }, look);
  const sources = new Map([[file, plan.text]]);
  const isDryRun = options.dryRun === true;
  if (!isDryRun && options.yes !== true) {
    world.terminal.err(report('would be written', world.terminal.errLook));
    await printProblems(call, options.json === true ? [] : plan.problems, sources);
    if (!world.terminal.interactive) {
      const advice = 'Add --yes to write it, or --dry-run to look only.';
      return refuse(call, [usageProblem('Nobody can be asked here, so nothing was written.', advice)]);
    }
    if (!(await world.terminal.confirm(`Write ${file}?`))) {
      world.terminal.err('Nothing was written.\n');
      return 1;
    }
  }
  const written = isDryRun ? ok(undefined) : await root.files.writeNew(place.file, plan.text);
  if (!written.ok) return refuse(call, [writeProblem(file, written.error)]);
  if (options.json === true) {
    printJson(call, 'new-plan', toJson(planned, file, !isDryRun));
    return 0;
  }
  const { terminal } = world;
  if (isDryRun || options.yes === true) {
    terminal.out(report(isDryRun ? 'would be written' : 'written', terminal.look));
    await printProblems(call, plan.problems, sources);
  } else terminal.out(`written  ${file}\n`);
  if (!isDryRun && options.quiet !== true) {
    const command = `planloom discover @${place.name}`;
    terminal.err(
      `${nextLines([{ say: 'Read it, change what is wrong, and write its graph:', command }], terminal.errLook).join('\n')}\n`,
    );
  }
  return 0;
};

const toJson = ({ plan, agent, made, place }: Planned, file: string, written: boolean) => {
  const { draft, graph, problems } = plan;
  return {
    plan: { name: place.name, title: draft.title, path: file, written },
    planner: agent === null ? 'heuristic' : 'agent',
    agent,
    calls: made,
    goal: draft.goal,
    complexity: draft.complexity,
    keyFeatures: draft.keyFeatures,
    technicalComponents: draft.technicalComponents,
    achievements: draft.achievements.map((one) => ({
      ...one,
      dependencies: graph.plan.achievements.find(({ id }) => id === one.id)?.dependencies ?? [],
      level: graph.levelOf.get(one.id) ?? 0,
    })),
    coordination: draft.coordination,
    risks: draft.risks,
    levels: graph.levels,
    conflicts: graph.plan.conflicts,
    criticalPath: graph.criticalPath,
    savings: graph.savings,
    text: plan.text,
    diagnostics: problems,
  };
};
