import { approveOnBranch } from '../app/run/approve-on-branch.ts';
import { findRun } from '../app/run/find-run.ts';
import type { Root } from '../app/open-plan.ts';
import { achievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import type { Call } from './command-spec.ts';
import type { Decided } from './decided.ts';
import { printJson, refuse, text } from './print.ts';

/** `approve --run`: writes the approvals that were decided on to the branch of the run. `warnings` were shown already. */
export const approveRun = async (
  call: Call,
  root: Root,
  decided: readonly Decided[],
  warnings: readonly Problem[],
): Promise<number> => {
  const found = await findRun(root.runs, text(call, 'run'));
  if (!found.ok) return refuse(call, found.error);
  const approvals = decided.flatMap(({ id, file }) => {
    const achievement = achievementId(id.trim());
    return achievement === undefined ? [] : [{ id: achievement, file }];
  });
  const written = await approveOnBranch(found.value, approvals, root.runs, await call.world.runAdapters(root.path));
  if (!written.ok) return refuse(call, written.error);
  const { integrationBranch } = found.value.state;
  const files = written.value.map(({ id, path }) => ({ id, file: path }));
  if (call.options.json === true) {
    printJson(call, 'feedback', { decision: 'approve', branch: integrationBranch, written: files, problems: warnings });
  } else {
    for (const { id, file } of files) call.world.terminal.out(`${id}  ${file}  on ${integrationBranch ?? ''}\n`);
  }
  return 0;
};
