import { runPrompt } from '../../documents/run-prompt.ts';
import type { RunPromptInput } from '../../documents/run-prompt-input.ts';
import type { PlannedAchievement } from '../../domain/plan.ts';
import type { NodeId, NodeState } from '../../domain/run.ts';
import type { AttemptStarted } from '../../execution/workplace.ts';
import type { RunCheck } from '../../execution/run-check.ts';
import { allowance } from '../../journal/allowance.ts';
import type { RunState } from '../../journal/run-state.ts';
import { isEnd } from '../../journal/run-state.ts';
import type { Config } from '../../policy/config.ts';
import { executorOf, isAgent } from '../../policy/executor-of.ts';
import { maxDocumentBytes } from '../open-plan.ts';
import { doneBefore } from './done-before.ts';
import type { RunBefore } from './done-before.ts';
import { earlierAttempt } from './earlier-attempt.ts';
import type { EarlierSource } from './earlier-attempt.ts';
import { openFix } from './open-fix.ts';
import type { PromptTemplates } from './prompt-templates.ts';
import type { RunSource } from './run-source.ts';

/** What prompts are made from, besides the attempt. */
export interface PromptSource extends EarlierSource {
  readonly source: RunSource;
  readonly executors: Config['executors'];
  readonly templates: PromptTemplates;
  /** Where the run stands now. */
  readonly state: () => RunState;
  readonly runBefore: RunBefore;
  readonly checksOf: (node: NodeId) => readonly RunCheck[];
  /** The plan's. */
  readonly achievements: ReadonlyMap<NodeId, PlannedAchievement>;
}

/** An attempt that is to begin. */
type BeginningAttempt = Pick<AttemptStarted, 'node' | 'attempt' | 'executor'>;

/**
 * The prompt of an attempt that starts from the commit `base`, as Markdown. `isContinued`: it takes up the session of the
 * attempt before, with the work of that in its folder. Where a template of the workspace's own cannot be used for this
 * attempt, the prompt is planloom's.
 */
export const attemptPrompt = async (
  prompts: PromptSource,
  started: BeginningAttempt,
  base: string | null,
  isContinued: boolean,
): Promise<string> => {
  const input = await promptInput(prompts, started, base, isContinued);
  const own = runPrompt(input, { template: prompts.templates(input.pool) });
  const prompt = own.ok ? own : runPrompt(input);
  if (!prompt.ok) throw new Error("Internal error: planloom's own template fails.");
  return prompt.value;
};

const promptInput = async (
  prompts: PromptSource,
  { node: id, attempt, executor: name }: BeginningAttempt,
  base: string | null,
  isContinued: boolean,
): Promise<RunPromptInput> => {
  const { source, state: stateNow, checksOf, achievements, executors } = prompts;
  const state = stateNow();
  const { plan } = source.state.graph;
  const achievement = achievements.get(id);
  const run = state.nodes.get(id);
  if (achievement === undefined || run === undefined) throw new Error(`Internal error: ${id} is not in the run.`);
  const titleOf = (other: NodeId): string => achievements.get(other)?.title ?? '';
  const checks = checksOf(id).filter(
    ({ notRun, name: check }) => notRun === null && check !== run.node.validationScript,
  );
  const executor = executorOf(executors, name);
  const agent = executor !== undefined && isAgent(executor) ? executor : null;
  return {
    plan: { name: plan.name, title: plan.title },
    achievement: { id, title: achievement.title, goal: achievement.goal },
    instructions: await instructionsOf(source, id),
    deliverables: run.node.deliverables,
    successCriteria: achievement.successCriteria,
    tests: achievement.tests,
    fix: await openFix(source.state, id),
    dependencies: await Promise.all(
      achievement.dependencies.map(({ on }) => doneBefore(prompts, state, on, titleOf(on))),
    ),
    running: [...state.nodes.values()].flatMap(({ node, state: now }) =>
      node.id !== id && isAtWork.has(now) ? [{ id: node.id, title: node.title, paths: node.deliverables }] : [],
    ),
    conflicts: plan.conflicts.flatMap(({ a, b, paths }) => {
      const other = a === id ? b : b === id ? a : undefined;
      const isOpen = other !== undefined && !isEnd(state.nodes.get(other)?.state ?? 'succeeded');
      return isOpen ? [{ id: other, title: titleOf(other), paths }] : [];
    }),
    checks: checks.map(({ name: check }) => check),
    protectedFiles: [...new Set(checks.flatMap(({ protect }) => protect ?? []))],
    validationScript: run.node.validationScript,
    evidence: run.node.evidence,
    mode: state.opened.settings.mode,
    pool: run.node.pool,
    limits: {
      timeoutMs: run.node.timeoutMs,
      idleTimeoutMs: run.node.idleTimeoutMs,
      ...allowance(state),
      turns: agent?.maxTurns ?? null,
    },
    permissions: agent?.permissions ?? null,
    attempt,
    earlier: await earlierAttempt(prompts, run, attempt, base, isContinued),
  };
};

/** Its work is not in the folder of an attempt that begins now. */
const isAtWork: ReadonlySet<NodeState> = new Set(['running', 'verifying', 'merging']);

const instructionsOf = async ({ state, sectionOf }: RunSource, id: NodeId): Promise<RunPromptInput['instructions']> => {
  const { root, file } = state.place;
  const subplan = state.documents.byAchievement.get(id)?.subplan ?? null;
  if (subplan !== null) {
    const read = await root.files.readText(subplan, maxDocumentBytes);
    if (read.ok) return { kind: 'subplan', file: subplan, text: read.value };
  }
  return { kind: 'section', file, text: sectionOf(id) };
};
