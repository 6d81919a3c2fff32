import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { RunFact } from '../../domain/run.ts';
import { openedState } from '../../journal/apply-entry.ts';
import type { JournalWriter } from '../../ports/journal-store.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import { executionPlanJson } from '../execution-plan-json.ts';
import { hasResult, isNeverOpened } from './known-run.ts';
import type { PlannedRun } from './plan-run.ts';
import { reopenRequest } from './reopen-request.ts';
import type { OpenedStore, RunAdapters } from './run-adapters.ts';

/** The file of a run's folder with the configuration that it was started with. */
export const configCopy = 'config.json';

/** Clears away what runs of the plan have left that were killed before their journal was opened. Answers with their ids. */
export const clearNotBegun = async ({ key, source }: PlannedRun, adapters: RunAdapters): Promise<readonly string[]> => {
  const cleared: string[] = [];
  for (const runId of adapters.notBegun(key)) {
    if (await isNeverOpened(source.state.place.root.runs, runId)) {
      await adapters.sweep(runId);
      await adapters.removeNotBegun(runId, key);
      cleared.push(runId);
    } else adapters.noteBegun(runId, key);
  }
  return cleared;
};

/**
 * The tip of the run that this one goes on from; null where it goes on from none. Of a run that was killed it is brought
 * to the user first, and what that run has left alive is ended.
 */
export const tipToGoOnFrom = async ({ after }: PlannedRun, adapters: RunAdapters): Promise<Result<string | null>> => {
  if (after?.outcome !== null || after.integrationBranch === null) return ok(after?.tip ?? null);
  await adapters.sweep(after.runId);
  const store = await adapters.reopenStore(reopenRequest(after, after.integrationBranch, []));
  if (!store.ok) return hasResult(after) ? fail(store.error.map(orFromHead)) : ok(null);
  try {
    const tip = await store.value.publish();
    if (tip === after.tip) return ok(tip);
    const message = `The run ${after.runId} was killed while it merged, and its journal does not have all of that.`;
    const advice = `Go on with it: planloom resume ${after.runId}`;
    return fail([orFromHead({ rule: 'run-interrupted', severity: 'error', at: { file: '.' }, message, advice })]);
  } finally {
    await store.value.close();
  }
};

interface OpenedEntry {
  readonly at: number;
  readonly event: Extract<RunFact, { type: 'opened' }>;
}

/** A run whose journal was opened, and of which the user has nothing yet. */
interface OpenedRun {
  readonly folder: RunFolder;
  readonly store: OpenedStore | null;
  readonly journal: JournalWriter;
  readonly opened: OpenedEntry;
}

const orFromHead = (problem: Problem): Problem => ({
  ...problem,
  advice: `${problem.advice} Or count nothing of it: planloom run --from head`,
});

/** Makes everything of a new run, in the user's repository nothing yet; the last thing is the first entry of its journal. */
export const openJournal = async (
  planned: PlannedRun,
  adapters: RunAdapters,
  runId: string,
  startFrom: string | null,
): Promise<Result<OpenedRun>> => {
  const { prepared, config, source, after } = planned;
  const branch = `${config.branchPrefix}${runId}`;
  const store =
    prepared.settings.mode === 'none'
      ? ok(null)
      : await adapters.openStore({
          runId,
          mode: prepared.settings.mode,
          branch,
          startFrom,
          bring: config.worktree.bring,
          snapshot: source.documents,
          words: { message: `Start of run ${runId}`, trailers: [['Planloom-Run', runId]] },
        });
  if (!store.ok) return store;
  const folder = adapters.createFolder(runId);
  const configText = planned.configText === '' ? '{}\n' : planned.configText;
  folder.writeText(configCopy, configText);
  const { plan } = source.state.graph;
  const event: OpenedEntry['event'] = {
    type: 'opened',
    runId,
    plan: { name: plan.name, title: plan.title, file: source.state.place.file },
    process: adapters.process,
    baseCommit: store.value?.baseCommit ?? null,
    tip: store.value?.tip ?? null,
    integrationBranch: store.value === null ? null : branch,
    after: after?.runId ?? null,
    configDigest: planned.digest,
    configFileDigest: adapters.digest(configText),
    settings: prepared.settings,
    nodes: prepared.nodes,
    settled: prepared.settled,
  };
  const opened = { at: adapters.timer.now().getTime(), event };
  // Before anything runs: afterwards a full disk would have to end it again.
  const asOpened = openedState(opened.at, event);
  folder.writeText('execution_plan.json', `${JSON.stringify(executionPlanJson(asOpened), null, 2)}\n`);
  const journal = adapters.createJournal(folder);
  try {
    await journal.append([opened]);
  } catch (error) {
    await journal.close();
    throw error;
  }
  return ok({ folder, store: store.value, journal, opened });
};

/** What stands in the way when another run has ended since this one was planned. */
export const overtakenProblem = (other: string | undefined, file: string) => ({
  rule: 'run-overtaken',
  severity: 'error' as const,
  at: { file },
  message:
    other === undefined
      ? 'What was merged of this plan has changed while this run was about to begin.'
      : `The run ${other} has worked on this plan while this one was about to begin.`,
  advice: 'Start again: what is merged counts.',
});
