import { undoBatch } from '../app/last-batch.ts';
import { openPlan } from '../app/open-plan.ts';
import type { BatchKind } from '../workspace/batch.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';

/** `subplan --batch --undo` and its sister: takes back what the last batch made, and nothing that anybody has touched. */
export const runUndo = async (call: Call, kind: BatchKind): Promise<number> => {
  const place = await openPlan(call.world, call.args[0], text(call, 'root'));
  if (!place.ok) return refuse(call, place.error);
  const { root } = place.value;
  const undone = await undoBatch(call.world.records(root.path), place.value, kind);
  if (undone === undefined) {
    const message = `No ${kind} batch of ${root.label(place.value.file)} is remembered.`;
    return refuse(call, [usageProblem(message, 'Only the last batch of a plan can be taken back.')]);
  }
  const { removed, kept, problems } = undone;
  if (call.options.json === true) printJson(call, 'undo', { removed, kept, problems });
  else {
    for (const { id, file } of removed) call.world.terminal.out(`${id}  removed  ${file}\n`);
    for (const { id, file } of kept) {
      call.world.terminal.out(`${id}  kept     ${file}  touched since it was made\n`);
    }
    await printProblems(call, problems);
  }
  return kept.length + problems.length > 0 ? 1 : 0;
};
