import { rootOf } from '../../app/open-plan.ts';
import { allRuns } from '../../app/run/all-runs.ts';
import { runStats } from '../../app/run-stats.ts';
import { renderStats } from '../../reporting/costs/render-stats.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, printProblems, text } from '../print.ts';

export const run: CommandRun = async (call) => {
  const { world } = call;
  const root = rootOf(world, world.cwd, text(call, 'root'), world.cwd);
  const { runs, problems } = await allRuns(root.runs);
  const stats = runStats(runs);
  if (call.options.json === true) printJson(call, 'stats', { ...stats, diagnostics: problems });
  else {
    world.terminal.out(renderStats(stats, world.terminal.look));
    await printProblems(call, problems);
  }
  return 0;
};
