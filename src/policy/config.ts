import type { AgentKind, PermissionLevel } from '../domain/agent.ts';
import type { Place, Problem } from '../domain/problem.ts';
import type { BudgetLimits, FailureStrategy, NodeId, RetryPolicy, WorktreeMode } from '../domain/run.ts';
import type { Command } from '../ports/processes.ts';
import { usualEffort, usualSizes } from './document-limits.ts';
import type { Limit, SizeLimit, Tier } from './document-limits.ts';
import type { PresetName } from './preset-name.ts';

/** Limits of an attempt in time; null or absent: what the next wider place says, at last none. */
export interface TimeLimits {
  readonly timeoutMs?: number | null;
  /** Without any output. */
  readonly idleTimeoutMs?: number | null;
}

export interface CommandExecutorConfig extends TimeLimits {
  readonly kind: 'command';
  readonly command: Command;
  /** Names of variables that are handed on besides the usual ones. */
  readonly env: readonly string[];
}

/** An executor that only pretends: the same seed gives the same run. */
export interface SimulateExecutorConfig extends TimeLimits {
  readonly kind: 'simulate';
  /** How long an attempt takes; `hours`: seconds for each hour of the estimate instead. */
  readonly seconds: number;
  readonly secondsPerHour: number | null;
  /** Part of the attempts that fail, from 0 to 1. */
  readonly failureRate: number;
  readonly seed: number;
}

/** A coding agent. */
export interface AgentExecutorConfig extends TimeLimits {
  readonly kind: AgentKind;
  /** Null: what the agent's own configuration says. */
  readonly model: string | null;
  readonly permissions: PermissionLevel;
  /** The program, where it is not the usual one: a name, or a path (relative: to the root of the workspace). */
  readonly program: string | null;
  /** The agent's command, for `acp` only; else empty. */
  readonly command: readonly string[];
  /** Added to the program's arguments. */
  readonly args: readonly string[];
  /** Names of variables that are handed on besides the usual ones. */
  readonly env: readonly string[];
  readonly maxTurns: number | null;
  /** Files of the repository that configure the agent: not read, or read as they were trusted. */
  readonly repositoryConfig: 'off' | 'trusted';
}

export type ExecutorConfig = CommandExecutorConfig | SimulateExecutorConfig | AgentExecutorConfig;

export interface CheckConfig {
  readonly command: Command;
  /** Globs of files that are put back before the check runs; null: the files that the command names. */
  readonly protect: readonly string[] | null;
  readonly timeoutMs: number | null;
}

export interface WorktreeConfig {
  readonly mode: WorktreeMode;
  readonly setup: readonly Command[];
  /** Untracked files and folders that are brought along, relative to the root. */
  readonly bring: readonly string[];
}

/** What is said for one node, for one pool, or for all. What is absent is said by the next wider place. */
export interface NodeRules extends TimeLimits {
  /** The executor, then those to fall back on. */
  readonly executors?: readonly string[];
  readonly retry?: Partial<RetryPolicy>;
  readonly onFailure?: FailureStrategy;
}

export interface AchievementRules extends NodeRules {
  readonly pool?: string;
  readonly evidence?: 'diff' | 'none';
}

/** What `planloom check` asks of documents. */
export interface DocumentCheckConfig {
  /** Whether the rules of the methodology count: for documents that say so, for all, for none. */
  readonly methodology: 'auto' | 'always' | 'never';
  readonly sizes: Readonly<Record<Tier, SizeLimit>>;
  /** Hours of a PLAN. */
  readonly effort: Limit;
  /** Rules that do not count, with the place that says so. */
  readonly off: readonly { readonly rule: string; readonly at: Place }[];
}

/** What `planloom.config.json` says. */
export interface Config {
  /** Default of how many work at the same time; null where nothing is said. */
  readonly maxExecutors: number | null;
  /** Slots by pool, of those that say how many. */
  readonly pools: Readonly<Record<string, number>>;
  readonly poolRules: Readonly<Record<string, NodeRules>>;
  readonly preset: PresetName | null;
  readonly executors: Readonly<Record<string, ExecutorConfig>>;
  readonly defaultExecutor: string | null;
  /** Commands that work has to pass. */
  readonly checks: readonly CheckConfig[];
  readonly check: DocumentCheckConfig;
  readonly worktree: WorktreeConfig;
  /** What holds for every node. */
  readonly rules: NodeRules;
  readonly achievements: Readonly<Record<NodeId, AchievementRules>>;
  /** How an achievement for which nothing names a pool gets one. */
  readonly routing: 'keywords' | 'off';
  /** What runs may cost; what is not said is not limited. */
  readonly budget: Partial<BudgetLimits>;
  /** Prefix of the branches that runs make. */
  readonly branchPrefix: string;
  /** Warnings; an error would have kept this value from being made. */
  readonly problems: readonly Problem[];
}

/** The file's name; it lies at the root of the workspace. */
export const configFileName = 'planloom.config.json';

/** What holds where there is no such file. */
export const noConfig: Config = {
  maxExecutors: null,
  pools: {},
  poolRules: {},
  preset: null,
  executors: {},
  defaultExecutor: null,
  checks: [],
  check: { methodology: 'auto', sizes: usualSizes, effort: usualEffort, off: [] },
  worktree: { mode: 'clone', setup: [], bring: [] },
  rules: {},
  achievements: {},
  routing: 'off',
  budget: {},
  branchPrefix: 'planloom/',
  problems: [],
};
