import { posix } from 'node:path';
import { approvedEarly } from '../app/approved-early.ts';
import { approvedUnaccepted } from '../app/approved-unaccepted.ts';
import { reportStatus } from '../app/report-status.ts';
import { vanishedPlan } from '../app/vanished-plan.ts';
import { writeProblem } from '../app/write-problem.ts';
import { achievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { Result } from '../domain/result.ts';
import type { FileToWrite } from '../workspace/feedback.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { Call } from './command-spec.ts';
import type { Decided } from './decided.ts';
import { planAndIds } from './plan-and-ids.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';
import { refuseInsideAttempt } from './refuse-inside-attempt.ts';
import { withPlanState } from './with-state.ts';

/** What one of the decisions of `workspace/feedback` wants to know. */
export interface Said {
  readonly author: string | null;
  readonly at: Date;
  readonly reason?: string;
}

type Decide = (report: StatusReport, id: string, said: Said) => Result<FileToWrite>;

/** `approve`, `fix` and `skip`: decides about every id first, and writes only when each decision stands. */
export const runFeedback = async (call: Call, verb: string, decide: Decide): Promise<number> => {
  const refused = await refuseInsideAttempt(call, verb);
  if (refused !== undefined) return refused;
  const { plan, ids } = planAndIds(call.args);
  if (ids.length === 0) {
    return refuse(call, [usageProblem(`${verb} needs an achievement id.`, `For instance: planloom ${verb} @PLAN 1.1`)]);
  }
  return withPlanState(call, plan, async (state) => {
    const { root, folder } = state.place;
    const report = await reportStatus(state);
    const reason = text(call, 'reason');
    const said = {
      author: await call.world.identity(root.path).author(),
      at: call.world.clock.now(),
      ...(reason === undefined ? {} : { reason }),
    };
    const decided: Decided[] = [];
    const problems: Problem[] = [];
    for (const id of new Set(ids)) {
      const decision = decide(report, id, said);
      if (decision.ok) decided.push({ id, file: decision.value });
      else problems.push(...decision.error);
    }
    if (problems.length > 0) return refuse(call, problems);
    const approved = new Set(verb === 'approve' ? decided.flatMap(({ id }) => achievementId(id.trim()) ?? []) : []);
    const isOnDisk = text(call, 'run') === undefined;
    const warnings = [
      ...approvedEarly(state, report, approved),
      ...(isOnDisk ? approvedUnaccepted(report, approved) : []),
    ];
    await printProblems(call, [...state.problems, ...(call.options.json === true ? [] : warnings)]);
    if (!isOnDisk) {
      return (await import('./approve-run.ts')).approveRun(call, root, decided, warnings);
    }

    const vanished = await vanishedPlan(state.place);
    if (vanished !== undefined) return refuse(call, [vanished]);
    const written: { readonly id: string; readonly file: string }[] = [];
    for (const { id, file } of decided) {
      const path = posix.join(folder, file.path);
      const label = root.label(path);
      const outcome = await root.files.writeNew(path, file.text);
      if (outcome.ok) written.push({ id, file: label });
      else {
        problems.push(writeProblem(label, outcome.error));
      }
    }
    if (call.options.json === true)
      printJson(call, 'feedback', { decision: verb, written, problems: [...problems, ...warnings] });
    else {
      for (const { id, file } of written) call.world.terminal.out(`${id}  ${file}\n`);
      if (problems.length > 0) await refuse(call, problems);
    }
    return problems.length > 0 ? 1 : 0;
  });
};
