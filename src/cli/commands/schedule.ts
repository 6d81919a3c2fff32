import { configProblems, readConfigOnDisk } from '../../app/read-config.ts';
import { openParallelPlan } from '../../app/parallel-plan.ts';
import type { Root } from '../../app/open-plan.ts';
import { reportStatus } from '../../app/report-status.ts';
import { schedule } from '../../app/schedule.ts';
import type { Schedule } from '../../app/schedule.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Call, CommandRun } from '../command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from '../print.ts';
import { withPlan } from '../with-plan.ts';
import { scheduleOptions } from '../schedule-options.ts';

export const run: CommandRun = async (call) => {
  const [argument] = call.args;
  if (argument === undefined || argument.startsWith('@') || !/\.json$/i.test(argument)) {
    return withPlan(call, argument, async (assembled) => {
      const { disk, graph } = assembled;
      const { achievements } = call.options.remaining === true ? await reportStatus(assembled) : { achievements: [] };
      const done = achievements.filter(({ status }) => status === 'complete' || status === 'skipped');
      return show(call, disk.place.root, graph.plan, new Set(done.map(({ id }) => id)), [], disk.sources);
    });
  }
  if (call.options.remaining === true) {
    const advice = 'Give the PLAN instead; its documents say what is done.';
    return refuse(call, [usageProblem(`${argument} does not say what is done, so --remaining cannot work.`, advice)]);
  }
  const { root, plan, sources } = await openParallelPlan(call.world, argument, text(call, 'root'));
  if (plan.ok) return show(call, root, plan.value, new Set(), plan.value.problems, sources);
  const code = await refuse(call, plan.error, sources);
  // A file that can be read and is no graph is a negative answer, as it is for a PLAN.
  return sources.size > 0 ? 1 : code;
};

const show = async (
  call: Call,
  root: Root,
  plan: Plan,
  done: ReadonlySet<AchievementId>,
  problems: readonly Problem[],
  sources: ReadonlyMap<string, string>,
): Promise<number> => {
  const onDisk = await readConfigOnDisk(root);
  const known = new Map([...sources, ...onDisk.sources]);
  if (!onDisk.config.ok) return refuse(call, onDisk.config.error, known);
  const options = scheduleOptions(call, onDisk.config.value, plan);
  if (!options.ok) return refuse(call, options.error);
  const diagnostics = [...problems, ...configProblems(onDisk)];
  const result = schedule(plan, { ...options.value, done });
  const { terminal } = call.world;
  const file = text(call, 'svg');
  if (file !== undefined) {
    const { renderGanttSvg } = await import('../../reporting/gantt/render-gantt-svg.ts');
    const { writePicture } = await import('../write-picture.ts');
    const code = await writePicture(call, file, renderGanttSvg(result));
    if (code !== 0) return code;
  }
  if (call.options.json === true) printJson(call, 'schedule', toJson(result, diagnostics));
  else {
    await printProblems(call, diagnostics, known);
    if (text(call, 'format') === 'svg') {
      const { renderGanttSvg } = await import('../../reporting/gantt/render-gantt-svg.ts');
      terminal.out(renderGanttSvg(result));
    } else if (file === undefined) {
      const { renderGantt } = await import('../../reporting/gantt/render-gantt.ts');
      terminal.out(renderGantt(result, terminal.look));
    } else terminal.out(`${file} written\n`);
  }
  return 0;
};

const toJson = (result: Schedule, diagnostics: readonly Problem[]): Readonly<Record<string, unknown>> => {
  const { plan, executors, pools, makespanHours, lowerBoundHours, barrierHours, sequentialHours, assignments } = result;
  const { enough, criticalPath, wrongEstimates, improvement, withoutEstimate, defaultHours, leftOut } = result;
  return {
    plan,
    executors,
    makespanHours,
    lowerBoundHours,
    barrierHours,
    sequentialHours,
    assignments: assignments.map(({ id, executor, startHours, endHours, ...more }) => ({
      id,
      executor,
      startHours,
      endHours,
      ...more,
    })),
    pools,
    enough,
    criticalPath,
    wrongEstimates,
    improvement,
    withoutEstimate,
    defaultHours,
    leftOut,
    diagnostics,
  };
};
