import { describePlan } from '../../app/describe-plan.ts';
import { openPlan } from '../../app/open-plan.ts';
import { readPlanText } from '../../app/read-plan.ts';
import { hasErrors } from '../../domain/problem.ts';
import { renderPlan } from '../../reporting/render-plan.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, printProblems, refuse, text } from '../print.ts';

export const run: CommandRun = async (call) => {
  const place = await openPlan(call.world, call.args[0], text(call, 'root'));
  if (!place.ok) return refuse(call, place.error);
  const read = await readPlanText(place.value);
  if (!read.ok) return refuse(call, read.error);
  const { parsed } = read.value;
  const described = describePlan(parsed);
  if (call.options.json === true) printJson(call, 'plan', described);
  else if (!hasErrors(parsed.problems) || parsed.achievements.length > 0) {
    call.world.terminal.out(renderPlan(parsed, call.world.terminal.look));
  }
  await printProblems(call, described.diagnostics, new Map([[parsed.file, read.value.text]]));
  return 0;
};
