import path from 'node:path';
import { openPlan } from '../../app/open-plan.ts';
import { reportStatus } from '../../app/report-status.ts';
import { statusView } from '../../app/status-view.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, refuse, text, usageProblem } from '../print.ts';
import { watchAndShow } from '../watch.ts';
import { withPlanState } from '../with-state.ts';

export const run: CommandRun = async (call) => {
  if (call.options.watch !== true) {
    if (call.options.jsonLines !== true) return showStatus(call);
    return refuse(call, [usageProblem('--json-lines streams what --watch shows.', 'Add --watch, or say --json.')]);
  }
  const place = await openPlan(call.world, call.args[0], text(call, 'root'));
  if (!place.ok) return refuse(call, place.error);
  const { root, folder } = place.value;
  return watchAndShow(call, path.join(root.path, folder), showStatus);
};

const showStatus: CommandRun = (call) =>
  withPlanState(call, call.args[0], async (state) => {
    const format = text(call, 'format') ?? 'table';
    if (format !== 'table' && format !== 'markdown') {
      return refuse(call, [usageProblem(`--format ${format} is not known.`, 'Give table or markdown.')]);
    }
    const report = await reportStatus(state);
    const { json, view } = statusView(state, report);
    const { terminal } = call.world;
    if (call.options.json === true) printJson(call, 'status', json);
    else if (format === 'markdown') {
      terminal.out((await import('../../reporting/render-status-markdown.ts')).renderStatusMarkdown(view));
    } else terminal.out((await import('../../reporting/render-status.ts')).renderStatus(view, terminal.look));

    return report.achievements.every(({ status }) => isDone(status)) ? 0 : 1;
  });

const isDone = (status: string): boolean => status === 'complete' || status === 'skipped';
