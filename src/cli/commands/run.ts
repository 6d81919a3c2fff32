import { costForecast } from '../../app/run/cost-forecast.ts';
import { planHistory } from '../../app/run/plan-history.ts';
import { planRun } from '../../app/run/plan-run.ts';
import type { PlannedRun } from '../../app/run/plan-run.ts';
import { readRunSource } from '../../app/run/run-source.ts';
import { startRun } from '../../app/run/start-run.ts';
import { runForecast } from '../../app/run-forecast.ts';
import type { RunState } from '../../journal/run-state.ts';
import { renderRunStart } from '../../reporting/run/render-run-start.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { followRun } from '../follow-run.ts';
import { agentsReady } from '../agents-ready.ts';
import { mayExecute } from '../may-execute.ts';
import { badInput, printJson, printProblems, refuse, text, usageProblem } from '../print.ts';
import { refuseToStartInside } from '../refuse-inside-attempt.ts';
import { runOptions } from '../run-options.ts';
import { runShowPrompt } from '../run-show-prompt.ts';

export const run: CommandRun = async (call) => {
  const { world, options } = call;
  const asked = runOptions(call);
  if (!asked.ok) return refuse(call, asked.error);
  const source = await readRunSource(world, call.args[0], text(call, 'root'));
  if (!source.ok) {
    const code = await refuse(call, source.error.problems, source.error.texts);
    return source.error.isNegative ? 1 : code;
  }
  const adapters = await world.runAdapters(source.value.state.place.root.path);
  const shown = text(call, 'showPrompt');
  if (shown !== undefined) return runShowPrompt(call, source.value, adapters, asked.value, shown);
  const planned = await planRun(source.value, adapters, asked.value);
  if (!planned.ok) return refuse(call, planned.error, source.value.texts);
  if (options.json !== true) await printProblems(call, planned.value.problems, planned.value.texts);
  const { prepared } = planned.value;
  if (prepared.nodes.length === 0) return nothingToDo(call, planned.value);

  const { plan } = planned.value.source.state.graph;
  const { root, file } = planned.value.source.state.place;
  // A question shows what it is about.
  const isAsked = options.yes !== true && world.terminal.interactive;
  const isShown = options.dryRun === true || isAsked || (options.quiet !== true && options.json !== true);
  const history = isShown ? await planHistory(root.runs, { name: plan.name, file }) : [];
  const preview = previewOf(planned.value, history);
  if (options.dryRun === true) {
    world.terminal.out(renderRunStart(preview, world.terminal.look));
    return 0;
  }
  if (isShown) {
    world.terminal.err(`${renderRunStart(preview, world.terminal.errLook)}\n`);
  }
  const refused = await refuseToStartInside(call);
  if (refused !== undefined) return refused;
  if (!(await agentsReady(call, planned.value))) return badInput;
  if (!(await mayExecute(call, adapters, planned.value))) return badInput;
  if (options.yes !== true) {
    if (!world.terminal.interactive) {
      return refuse(call, [usageProblem('Nobody can be asked here, so nothing was started.', 'Add --yes to start.')]);
    }
    if (!(await world.terminal.confirm('Start?'))) {
      world.terminal.err('Nothing was started.\n');
      return 1;
    }
  }
  return followRun(
    call,
    adapters.timer,
    () => Promise.resolve(history),
    (hooks) => startRun(planned.value, adapters, { guarded: options.guard !== false, ...hooks }),
  );
};

const previewOf = ({ source, prepared, after, memoryRemark }: PlannedRun, history: readonly RunState[]) => ({
  plan: source.state.graph.plan,
  nodes: prepared.nodes,
  settled: prepared.settled,
  settings: prepared.settings,
  integrationBranch: null,
  after: after?.runId ?? null,
  leftOut: [],
  loweredBecause: memoryRemark,
  forecast: runForecast(prepared.nodes, prepared.settings),
  costs: costForecast(prepared.nodes, history),
});

const nothingToDo = (call: Call, { prepared, after }: PlannedRun): number => {
  const { terminal } = call.world;
  if (call.options.json === true || call.options.jsonLines === true) {
    printJson(call, 'run-summary', {
      runId: null,
      outcome: 'succeeded',
      integrationBranch: after?.integrationBranch ?? null,
      nodes: prepared.settled.map(({ id, why }) => ({
        id,
        state: why === 'skipped' ? 'skipped' : 'succeeded',
        attempts: 0,
        before: true,
      })),
      makespanSeconds: 0,
      costUsd: null,
      reason: prepared.reason,
    });
  } else terminal.out(`${prepared.reason ?? ''}\n`);
  return 0;
};
