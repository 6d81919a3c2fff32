import type { CallsMade } from '../app/asking/ask-twice.ts';
import type { Root } from '../app/open-plan.ts';
import type { NewPlan } from '../app/planner/new-plan.ts';
import type { NewPlanPlace } from '../app/planner/plan-place.ts';
import { writeProblem } from '../app/write-problem.ts';
import { ok } from '../domain/result.ts';
import type { Look } from '../reporting/look.ts';
import { nextLines } from '../reporting/next-step.ts';
import { renderNewPlan } from '../reporting/render-new-plan.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, usageProblem } from './print.ts';

/** A plan that is ready to be written, and how it came about. */
export interface Planned {
  readonly plan: NewPlan;
  /** Who was asked; null: nobody. */
  readonly agent: string | null;
  /** The file of an answer that was brought. */
  readonly answer: string | null;
  readonly made: CallsMade | null;
  readonly place: NewPlanPlace;
  /** Keeps the answer where the plan is not written; answers with the name of its file. */
  readonly onLoss: () => Promise<string | null>;
}

/** Nobody was asked, so nothing can be lost. */
export const nobodyAsked = { agent: null, answer: null, made: null, onLoss: () => Promise.resolve(null) } as const;

/** Shows the plan, asks, and writes it where nothing is. */
export const keepNewPlan = async (call: Call, root: Root, planned: Planned): Promise<number> => {
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
      await planned.onLoss();
      return 1;
    }
  }
  const written = isDryRun ? ok(undefined) : await root.files.writeNew(place.file, plan.text);
  if (!written.ok) {
    const kept = await planned.onLoss();
    const problem = writeProblem(file, written.error);
    const isTaken = written.error.reason === 'exists';
    const advice = kept === null ? 'Run the command again.' : 'Take the answer that is kept, with another NAME.';
    return refuse(call, [isTaken ? { ...problem, advice } : problem]);
  }
  if (options.json === true) {
    const answerFile = isDryRun ? await planned.onLoss() : null;
    printJson(call, 'new-plan', { ...toJson(planned, file, !isDryRun), answerFile });
    return 0;
  }
  const { terminal } = world;
  if (isDryRun || options.yes === true) {
    terminal.out(report(isDryRun ? 'would be written' : 'written', terminal.look));
    await printProblems(call, plan.problems, sources);
  } else terminal.out(`written  ${file}\n`);
  if (isDryRun) await planned.onLoss();
  else if (options.quiet !== true) {
    const command = `planloom discover @${place.name}`;
    terminal.err(
      `${nextLines([{ say: 'Read it, change what is wrong, and write its graph:', command }], terminal.errLook).join('\n')}\n`,
    );
  }
  return 0;
};

const toJson = ({ plan, agent, answer, made, place }: Planned, file: string, written: boolean) => {
  const { draft, graph, problems } = plan;
  return {
    plan: { name: place.name, title: draft.title, path: file, written },
    planner: agent === null && answer === null ? 'heuristic' : 'agent',
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
