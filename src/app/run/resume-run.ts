import path from 'node:path';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { BudgetLimits, NodeId, NodeState, RunFact } from '../../domain/run.ts';
import type { Workplace } from '../../execution/workplace.ts';
import { Scheduler } from '../../execution/scheduler.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { reachedLimit } from '../../journal/reached-limit.ts';
import type { NodeRun, RunState } from '../../journal/run-state.ts';
import { noLimits } from '../../policy/run-budget.ts';
import { amountText } from '../../text/amount-text.ts';
import { configOf } from '../read-config.ts';
import type { Surroundings } from '../surroundings.ts';
import { configCopy } from './begin-run.ts';
import { budgetCommand } from './budget-command.ts';
import { factsOfResume, provedWork } from './facts-of-resume.ts';
import { readRun } from './find-run.ts';
import type { FoundRun } from './find-run.ts';
import { heirOf, runKey } from './known-run.ts';
import type { PlannedRun } from './plan-run.ts';
import { whatMayRun } from './plan-run.ts';
import { readPromptTemplates } from './prompt-templates.ts';
import { reopenRequest } from './reopen-request.ts';
import type { RunAdapters } from './run-adapters.ts';
import { readRunScripts } from './run-scripts.ts';
import { readRunSource } from './run-source.ts';
import { beginLocked } from './plan-lock.ts';
import type { HeldLock } from './plan-lock.ts';
import { conduct } from './start-run.ts';
import type { StartedRun, StartOptions } from './start-run.ts';

const maxConfigBytes = 20_000_000;

const startAnew = 'Start the plan again with planloom run: what is merged counts.';

const refuse = (rule: string, message: string, advice: string): Result<never> =>
  fail([{ rule, severity: 'error', at: { file: '.' }, message, advice }]);

/** What a run that goes on needs: what it was started with, as far as that is not in its journal. */
export const planResume = async (
  world: Surroundings,
  adapters: RunAdapters,
  root: string,
  { state }: FoundRun,
): Promise<Result<PlannedRun>> => {
  const { opened, plan } = state;
  const source = await readRunSource(world, path.join(root, plan.file), root);
  if (!source.ok) return fail(source.error.problems);
  const { runId } = state;
  const configText = adapters.openFolder(runId)?.readText(configCopy, maxConfigBytes);
  if (configText === undefined) {
    return refuse('run-config-gone', `The configuration that the run ${runId} was started with is gone.`, startAnew);
  }
  if (opened.configFileDigest !== undefined && adapters.digest(configText) !== opened.configFileDigest) {
    const message = `The configuration that the run ${runId} was started with has been changed since.`;
    return refuse('run-config-changed', message, startAnew);
  }
  const config = await configOf(`${runId}/${configCopy}`, configText);
  if (!config.ok) return config;
  const scripts = await readRunScripts(source.value.state);
  const promptTemplates = await readPromptTemplates(
    source.value.state.place.root,
    opened.nodes.map(({ pool }) => pool),
  );
  if (!promptTemplates.ok) return promptTemplates;
  const may = await whatMayRun(source.value, config.value, scripts, adapters);
  return ok({
    source: source.value,
    key: runKey(plan),
    config: config.value,
    configText,
    prepared: { nodes: opened.nodes, settled: opened.settled, settings: opened.settings, reason: null, problems: [] },
    scripts,
    promptTemplates: promptTemplates.value,
    ...may,
    after: null,
    memoryRemark: null,
    problems: source.value.problems,
    texts: source.value.texts,
  });
};

export interface ResumeChoice {
  readonly retryFailed: boolean;
  /** What replaces the limits that held before. */
  readonly budget: Partial<BudgetLimits>;
}

/** The budget of a run, where a resume changes it. */
const changedBudget = ({ budget }: RunState, asked: ResumeChoice): { readonly budget?: BudgetLimits } =>
  Object.keys(asked.budget).length === 0 ? {} : { budget: { ...noLimits, ...budget, ...asked.budget } };

/** Why nothing can start, where that is all that is left to do: the budget is used up. */
const whySpent = (state: RunState, asked: ResumeChoice): string | null => {
  if (state.outcome === null || state.mergeQueue.length > 0) return null;
  const reached = reachedLimit({ ...state, ...changedBudget(state, asked) });
  if (reached === undefined) return null;
  return `The run ${state.runId} has spent ${amountText(reached.unit, reached.spent)} of its budget of ${amountText(reached.unit, reached.limit)}, so nothing was started. To go on with more: ${budgetCommand(state.runId, reached)}`;
};

/** Whether there is anything to go on with, and if not, why, as a sentence. `heir`: the run that went on from it. */
export const whyNotResume = (
  { state, isLive }: FoundRun,
  heir: string | undefined,
  asked: ResumeChoice,
): string | null => {
  if (isLive) return `The run ${state.runId} goes on at this moment.`;
  if (state.isDiscarded) return `The branch of the run ${state.runId} was given up; start another run.`;
  if (heir !== undefined) return `The run ${heir} has gone on from ${state.runId}; resume that one.`;
  if (state.accepted !== null) return `The run ${state.runId} was accepted; start another one.`;
  if (state.outcome === 'succeeded') return `The run ${state.runId} has succeeded; there is nothing left of it.`;
  const spent = whySpent(state, asked);
  if (spent !== null) return spent;
  const isOver = state.outcome === 'partial' || state.outcome === 'failed' || isWaitingForPerson(state);
  if (!isOver || asked.retryFailed || [...state.nodes.values()].some(isToBeSkipped)) return null;
  return `All that the run ${state.runId} could do is done; --retry-failed tries again what failed.`;
};

/** A person has asked for it since nobody works on the run. */
const isToBeSkipped = ({ skipAsked, state }: NodeRun): boolean =>
  skipAsked && state !== 'succeeded' && state !== 'skipped';

const isWaitingForPerson = ({ outcome, nodes }: RunState): boolean =>
  outcome === 'paused' && [...nodes.values()].every(({ state }) => !isLeft(state));

/** A resume goes on with it without being asked for it. */
const isLeft = (state: NodeState): boolean =>
  state === 'pending' || state === 'ready' || state === 'backing_off' || state === 'cancelled';

/** Goes on with a run under its own id. Fails when another process runs the plan, or its store cannot be opened. */
export const resumeRun = async (
  planned: PlannedRun,
  found: FoundRun,
  adapters: RunAdapters,
  asked: ResumeChoice,
  options: StartOptions,
): Promise<Result<StartedRun>> => {
  return beginLocked(planned, found.state.runId, adapters, (lock) =>
    resumeLocked(planned, adapters, asked, options, lock, found),
  );
};

const resumeLocked = async (
  planned: PlannedRun,
  adapters: RunAdapters,
  asked: ResumeChoice,
  options: StartOptions,
  lock: HeldLock,
  before: FoundRun,
): Promise<Result<StartedRun>> => {
  const plan = planned.source.state;
  const { runId } = before.state;
  const folder = adapters.openFolder(runId);
  // Another process may have gone on with it before the lock was ours.
  const text = await plan.place.root.runs.journal(runId);
  const isSame = text?.ok === true && text.value.length === before.length;
  const found = isSame ? ok(before) : await readRun(plan.place.root.runs, runId);
  if (!found.ok) return found;
  const { state, tornAt } = found.value;
  const heir = await heirOf(plan.place.root.runs, runId);
  const whyNot = whyNotResume({ ...found.value, isLive: false }, heir, asked);
  if (whyNot !== null || folder === undefined) {
    return refuse(
      'no-resume',
      whyNot ?? `The folder of the run ${runId} is gone.`,
      'planloom runs list shows all runs.',
    );
  }
  const vanished = missingInPlan(state, plan.graph.plan.achievements);
  if (vanished.length > 0) {
    const are = vanished.length === 1 ? 'is' : 'are';
    const message = `${listInWords(vanished)} ${are} still to be done in the run ${runId}, and not in the plan any more.`;
    const advice = `Put back what is missing, or leave it out: planloom runs skip ${runId} ${vanished.join(' ')}`;
    return refuse('no-resume', message, advice);
  }
  adapters.noteBegun(runId, planned.key);
  // First of all: what the dead process has started may still write, and its git may still move the branch.
  await adapters.sweep(runId);
  const branch = state.integrationBranch;
  const store =
    branch === null
      ? ok(null)
      : await adapters.reopenStore(reopenRequest(state, branch, planned.config.worktree.bring));
  if (!store.ok) return store;
  const facts = async (workplace: Workplace): Promise<readonly RunFact[]> => [
    { type: 'reopened', process: adapters.process, ...changedBudget(state, asked) },
    ...(await factsOfResume(plan, state, store.value, workplace)),
    ...retries(state, asked.retryFailed),
  ];
  const journal = adapters.reopenJournal(folder, tornAt);
  const proved = provedWork(state);
  const scheduler = new Scheduler(state);
  const open = { runId, folder, lock, store: store.value, facts, scheduler, proved, journal, cleared: [], told: [] };
  return ok(await conduct(planned, adapters, options, open));
};

/** What the run would still have to do, and the plan does not know. */
const missingInPlan = ({ nodes }: RunState, achievements: readonly { readonly id: NodeId }[]): readonly NodeId[] => {
  const known = new Set(achievements.map(({ id }) => id));
  return [...nodes.values()]
    .filter(
      ({ state, node, skipAsked }) => state !== 'succeeded' && state !== 'skipped' && !skipAsked && !known.has(node.id),
    )
    .map(({ node }) => node.id);
};

/** What was stopped is taken up again in any case; what failed only where it is asked for. */
const retries = ({ nodes }: RunState, retryFailed: boolean): readonly RunFact[] => {
  const again: NodeId[] = [];
  for (const [id, { state, skipAsked }] of nodes) {
    if (skipAsked) continue;
    if (state === 'cancelled' || (retryFailed && (state === 'failed' || state === 'conflicted'))) again.push(id);
  }
  return again.length === 0 ? [] : [{ type: 'retry_asked', nodes: again }];
};
