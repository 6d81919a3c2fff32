import { planBatch, writeBatch } from '../app/batch.ts';
import type { PlannedBatch } from '../app/batch.ts';
import { recordBatch } from '../app/last-batch.ts';
import { reportStatus } from '../app/report-status.ts';
import { nextSteps } from '../app/status-view.ts';
import type { NextStep } from '../app/status-view.ts';
import { assemblePlan } from '../app/assemble-plan.ts';
import type { AssembledPlan } from '../app/assemble-plan.ts';
import { readPlan } from '../app/read-plan.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Problem } from '../domain/problem.ts';
import { renderBatch } from '../reporting/render-batch.ts';
import type { BatchKind } from '../workspace/batch.ts';
import type { StatusReport } from '../workspace/status-report.ts';
import type { Call } from './command-spec.ts';
import { printJson, printProblems, refuse, text, usageProblem } from './print.ts';
import { runUndo } from './run-undo.ts';
import { wholeNumber, withPlan } from './with-plan.ts';
import { today } from './today.ts';

const documents = { subplan: 'SUBPLAN', execution: 'EXECUTION_TASK' } as const;

/** `subplan --batch` and `execution --batch`: shows what would be made, asks, and makes it. */
export const runBatch = async (call: Call, kind: BatchKind): Promise<number> => {
  const { options, world } = call;
  if (options.undo === true) return runUndo(call, kind);
  const level = wholeNumber(call, 'level');
  if (!level.ok) return refuse(call, level.error);
  const achievement = text(call, 'achievement');
  if (options.batch !== true && achievement === undefined) {
    const advice = `Say planloom ${kind} --batch for a whole level, or --achievement <id> for one.`;
    return refuse(call, [usageProblem(`planloom ${kind} needs to know what to make.`, advice)]);
  }
  return withPlan(call, call.args[0], async (assembled) => {
    const report = await reportStatus(assembled);
    const choice = {
      ...(level.value === undefined ? {} : { level: level.value }),
      ...(achievement === undefined ? {} : { achievement }),
      all: options.all === true,
    };
    const planned = await planBatch(assembled, report, kind, choice, today(world));
    if (!planned.ok) return refuse(call, planned.error);
    const batch = planned.value;
    const preview = previewOf(batch, report, kind);
    const isJson = options.json === true;
    const failedCode = batch.failed.length > 0 ? 1 : 0;

    if (options.dryRun === true || batch.documents.length === 0) {
      if (isJson) printJson(call, 'batch', { ...preview, dryRun: true, created: [] });
      else world.terminal.out(renderBatch({ kind: 'preview', ...preview }, world.terminal.look));
      return failedCode;
    }
    if (options.yes !== true) {
      world.terminal.err(`${renderBatch({ kind: 'preview', ...preview }, world.terminal.errLook)}\n`);
      if (!world.terminal.interactive) {
        return refuse(call, [
          usageProblem('Nobody can be asked here, so nothing was made.', 'Add --yes to make them.'),
        ]);
      }
      const count = batch.documents.length;
      if (!(await world.terminal.confirm(`Create ${count === 1 ? 'this file' : `these ${count} files`}?`))) {
        world.terminal.err('Nothing was made.\n');
        return 1;
      }
    }
    const outcome = await writeBatch(assembled, batch);
    if (outcome.created.length > 0) {
      const { place } = assembled;
      await printProblems(call, await recordBatch(world.records(place.root.path), place, kind, outcome.created));
    }
    const skipped = [
      ...preview.existing.map(({ id, file }) => ({ id, file })),
      ...outcome.skipped.map(({ id, label }) => ({ id, file: label, reason: 'made by somebody else in the meantime' })),
    ];
    const result = {
      plan: report.plan,
      document: documents[kind],
      level: batch.selection.level,
      created: outcome.created.map(({ id, label }) => ({ id, file: label })),
      skipped,
      failed: outcome.failed.map(({ id, problem }) => failureOf(id, problem)),
    };
    if (isJson) printJson(call, 'batch', { ...result, waiting: preview.waiting, dryRun: false });
    else {
      // After a failure its own advice is the next step; the plan's would be to try the same again.
      const next = outcome.failed.length > 0 ? [] : await nextAfter(assembled);
      world.terminal.out(renderBatch({ kind: 'result', ...result, next }, world.terminal.look));
    }
    return outcome.failed.length > 0 ? 1 : 0;
  });
};

/** What comes next, read from disk again: it must be true after what was just written. */
const nextAfter = async ({ disk }: AssembledPlan): Promise<readonly NextStep[]> => {
  const read = await readPlan(disk.place);
  const now = read.ok ? assemblePlan(read.value) : read;
  return now.ok ? nextSteps(now.value, await reportStatus(now.value)).slice(0, 2) : [];
};

/** The place is said where there is one: a mistake in a template is not in the achievement that met it. */
const failureOf = (id: AchievementId, { at, message, advice }: Problem) => ({
  id,
  reason: at.line === undefined ? message : `${at.file}:${at.line}:${at.column ?? 1} ${message}`,
  ...(advice === undefined ? {} : { advice }),
});

const previewOf = ({ selection, documents: made, failed }: PlannedBatch, report: StatusReport, kind: BatchKind) => {
  const titles = new Map(report.achievements.map(({ id, title }) => [id, title]));
  const titleOf = (id: AchievementId): string => titles.get(id) ?? '';
  return {
    plan: report.plan,
    document: documents[kind],
    level: selection.level,
    create: made.map(({ id, label }) => ({ id, title: titleOf(id), file: label })),
    waiting: selection.waiting.map(({ id, blockedBy }) => ({ id, title: titleOf(id), waitsFor: blockedBy })),
    existing: selection.exists.map(({ id, path }) => ({ id, file: path })),
    failed: failed.map(({ id, problem }) => failureOf(id, problem)),
    ...(selection.reason === null ? {} : { reason: selection.reason }),
  };
};
