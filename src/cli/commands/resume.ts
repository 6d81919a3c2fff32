import { completeRun } from '../../app/run/complete-run.ts';
import { findRun } from '../../app/run/find-run.ts';
import { planHistory } from '../../app/run/plan-history.ts';
import { heirOf } from '../../app/run/known-run.ts';
import { planResume, resumeRun, whyNotResume } from '../../app/run/resume-run.ts';
import { rootOf } from '../../app/open-plan.ts';
import { runSummary } from '../../app/run-summary.ts';
import { runSummaryJson } from '../../app/run-summary-json.ts';
import { budgetOptions } from '../budget-options.ts';
import type { CommandRun } from '../command-spec.ts';
import { followRun } from '../follow-run.ts';
import { agentsReady } from '../agents-ready.ts';
import { mayExecute } from '../may-execute.ts';
import { badInput, printJson, refuse, text } from '../print.ts';
import { refuseToStartInside } from '../refuse-inside-attempt.ts';

export const run: CommandRun = async (call) => {
  const { world, options } = call;
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const found = await findRun(root.runs, call.args[0]);
  if (!found.ok) return refuse(call, found.error);
  const budget = budgetOptions(call);
  if (!budget.ok) return refuse(call, budget.error);
  const asked = { retryFailed: options.retryFailed === true, budget: budget.value };
  const heir = await heirOf(root.runs, found.value.state.runId);
  const whyNot = whyNotResume(found.value, heir, asked);
  if (whyNot !== null) {
    const { state, isLive } = found.value;
    // Planloom may have died when all but this was done.
    if (!isLive) await completeRun(await world.runAdapters(root.path), state);
    if (options.json === true)
      printJson(call, 'run-summary', { ...runSummaryJson(runSummary(state, null)), reason: whyNot });
    else world.terminal.err(`${whyNot}\n`);
    if (isLive) return badInput;
    return state.outcome === 'succeeded' ? 0 : 1;
  }
  const adapters = await world.runAdapters(root.path);
  const planned = await planResume(world, adapters, root.path, found.value);
  if (!planned.ok) return refuse(call, planned.error);
  const refused = await refuseToStartInside(call);
  if (refused !== undefined) return refused;
  if (!(await agentsReady(call, planned.value))) return badInput;
  if (!(await mayExecute(call, adapters, planned.value))) return badInput;
  const guarded = options.guard !== false;
  const history = () => planHistory(root.runs, found.value.state.plan, found.value.state.runId);
  return followRun(call, adapters.timer, history, (hooks) =>
    resumeRun(planned.value, found.value, adapters, asked, { guarded, ...hooks }),
  );
};
