import { readLastBatch, undoBatch } from '../app/last-batch.ts';
import type { LastBatch, Standing } from '../app/last-batch.ts';
import { openPlan } from '../app/open-plan.ts';
import { readPlanText } from '../app/read-plan.ts';
import type { BatchKind } from '../workspace/batch.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';

const words: Readonly<Record<Standing, string>> = {
  'as made': 'as it was made',
  touched: 'stays: touched since it was made',
  gone: 'is gone already',
  needed: 'stays: its EXECUTION_TASK exists',
};

const filters = ['level', 'achievement', 'all'];

const listed = (documents: LastBatch['documents'], say: (standing: Standing) => string): string =>
  documents.map(({ id, label, standing }) => `  ${id}  ${label}  ${say(standing)}\n`).join('');

/**
 * `subplan --batch --undo` and its sister: takes back what the last batch made, whole, and nothing that anybody has
 * touched or that other documents rest on. Shows it first, and asks.
 */
export const runUndo = async (call: Call, kind: BatchKind): Promise<number> => {
  const { options, world } = call;
  const { terminal } = world;
  const filter = filters.find((name) => options[name] !== undefined && options[name] !== false);
  if (filter !== undefined) {
    return refuse(call, [
      usageProblem(`--undo takes back the whole last batch, and --${filter} a part.`, `Leave --${filter} away.`),
    ]);
  }
  const place = await openPlan(world, call.args[0], text(call, 'root'));
  if (!place.ok) return refuse(call, place.error);
  const plan = await readPlanText(place.value);
  if (!plan.ok) return refuse(call, plan.error);
  const { root, file } = place.value;
  const records = world.records(root.path);
  const last = await readLastBatch(records, place.value, plan.value.parsed.name, kind);
  if (last === undefined) {
    const message = `No ${kind} batch of ${root.label(file)} is remembered.`;
    return refuse(call, [usageProblem(message, 'Only the last batch of a plan can be taken back.')]);
  }
  const isJson = options.json === true;
  const describe = (documents: LastBatch['documents']) =>
    documents.map(({ id, label, standing }) => ({ id, file: label, standing }));
  const removable = last.documents.filter(({ standing }) => standing === 'as made');
  const kept = last.documents.filter(({ standing }) => standing === 'touched' || standing === 'needed');
  const preview = `The last batch made:\n${listed(last.documents, (standing) => words[standing])}`;

  if (options.dryRun === true) {
    if (isJson) printJson(call, 'undo', { dryRun: true, documents: describe(last.documents), removed: [] });
    else terminal.out(preview);
    return 0;
  }
  if (options.yes !== true && removable.length > 0) {
    terminal.err(preview);
    if (!terminal.interactive) {
      return refuse(call, [
        usageProblem(
          'Nobody can be asked here, so nothing was removed.',
          'Add --yes to remove what is as it was made.',
        ),
      ]);
    }
    const count = removable.length;
    if (!(await terminal.confirm(`Remove ${count === 1 ? 'the one' : `the ${count}`} as made?`))) {
      terminal.err('Nothing was removed.\n');
      return 1;
    }
  }
  const { removed, problems } = await undoBatch(records, place.value, kind, last);
  if (isJson) printJson(call, 'undo', { dryRun: false, removed: describe(removed), kept: describe(kept), problems });
  else {
    terminal.out(listed(removed, () => 'removed') + listed(kept, (standing) => words[standing]));
    await printProblems(call, problems);
  }
  return kept.length + problems.length > 0 ? 1 : 0;
};
