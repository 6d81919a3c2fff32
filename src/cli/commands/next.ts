import { nextView } from '../../app/next-view.ts';
import { reportStatus } from '../../app/report-status.ts';
import { renderNext } from '../../reporting/render-next.ts';
import { nextActions } from '../../workspace/next-action.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson } from '../print.ts';
import { withPlan } from '../with-plan.ts';

export const run: CommandRun = (call) =>
  withPlan(call, call.args[0], async (assembled) => {
    const report = await reportStatus(assembled);
    const view = nextView(assembled, report);
    const actions = nextActions(report);
    if (call.options.json === true) {
      const { plan, ready, waiting, blocked } = view;
      printJson(call, 'next', { plan: { name: plan.name, title: plan.title }, ready, waiting, blocked, actions });
    } else call.world.terminal.out(renderNext(view, call.world.terminal.look));
    return actions.every(({ kind }) => kind === 'wait') ? 1 : 0;
  });
