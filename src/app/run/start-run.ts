import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { JournalEntry, NodeId, RunFact, RunOutcome } from '../../domain/run.ts';
import { driveRun } from '../../execution/drive-run.ts';
import type { LiveRun } from '../../execution/drive-run.ts';
import { GitWorkplace } from '../../execution/git-workplace.ts';
import type { GitWorkplaceTools, MergedDocuments } from '../../execution/git-tools.ts';
import { Scheduler } from '../../execution/scheduler.ts';
import { SharedWorkplace } from '../../execution/shared-workplace.ts';
import type { ProvedWork, Workplace } from '../../execution/workplace.ts';
import type { WorkplaceTools } from '../../execution/workplace-tools.ts';
import { allowance } from '../../journal/allowance.ts';
import { openedState } from '../../journal/apply-entry.ts';
import { mergedBefore } from '../../journal/merged-before.ts';
import type { RunState } from '../../journal/run-state.ts';
import { sessionToResume } from '../../journal/session-to-resume.ts';
import { executorOf } from '../../policy/executor-of.ts';
import type { JournalWriter } from '../../ports/journal-store.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import { answerControl, secretFile } from './answer-control.ts';
import { clearNotBegun, openJournal, overtakenProblem, tipToGoOnFrom } from './begin-run.ts';
import { attemptPrompt } from './attempt-prompt.ts';
import type { PromptSource } from './attempt-prompt.ts';
import { AttemptTails } from './attempt-tails.ts';
import { checksOfNode } from './checks-of-node.ts';
import { runsBefore } from './done-before.ts';
import { liveView } from './live-view.ts';
import type { LiveView } from './live-view.ts';
import { mergedDocuments } from './merged-documents.ts';
import { markOf, newestRun } from './known-run.ts';
import type { PlannedRun } from './plan-run.ts';
import { beginLocked } from './plan-lock.ts';
import type { HeldLock } from './plan-lock.ts';
import { reviewGate } from './review-gate.ts';
import type { OpenedStore, RunAdapters } from './run-adapters.ts';
import { writeSummary } from './write-summary.ts';

/** A run that goes on in this process. */
export interface StartedRun {
  readonly runId: string;
  readonly folder: RunFolder;
  readonly leftOut: readonly string[];
  /** Runs of the plan that were killed before they were opened, and whose remains were cleared away. */
  readonly cleared: readonly string[];
  /** Where it stands now. */
  readonly state: () => RunState;
  /** What there is to see of it now. */
  readonly view: () => LiveView;
  /** Settles when all is done and everything of the run is closed. Rejects when the world fails. */
  readonly ended: Promise<RunOutcome>;
  readonly post: LiveRun['post'];
}

export interface StartOptions {
  /** Ends what is left when this process dies. */
  readonly guarded: boolean;
  /** Is told of every event once it is in the journal, and where the run stands: that may be further already. */
  readonly emit: (entry: JournalEntry, state: RunState) => void;
  /** Approve by itself what a check has proved. */
  readonly autoApprove: boolean;
  /** An event as a line of `orchestrator.log`. */
  readonly logLine: (entry: JournalEntry) => string;
}

/** Starts a planned run, which has been trusted. Fails when another process runs the plan, or git refuses. */
export const startRun = async (
  planned: PlannedRun,
  adapters: RunAdapters,
  options: StartOptions,
): Promise<Result<StartedRun>> => {
  const runId = adapters.newRunId(adapters.timer.now());
  return beginLocked(planned, runId, adapters, (lock) => startLocked(planned, adapters, options, runId, lock));
};

const startLocked = async (
  planned: PlannedRun,
  adapters: RunAdapters,
  options: StartOptions,
  runId: string,
  lock: HeldLock,
): Promise<Result<StartedRun>> => {
  const { key, source, seen } = planned;
  const { place, graph } = source.state;
  const reader = place.root.runs;
  const cleared = await clearNotBegun(planned, adapters);
  // Another run of the plan may have ended between the planning and the lock.
  if (seen !== undefined) {
    const newest = await newestRun(reader, { name: graph.plan.name, file: place.file });
    if (markOf(newest) !== seen) return fail([overtakenProblem(newest?.runId, place.root.label(place.file))]);
  }
  const startFrom = await tipToGoOnFrom(planned, adapters);
  if (!startFrom.ok) return startFrom;
  adapters.noteBeginning(runId, key);
  const removeAgain = () => adapters.removeNotBegun(runId, key);
  const open = await openJournal(planned, adapters, runId, startFrom.value).catch(async (error: unknown) => {
    // What has failed first is what the user has to know.
    await removeAgain().catch(() => undefined);
    throw error;
  });
  if (!open.ok) {
    await removeAgain();
    return open;
  }
  adapters.noteBegun(runId, key);
  const { opened, store, journal, folder } = open.value;
  try {
    // The summary names the branch whatever becomes of the run, and what it stands on must not be in the store alone.
    await store?.publish();
  } catch (error) {
    await journal.close();
    throw error;
  }
  const facts = () => Promise.resolve([]);
  const scheduler = new Scheduler(openedState(opened.at, opened.event));
  const run = { runId, folder, lock, store, scheduler, facts, proved: [], journal, cleared, told: [opened] };
  return ok(await conduct(planned, adapters, options, run));
};

/** What is open by the time a run begins, or goes on. */
export interface OpenRun {
  readonly runId: string;
  readonly folder: RunFolder;
  readonly lock: HeldLock;
  readonly store: OpenedStore | null;
  readonly scheduler: Scheduler;
  /** What is known at the start. */
  readonly facts: (workplace: Workplace) => Promise<readonly RunFact[]>;
  readonly proved: readonly ProvedWork[];
  readonly journal: JournalWriter;
  /** Runs that were killed before they were opened, and whose remains were cleared away. */
  readonly cleared: readonly string[];
  /** What is in the journal already, and nobody was told of yet. */
  readonly told: readonly JournalEntry[];
}

/** Puts a run together from what is open, lets it go, and closes everything when it has ended. */
export const conduct = async (
  planned: PlannedRun,
  adapters: RunAdapters,
  { guarded, emit, logLine, autoApprove }: StartOptions,
  open: OpenRun,
): Promise<StartedRun> => {
  const { runId, folder, lock, store, scheduler, facts, proved, journal, cleared, told } = open;
  const machine = adapters.machine(runId, planned.config.worktree.bring, guarded);
  const state = (): RunState => scheduler.state;
  const tails = new AttemptTails(adapters.tails);
  const checksOf = checksOfNode(planned, adapters);
  const nodes = new Map(planned.prepared.nodes.map((node) => [node.id, node]));
  const nodeOf = (id: NodeId) => nodes.get(id)!;
  const { reviewer } = planned.prepared.settings;
  const achievements = new Map(planned.source.state.graph.plan.achievements.map((one) => [one.id, one]));
  const prompts: PromptSource = {
    source: planned.source,
    executors: planned.config.executors,
    templates: planned.promptTemplates,
    runBefore: runsBefore(planned.source.state.place.root.runs),
    state,
    store,
    folder,
    checksOf,
    achievements,
  };
  const tools: WorkplaceTools = {
    runId,
    plan: { name: planned.source.state.graph.plan.name, file: planned.source.state.place.file },
    nodes,
    executors: new Map(
      executorNames(planned).flatMap((name) => {
        const config = executorOf(planned.config.executors, name);
        return config === undefined ? [] : [[name, tails.following(machine.executor(config, nodeOf))]];
      }),
    ),
    processes: machine.processes,
    files: adapters.files,
    folder,
    setup: planned.config.worktree.setup,
    checksOf,
    allowance: () => allowance(state()),
    review:
      reviewer === undefined
        ? null
        : reviewGate(planned.source, reviewer, await adapters.agentCalls(planned.config.executors)),
    sessionOf: ({ node, attempt }) => sessionToResume(state().nodes.get(node)!.attempts, attempt),
    promptOf: (attempt, base, isContinued) => attemptPrompt(prompts, attempt, base, isContinued),
  };
  const documentsOf = (work: ProvedWork): MergedDocuments =>
    mergedDocuments(planned.source.state, state(), work, { autoApprove, now: adapters.timer.now() });
  const tell = (entry: JournalEntry): void => {
    folder.log(logLine(entry));
    emit(entry, state());
  };
  const workplace = workplaceOf(planned, tools, store, {
    documentsOf,
    mergedBefore: (id, paths) => mergedBefore(state(), id, paths),
  });
  const known = await facts(workplace).catch(async (error: unknown) => {
    await machine.close();
    throw error;
  });
  const secret = adapters.newSecret();
  folder.writeText(secretFile, secret);
  for (const entry of told) tell(entry);
  const live = driveRun(
    scheduler,
    known,
    {
      timer: adapters.timer,
      chance: adapters.chance,
      journal,
      workplace,
      emit: tell,
    },
    proved,
  );
  lock.answer((line) => answerControl(line, secret, state(), (fact) => live.post(fact)));
  const close = async (): Promise<void> => {
    await journal.close();
    await machine.close();
    await adapters.sweep(runId);
    await store?.close();
  };
  // A run that is paused, or whose launcher has died, has nothing else that would keep the process.
  const letGo = adapters.keepAlive();
  const ended = async (): Promise<RunOutcome> => {
    try {
      const outcome = await live.ended;
      await close();
      writeSummary(folder, state());
      return outcome;
    } catch (error) {
      // What failed first is what the user has to know.
      await close().catch(() => undefined);
      throw error;
    } finally {
      await lock.release();
      letGo();
    }
  };
  return {
    runId,
    folder,
    leftOut: store?.leftOut ?? [],
    cleared,
    state,
    view: () => liveView(state(), adapters.timer.now().getTime(), tails.lines()),
    ended: ended(),
    post: (fact) => live.post(fact),
  };
};

/** All that the configuration has, and all that somebody of the run is to be worked on by. */
const executorNames = ({ config, prepared }: PlannedRun): readonly string[] => [
  ...new Set([...Object.keys(config.executors), ...prepared.nodes.flatMap(({ executors }) => executors)]),
];

const workplaceOf = (
  planned: PlannedRun,
  tools: WorkplaceTools,
  store: OpenedStore | null,
  known: Pick<GitWorkplaceTools, 'documentsOf' | 'mergedBefore'>,
): Workplace => {
  const { prepared, source } = planned;
  const { place, graph } = source.state;
  if (store === null) return new SharedWorkplace(tools, place.root.path);
  return new GitWorkplace({
    ...tools,
    store,
    prefix: store.prefix,
    withGit: prepared.settings.mode === 'clone',
    ids: graph.plan.achievements.map(({ id }) => id),
    ...known,
  });
};
