import { nextView } from '../../app/next-view.ts';
import { reportStatus } from '../../app/report-status.ts';
import { renderNext } from '../../reporting/render-next.ts';
import { nextActions } from '../../workspace/next-action.ts';
import type { CommandRun } from '../command-spec.ts';
import { printJson, printProblems } from '../print.ts';
import { withPlanState } from '../with-state.ts';

export const run: CommandRun = (call) =>
  withPlanState(call, call.args[0], async (state) => {
    const report = await reportStatus(state);
    const view = nextView(state, report);
    const actions = nextActions(report);
    if (call.options.json === true) {
      const { plan, ready, waiting, blocked } = view;
      printJson(call, 'next', { plan: { name: plan.name, title: plan.title }, ready, waiting, blocked, actions });
    } else call.world.terminal.out(renderNext(view, call.world.terminal.look));
    await printProblems(call, state.problems);
    return actions.every(({ kind }) => kind === 'wait') ? 1 : 0;
  });
