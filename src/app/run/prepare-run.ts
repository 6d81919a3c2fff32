import { compareIds } from '../../domain/ids.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { BudgetLimits, MendedFix, NodeId, RunNode, RunSettings, SettledNode } from '../../domain/run.ts';
import type { Config } from '../../policy/config.ts';
import { runNodeRules } from '../../policy/node-rules.ts';
import { planWishes } from '../../policy/plan-wishes.ts';
import { presets } from '../../policy/presets.ts';
import { reviewerProblem } from '../../policy/reviewer-problem.ts';
import { runBudget } from '../../policy/run-budget.ts';
import { runLimits } from '../../policy/run-limits.ts';
import { selectNodes } from '../../policy/select-nodes.ts';
import { estimatedHours } from '../plan-graph.ts';
import type { PlanGraph } from '../plan-graph.ts';
import { poolQuestion } from './pool-question.ts';

export interface RunChoice {
  readonly executor?: string | undefined;
  readonly maxExecutors?: number | undefined;
  readonly level?: number | undefined;
  readonly achievements?: readonly string[] | undefined;
  readonly barrier: boolean;
  /** The executor that judges work before it is merged. */
  readonly reviewer?: string | undefined;
  /** What was asked for on top of the configuration. */
  readonly budget?: Partial<BudgetLimits> | undefined;
}

export interface RunInput {
  readonly graph: PlanGraph;
  readonly config: Config;
  /** How problems name the configuration. */
  readonly configFile: string;
  readonly choice: RunChoice;
  readonly satisfied: ReadonlyMap<NodeId, SettledNode['why']>;
  /** What runs before have mended. */
  readonly mended: ReadonlyMap<NodeId, MendedFix>;
  /** The digests of open FIXes. */
  readonly fixes: ReadonlyMap<NodeId, string>;
  /** Paths of validation scripts, relative to the root, by achievement; only those that are there. */
  readonly scripts: ReadonlyMap<NodeId, string>;
}

/** What a run is opened with. */
export interface PreparedRun {
  readonly nodes: readonly RunNode[];
  /** Of the whole plan, in id order. */
  readonly settled: readonly SettledNode[];
  readonly settings: RunSettings;
  /** Why there is nothing to do; null where there is. */
  readonly reason: string | null;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** Settles which achievements a run takes, and by which rules. */
export const prepareRun = (input: RunInput): Result<PreparedRun> => {
  const { graph, config, configFile, choice, satisfied, mended, fixes, scripts } = input;
  const { plan, levelOf } = graph;
  const levelIn = (id: AchievementId): number => levelOf.get(id) ?? 0;
  const selection = selectNodes(
    plan.achievements.map(({ id, dependencies }) => ({
      id,
      level: levelIn(id),
      dependencies: dependencies.map(({ on }) => on),
    })),
    satisfied,
    { level: choice.level, achievements: choice.achievements },
  );
  if (!selection.ok) return selection;
  const taken = new Set(selection.value.nodes);
  const preset = config.preset === null ? null : presets[config.preset];
  const nodes: RunNode[] = [];
  const problems = new Map<string, Problem>();
  const remarks: Problem[] = [];
  for (const achievement of plan.achievements) {
    const { id, title, priority, dependencies, deliverables } = achievement;
    if (!taken.has(id)) continue;
    const wishes = planWishes(config, { id, file: plan.file, wishes: achievement.wishes }, choice.executor);
    const { agent, model } = wishes.ok ? wishes.value : { agent: null, model: null };
    const question = { ...poolQuestion(achievement), agent, model };
    const rules = runNodeRules(config, preset, question, { executor: choice.executor, configFile });
    for (const problem of wishes.ok ? [] : wishes.error) problems.set(JSON.stringify(problem.at), problem);
    if (!rules.ok) for (const problem of rules.error) problems.set(problem.message, problem);
    if (!rules.ok || !wishes.ok) continue;
    remarks.push(...wishes.value.problems);
    nodes.push({
      id,
      title,
      level: levelIn(id),
      hours: estimatedHours(achievement),
      priority: priority?.number ?? null,
      dependencies: dependencies
        .map(({ on }) => on)
        .filter((on) => taken.has(on))
        .sort(compareIds),
      deliverables: deliverables.flatMap(({ path }) => (path === undefined ? [] : [path])),
      validationScript: scripts.get(id) ?? null,
      ...(fixes.has(id) ? { fix: fixes.get(id)! } : {}),
      ...rules.value,
    });
  }
  if (choice.reviewer !== undefined) {
    const problem = reviewerProblem(config, choice.reviewer, nodes);
    if (problem !== null) problems.set(problem.message, problem);
  }
  if (problems.size > 0) return fail([...problems.values()]);
  const budget = runBudget(config.budget, choice.budget ?? {});
  return ok({
    nodes,
    settled: plan.achievements.flatMap(({ id, title }) => {
      const why = satisfied.get(id);
      if (why === undefined) return [];
      const fix = why === 'merged' ? mended.get(id) : undefined;
      return [{ id, title, level: levelIn(id), why, ...(fix === undefined ? {} : { mended: fix }) }];
    }),
    settings: {
      ...runLimits(config, preset, choice.maxExecutors ?? null),
      conflicts: plan.conflicts.filter(({ a, b }) => taken.has(a) && taken.has(b)).map(({ a, b }) => ({ a, b })),
      barrier: choice.barrier,
      mode: config.worktree.mode,
      ...(budget === null ? {} : { budget }),
      ...(choice.reviewer === undefined ? {} : { reviewer: choice.reviewer }),
    },
    reason: selection.value.reason,
    problems: remarks,
  });
};
