import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { RetryPolicy, RunNode } from '../domain/run.ts';
import { configFileName } from './config.ts';
import type { Config, NodeRules } from './config.ts';
import { choosePool } from './choose-pool.ts';
import type { PoolQuestion } from './choose-pool.ts';
import { adviceForExecutor } from './executor-names.ts';
import { executorOf, withModel } from './executor-of.ts';
import { poolPresets } from './pool-presets.ts';
import type { Preset } from './presets.ts';
import { valueOf } from './value-of.ts';

/** What is settled for a node before a run begins. */
export type RunNodeRules = Pick<
  RunNode,
  'pool' | 'executors' | 'retry' | 'onFailure' | 'timeoutMs' | 'idleTimeoutMs' | 'evidence'
>;

export interface NodeRulesOptions {
  /** The executor that the command line names. */
  readonly executor?: string | undefined;
  /** How problems name the configuration. Default: its file name. */
  readonly configFile?: string;
}

const usualRetry: RetryPolicy = { maxAttempts: 2, baseMs: 1000, factor: 3, jitter: 'none' };

/** What the plan says of a node. */
export interface NodeQuestion extends PoolQuestion {
  /** The executor that the plan names for it; there is one of this name. */
  readonly agent?: string | null;
  /** The model that the plan names for it. */
  readonly model?: string | null;
}

/**
 * The rules of one node. What stands first here counts: its achievement in the configuration, the plan, its pool, its
 * first executor (limits of time), the configuration, the preset's pool, the preset, what is usual. The parts of `retry`
 * are settled one by one. Fails
 * where nobody works on it; the problem does not depend on the node, so one of them is enough to show.
 */
export const runNodeRules = (
  config: Config,
  preset: Preset | null,
  node: NodeQuestion,
  options: NodeRulesOptions = {},
): Result<RunNodeRules> => {
  const own = valueOf(config.achievements, node.id);
  const { pool } = choosePool(config, node);
  const ofPlan = node.agent == null ? undefined : { executors: [node.agent] };
  const ofPool = valueOf(config.poolRules, pool);
  const near = [own, ofPool];
  const executors = executorsOf(config, [own, ofPlan, ofPool, config.rules], node.model ?? null, options);
  if (!executors.ok) return executors;
  const limits = executorOf(config.executors, executors.value[0]!);
  const wide = [
    config.rules,
    preset === null ? undefined : valueOf(preset.pools, pool),
    valueOf(poolPresets(config), pool),
    preset?.rules,
  ];
  const places = [...near, ...wide];
  return ok({
    pool,
    executors: executors.value,
    retry: {
      maxAttempts: first(places, (rules) => rules.retry?.maxAttempts) ?? usualRetry.maxAttempts,
      baseMs: first(places, (rules) => rules.retry?.baseMs) ?? usualRetry.baseMs,
      factor: first(places, (rules) => rules.retry?.factor) ?? usualRetry.factor,
      jitter: first(places, (rules) => rules.retry?.jitter) ?? usualRetry.jitter,
    },
    onFailure: first(places, (rules) => rules.onFailure) ?? 'fail',
    timeoutMs: first([...near, limits, ...wide], (rules) => rules.timeoutMs) ?? null,
    idleTimeoutMs: first([...near, limits, ...wide], (rules) => rules.idleTimeoutMs) ?? null,
    // In a folder that is shared nobody can say whose a change is.
    evidence: config.worktree.mode === 'none' ? 'none' : (own?.evidence ?? 'diff'),
  });
};

const first = <Place, Value>(
  places: readonly (Place | undefined)[],
  read: (place: Place) => Value | null | undefined,
): Value | undefined => {
  for (const place of places) {
    const value = place === undefined ? undefined : read(place);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
};

const executorsOf = (
  config: Config,
  places: readonly (NodeRules | undefined)[],
  model: string | null,
  { executor, configFile = configFileName }: NodeRulesOptions,
): Result<readonly string[]> => {
  const names = Object.keys(config.executors);
  if (executor !== undefined) {
    if (executorOf(config.executors, executor) !== undefined) return ok([executor]);
    const message = `There is no executor "${executor}".`;
    return refuse('unknown-executor', 'command line', message, adviceForExecutor(executor, names));
  }
  const named = first(places, (rules) => rules.executors);
  const chosen =
    named ?? (config.defaultExecutor !== null ? [config.defaultExecutor] : names.length === 1 ? names : null);
  if (chosen !== null) {
    return ok(model === null ? chosen : [withModel(config.executors, chosen[0]!, model), ...chosen.slice(1)]);
  }
  return names.length === 0
    ? refuse(
        'no-executor',
        configFile,
        'Nobody is named who does the work: there is no executor.',
        'Name a coding agent, as in --executor claude, or write "executors": { "script": { "kind": "command", "command": ["bash", "work.sh"] } }.',
      )
    : refuse(
        'no-executor',
        configFile,
        `Nobody is named who does the work: there are ${names.length} executors and none is the default.`,
        `Write "defaultExecutor": "${names[0]!}", or give --executor ${names[0]!}.`,
      );
};

const refuse = (rule: string, file: string, message: string, advice: string): Result<never> =>
  fail<readonly Problem[]>([{ rule, severity: 'error', at: { file }, message, advice }]);
