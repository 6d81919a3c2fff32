import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { NodeId, SettledNode } from '../../domain/run.ts';
import type { RunState } from '../../journal/run-state.ts';
import type { Config } from '../../policy/config.ts';
import { configFileName } from '../../policy/config.ts';
import { agentFiles, agentFolders, executables, readsAgentFolders } from '../../policy/executables.ts';
import type { ExecutableField, FileText } from '../../policy/executables.ts';
import { agentNamed } from '../../policy/plan-wishes.ts';
import type { StatusReport } from '../../workspace/status-report.ts';
import { configProblems, readConfigOnDisk } from '../read-config.ts';
import { reportStatus } from '../report-status.ts';
import { mendedFixes } from './mended-fixes.ts';
import { openFixDigests } from './open-fix.ts';
import { markOf, newestRun, runKey, unreadableRun } from './known-run.ts';
import { prepareRun } from './prepare-run.ts';
import type { PreparedRun, RunChoice } from './prepare-run.ts';
import { readPromptTemplates } from './prompt-templates.ts';
import type { PromptTemplates } from './prompt-templates.ts';
import type { RunAdapters } from './run-adapters.ts';
import { readRunScripts } from './run-scripts.ts';
import type { RunScripts } from './run-scripts.ts';
import type { RunSource } from './run-source.ts';

/** A run that could be started now. */
export interface PlannedRun {
  readonly source: RunSource;
  readonly key: string;
  readonly config: Config;
  /** As it stands on disk; empty when there is none. */
  readonly configText: string;
  readonly prepared: PreparedRun;
  readonly scripts: RunScripts;
  readonly promptTemplates: PromptTemplates;
  readonly executables: readonly ExecutableField[];
  /** Of everything that may be executed. */
  readonly digest: string;
  readonly isTrusted: boolean;
  /** The unaccepted run that this one goes on from. */
  readonly after: RunState | null;
  /** The newest run of the plan as it was then (`markOf`); absent where it does not count. */
  readonly seen?: string;
  /** Why fewer executors are used than were allowed; null when they are not. */
  readonly memoryRemark: string | null;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

export interface RunOptions extends RunChoice {
  /** `head`: nothing that an unaccepted run has merged counts. */
  readonly from: 'newest' | 'head';
  /** This one counts as not done, whatever the documents and earlier runs say. */
  readonly again?: NodeId | undefined;
}

const maxAgentFileBytes = 1_000_000;
const folderLimits = { maxFiles: 1_000, maxDepth: 6 };

/** Settles everything about a run that can be settled without starting anything. */
export const planRun = async (
  source: RunSource,
  adapters: RunAdapters,
  options: RunOptions,
): Promise<Result<PlannedRun>> => {
  const { state } = source;
  const { root, file } = state.place;
  // Without the dependency that an error names, the order would be another one than the plan means.
  const errors = source.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return fail(errors);
  const onDisk = await readConfigOnDisk(root);
  const configFile = root.label(configFileName);
  if (!onDisk.config.ok) return onDisk.config;
  const config = onDisk.config.value;
  const { name } = state.graph.plan;
  const newest = options.from === 'head' ? undefined : await newestRun(root.runs, { name, file });
  const unreadable = options.from === 'head' ? undefined : await unreadableRun(root.runs, { name, file }, newest);
  if (unreadable !== undefined) {
    const advice = 'Bring the file back from a copy. To begin anew from what is checked out: planloom run --from head';
    return fail(unreadable.map((problem) => ({ ...problem, advice })));
  }
  const report = await reportStatus(state);
  const satisfied = new Map([...satisfiedBy(report, newest)].filter(([id]) => id !== options.again));
  const scripts = await readRunScripts(state);
  const memory = memoryLimit(config, options, adapters);
  const prepared = prepareRun({
    graph: state.graph,
    config,
    configFile,
    choice: memory === null ? options : { ...options, maxExecutors: memory.executors },
    satisfied,
    mended: newest === undefined ? new Map() : mendedFixes(newest),
    fixes: await openFixDigests(state),
    scripts: scripts.paths,
  });
  if (!prepared.ok) return prepared;
  const promptTemplates = await readPromptTemplates(
    root,
    prepared.value.nodes.map(({ pool }) => pool),
  );
  if (!promptTemplates.ok) return promptTemplates;
  const problem = modeProblem(config, adapters, configFile);
  if (problem !== null) return fail([problem]);
  const size = await sizeProblems(config, adapters, configFile);
  if (!size.ok) return size;

  return ok({
    source,
    key: runKey({ name, file }),
    config,
    configText: onDisk.sources.get(configFile) ?? '',
    prepared: prepared.value,
    scripts,
    promptTemplates: promptTemplates.value,
    ...(await whatMayRun(source, config, scripts, adapters)),
    after: unaccepted(newest),
    ...(options.from === 'head' ? {} : { seen: markOf(newest) }),
    memoryRemark: memory?.remark ?? null,
    problems: [...source.problems, ...configProblems(onDisk), ...prepared.value.problems, ...size.value],
    texts: new Map([...source.texts, ...onDisk.sources]),
  });
};

/** Everything that a run may execute, and whether that was allowed before. */
export const whatMayRun = async (
  source: RunSource,
  config: Config,
  scripts: RunScripts,
  adapters: RunAdapters,
): Promise<Pick<PlannedRun, 'executables' | 'digest' | 'isTrusted'>> => {
  const named = source.state.graph.plan.achievements.flatMap(({ wishes }) =>
    wishes?.agent === undefined ? [] : (agentNamed(config, wishes.agent.text) ?? []),
  );
  const { fields, canonical } = executables(config, scripts.texts, await agentTexts(source, config), named);
  const digest = adapters.digest(canonical);
  return { executables: fields, digest, isTrusted: fields.length === 0 || adapters.isTrusted(digest) };
};

/** The run whose branch waits to be accepted, if there is one. */
const unaccepted = (newest: RunState | undefined): RunState | null =>
  newest?.accepted === null && newest.integrationBranch !== null ? newest : null;

/** What needs no work: by the documents, or because a run has merged it and nobody has sent it back. */
const satisfiedBy = (
  { achievements }: StatusReport,
  newest: RunState | undefined,
): ReadonlyMap<NodeId, SettledNode['why']> => {
  const merged = new Set<NodeId>(newest?.opened.settled.filter(({ why }) => why === 'merged').map(({ id }) => id));
  for (const [id, { state }] of newest?.nodes ?? []) if (state === 'succeeded') merged.add(id);
  const satisfied = new Map<NodeId, SettledNode['why']>();
  for (const { id, status } of achievements) {
    if (status === 'complete' || status === 'skipped') satisfied.set(id, status);
    else if (status !== 'failed' && merged.has(id)) satisfied.set(id, 'merged');
  }
  return satisfied;
};

/** Where nobody has said how many, the memory has a say. */
const memoryLimit = (
  config: Config,
  { maxExecutors }: RunChoice,
  adapters: RunAdapters,
): ReturnType<RunAdapters['defaultExecutors']> | null => {
  if (maxExecutors !== undefined || config.maxExecutors !== null || config.preset !== null) return null;
  return adapters.defaultExecutors(usualExecutors);
};

const usualExecutors = 5;

const modeProblem = ({ worktree }: Config, { hasGit }: RunAdapters, configFile: string): Problem | null =>
  worktree.mode !== 'clone' || hasGit
    ? null
    : {
        rule: 'no-repository',
        severity: 'error',
        at: { file: configFile },
        message: 'The workspace is no git repository, so the work of several attempts cannot be merged.',
        advice:
          'Run git init and commit, or write "worktree": { "mode": "copy" } to work in copies of the folder, ' +
          'or "none" to work in the one folder.',
      };

const largeBytes = 200_000_000;
const largeCount = 20_000;

/** A word about folders that are large to copy; without git every attempt gets a copy. */
const sizeProblems = async (
  { worktree }: Config,
  adapters: RunAdapters,
  configFile: string,
): Promise<Result<readonly Problem[]>> => {
  if (worktree.mode !== 'copy' || adapters.hasGit) return ok([]);
  const size = await adapters.copySize(worktree.bring);
  if (!size.ok) return size;
  const { files, bytes } = size.value;
  if (bytes < largeBytes && files < largeCount) return ok([]);
  return ok([
    {
      rule: 'large-copies',
      severity: 'warning',
      at: { file: configFile },
      message: `Every attempt gets a copy of ${String(files)} files, ${String(Math.round(bytes / 1_000_000))} MB.`,
      advice: 'Leave out what the work does not need: name it in a .gitignore.',
    },
  ]);
};

const agentTexts = async ({ state }: RunSource, config: Config): Promise<readonly FileText[]> => {
  const { files } = state.place.root;
  const found: FileText[] = [];
  const paths = new Set(agentFiles);
  for (const folder of readsAgentFolders(config) ? agentFolders : []) {
    const listed = await files.list(folder, folderLimits);
    for (const path of listed.ok ? listed.value.paths : []) paths.add(`${folder}/${path}`);
  }
  for (const path of paths) {
    const read = await files.readText(path, maxAgentFileBytes);
    if (read.ok) found.push({ path, text: read.value });
  }
  return found;
};
