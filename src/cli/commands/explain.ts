import { explainPair } from '../../app/explain-pair.ts';
import { findAchievement } from '../../workspace/find-achievement.ts';
import { renderExplain } from '../../reporting/render-explain.ts';
import type { CommandRun } from '../command-spec.ts';
import { planAndIds } from '../plan-and-ids.ts';
import { printJson, refuse, usageProblem } from '../print.ts';
import { withPlan } from '../with-plan.ts';

export const run: CommandRun = (call) => {
  const { plan, ids } = planAndIds(call.args);
  const [first, second, ...others] = ids;
  if (first === undefined || second === undefined || others.length > 0) {
    return refuse(call, [
      usageProblem('explain needs two achievement ids.', 'For instance: planloom explain @PLAN 1.1 2.1'),
    ]);
  }
  if (first === second) {
    return refuse(call, [
      usageProblem(`explain needs two different achievements, not ${first} twice.`, 'Give another id.'),
    ]);
  }
  return withPlan(call, plan, async (assembled) => {
    const among = { achievements: assembled.graph.plan.achievements, plan: assembled.graph.plan };
    const a = findAchievement(among, first);
    const b = findAchievement(among, second);
    if (!a.ok) return refuse(call, a.error);
    if (!b.ok) return refuse(call, b.error);
    const explanation = explainPair(assembled, a.value.id, b.value.id);
    if (call.options.json === true) printJson(call, 'explanation', { ...explanation });
    else call.world.terminal.out(renderExplain(explanation, call.world.terminal.look));
    return explanation.direct !== null || explanation.way.length > 0 ? 0 : 1;
  });
};
