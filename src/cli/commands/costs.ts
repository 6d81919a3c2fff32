import { rootOf } from '../../app/open-plan.ts';
import { allRuns } from '../../app/run/all-runs.ts';
import { findRun } from '../../app/run/find-run.ts';
import { runCosts } from '../../app/run-costs.ts';
import { runCostsJson } from '../../app/run-costs-json.ts';
import { renderCosts } from '../../reporting/costs/render-costs.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';

export const run: CommandRun = async (call) => {
  const { world, args, options } = call;
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const isAll = options.all === true;
  if (isAll && args[0] !== undefined) {
    return refuse(call, [usageProblem('--all and a run exclude each other.', 'Leave out one of them.')]);
  }
  const found = isAll ? null : await findRun(root.runs, args[0]);
  if (found?.ok === false) return refuse(call, found.error);
  const { runs, problems } = await allRuns(root.runs);
  const history = runs.map(({ state }) => state);
  const costs = runCosts(found === null ? history : [found.value.state], history);
  if (options.json === true) printJson(call, 'costs', { ...runCostsJson(costs), diagnostics: isAll ? problems : [] });
  else {
    world.terminal.out(
      costs.runs.length === 0 ? 'Nothing was run here yet.\n' : renderCosts(costs, world.terminal.look),
    );
    if (isAll) await printProblems(call, problems);
  }
  return 0;
};
