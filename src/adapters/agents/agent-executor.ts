import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { addUsage } from '../../domain/add-usage.ts';
import type { AgentVerdict } from '../../domain/agent.ts';
import type { AttemptUsage } from '../../domain/run.ts';
import { agentFiles, agentFolders } from '../../policy/executables.ts';
import type { AgentExecutorConfig } from '../../policy/config.ts';
import type { AttemptExit, AttemptReport, AttemptRequest, Executor, ExecutorNews } from '../../ports/executor.ts';
import { asSentence } from '../../text/as-sentence.ts';
import { childEnvironment } from '../process/child-environment.ts';
import type { Environment } from '../process/child-environment.ts';
import type { Launcher } from '../process/launcher.ts';
import type { Redaction } from '../process/redact.ts';
import { admittedFailure } from './admitted-failure.ts';
import type { AgentAdapter } from './agent-adapter.ts';
import { ownSettings } from './own-settings.ts';
import { priceOf } from './prices/price-of.ts';
import { readinessView } from './readiness-view.ts';
import { replay } from './replay.ts';

/** What agents of a run need besides their configuration. */
export interface AgentMeans {
  readonly launcher: Launcher;
  readonly redaction: Redaction;
  /** Planloom's own environment, of which a child gets the usual part. */
  readonly environment: Environment;
  /** The run's tag. */
  readonly tag: string;
  /** The workspace's root, absolute: what was trusted lies there. */
  readonly root: string;
  /** The folder of the programs that come with planloom. */
  readonly programs: string;
}

/** All programs may need these to reach a model. */
const network = /^(?:HTTPS?|ALL|NO)_PROXY$|^NODE_EXTRA_CA_CERTS$|^SSL_CERT_(?:FILE|DIR)$/i;
const maxSummary = 2_000;

/** Carries out attempts by a coding agent. */
export const agentExecutor = (config: AgentExecutorConfig, adapter: AgentAdapter, means: AgentMeans): Executor => {
  const inherited = agentEnvironment(adapter, config, means);
  return {
    ...(config.repositoryConfig === 'off' && adapter.hidden !== undefined ? { hidden: adapter.hidden } : {}),
    async run(request, signal, news) {
      const agent = { config, adapter, means, inherited };
      const { exit, isSessionLost } = await runAgent(agent, request, signal, news);
      if (!isSessionLost || signal.aborted) return exit;
      // What it was to go on with is gone: it begins anew.
      return (await runAgent(agent, { ...request, resume: undefined }, signal, news)).exit;
    },
    async recall({ eventsFile, resume }) {
      const kept = {
        eventsFile,
        model: config.model,
        earlier: resume?.earlier ?? null,
        outcome: 'interrupted' as const,
      };
      return reportOf(await replay(adapter, kept), means);
    },
  };
};

interface Agent {
  readonly config: AgentExecutorConfig;
  readonly adapter: AgentAdapter;
  readonly means: AgentMeans;
  readonly inherited: Readonly<Record<string, string>>;
}

const runAgent = async (
  { config, adapter, means, inherited }: Agent,
  request: AttemptRequest,
  signal: AbortSignal,
  news: ExecutorNews,
): Promise<{ readonly exit: AttemptExit; readonly isSessionLost: boolean }> => {
  const { folder, promptFile, transcriptFile, eventsFile, resume, timeoutMs, idleTimeoutMs } = request;
  const privateFolder = path.join(path.dirname(promptFile), 'agent');
  const isTrusted = config.repositoryConfig === 'trusted' && isAsTrusted(means.root, folder);
  if (config.repositoryConfig === 'trusted' && !isTrusted && adapter.hidden !== undefined) {
    return { exit: notAsTrusted, isSessionLost: false };
  }
  const own = ownSettings(config, adapter, means);
  const command = adapter.start({
    ...own,
    model: config.model,
    permissions: config.permissions,
    resume: resume?.session ?? null,
    newSession: randomUUID(),
    // Some look up what they trust by the place where a folder really is.
    folder: realpathSync(folder),
    privateFolder,
    environment: means.environment,
    isRoot: process.getuid?.() === 0,
    args: config.args,
    maxTurns: config.maxTurns,
    budgetUsd: request.allowance?.usd ?? null,
    repositoryConfig: isTrusted ? 'trusted' : 'off',
  });
  for (const file of command.files) {
    const place = path.join(privateFolder, file.path);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, file.text, { mode: 0o600 });
  }
  let told = command.session;
  if (told !== null) await news.session(told);
  const tell = (session: string): void => {
    if (session !== told) void news.session((told = session));
  };
  const agent = { kind: config.kind, model: config.model, earlier: resume?.earlier ?? null, eventsFile };
  const exit = await means.launcher.run(
    {
      command: command.command,
      folder,
      env: {
        ...inherited,
        PLANLOOM_RUN: request.runId,
        PLANLOOM_NODE: request.node,
        PLANLOOM_ATTEMPT: `${request.attempt}`,
        ...command.env,
      },
      inputFile: promptFile,
      outputFile: transcriptFile,
      timeoutMs,
      idleTimeoutMs,
      agent,
    },
    signal,
    { started: news.spawned, session: tell },
  );
  const { exitCode, seconds } = exit;
  if (exit.verdict === undefined) {
    // It never ran, or what had started it has died: then its events are all there is.
    const report = await reportOf(await replay(adapter, { ...agent, outcome: exit.outcome }), means);
    const ended = { outcome: endOf(exit.outcome, false), exitCode, message: exit.message, ...report, seconds };
    return { exit: ended, isSessionLost: false };
  }
  const { verdict } = exit;
  const admitted = verdict.ok ? admittedFailure(verdict.text) : null;
  const outcome = endOf(exit.outcome, verdict.ok && admitted === null);
  const why = admitted === null ? verdict.message : saysFailed(admitted);
  const said = outcome === 'failed' && why !== '' ? why : exit.message;
  const ended: AttemptExit = {
    outcome,
    exitCode,
    message: means.redaction.text(outcome === 'succeeded' ? '' : said),
    ...(await reportOf(verdict, means)),
    seconds,
    retryClass: verdict.retryClass,
    retryAfterMs: verdict.retryAfterMs,
    denied: verdict.denied.map(({ tool, detail }) => ({ tool, detail: means.redaction.text(detail) })),
  };
  return { exit: ended, isSessionLost: resume !== undefined && outcome === 'failed' && verdict.session === null };
};

const notAsTrusted: AttemptExit = {
  outcome: 'failed',
  exitCode: null,
  message: 'It was not started: the files by which the repository configures it are not those that were trusted.',
  summary: null,
  usage: null,
  costUsd: null,
  seconds: 0,
  retryClass: 'refused',
};

/** What the program's end is, where it says by itself whether it has done its work. */
const endOf = (outcome: AttemptExit['outcome'] | 'not_started', isDone: boolean): AttemptExit['outcome'] => {
  if (outcome === 'not_started') return 'failed';
  if (outcome !== 'succeeded' && outcome !== 'failed') return outcome;
  return isDone ? 'succeeded' : 'failed';
};

/** The environment of a kind of agent: the usual part of ours, what its program may need, and what the user names. */
export const agentEnvironment = (
  { env, envFor }: Pick<AgentAdapter, 'env' | 'envFor'>,
  config: Pick<AgentExecutorConfig, 'env'>,
  { environment, tag }: Pick<AgentMeans, 'environment' | 'tag'>,
): Record<string, string> => {
  const isWanted = (name: string): boolean =>
    network.test(name) || env.some((one) => (typeof one === 'string' ? one === name : one.test(name)));
  const names = Object.keys(environment).filter(isWanted);
  const own = envFor?.(readinessView(environment)) ?? [];
  return childEnvironment(environment, [...names, ...own, ...config.env], { PLANLOOM_TAG: tag });
};

/**
 * Whether what configures agents in the attempt's folder is what lies in the workspace, and was trusted. There may be more
 * in the workspace, which git does not have.
 */
const isAsTrusted = (root: string, folder: string): boolean =>
  agentFiles.every((name) => isSame(path.join(folder, name), path.join(root, name))) &&
  agentFolders.every(
    (name) => !existsSync(path.join(folder, name)) || isPartOf(path.join(folder, name), path.join(root, name)),
  );

const isSame = (a: string, b: string): boolean => (existsSync(a) || existsSync(b) ? isPartOf(a, b) : true);

/** Whether all that is in `a` is in `b` just so. What is neither a file nor a folder is nowhere just so. */
const isPartOf = (a: string, b: string): boolean => {
  const [first, second] = [a, b].map((one) => lstatSync(one, { throwIfNoEntry: false }));
  if (first?.isFile() === true && second?.isFile() === true) return readFileSync(a).equals(readFileSync(b));
  if (first?.isDirectory() !== true || second?.isDirectory() !== true) return false;
  return readdirSync(a).every((name) => isPartOf(path.join(a, name), path.join(b, name)));
};

const reportOf = async (verdict: AgentVerdict, { redaction }: AgentMeans): Promise<AttemptReport> => {
  const { text, usage, costUsd } = verdict;
  const summary = text === null ? null : redaction.text(text.trim());
  return {
    summary: summary === null || summary === '' ? null : cut(summary),
    usage: sumOf(usage),
    costUsd: costUsd ?? (await priceOfAll(usage)) ?? (isRefusedCall(verdict) ? 0 : null),
  };
};

/** A service that turns a call down takes nothing for it. */
const isRefusedCall = ({ usage, retryClass }: AgentVerdict): boolean =>
  usage.length === 0 && retryClass !== null && retryClass !== 'crashed';

const saysFailed = (why: string): string =>
  why === '' ? 'It says that the work is not done.' : asSentence(`It says that the work is not done: ${cut(why)}`);

const cut = (text: string): string => (text.length > maxSummary ? `${text.slice(0, maxSummary)}…` : text);

/** All models together; named is the one that said the most. */
const sumOf = (usage: readonly AttemptUsage[]): AttemptUsage | null =>
  usage.length === 0
    ? null
    : {
        ...usage.reduce((sum, one) => addUsage(sum, one)),
        model: usage.reduce((most, one) => (one.outputTokens > most.outputTokens ? one : most)).model,
      };

/** Dollars by the offline table of prices; null where one of the models has no known price. */
const priceOfAll = async (usage: readonly AttemptUsage[]): Promise<number | null> => {
  if (usage.length === 0) return null;
  const prices = await Promise.all(usage.map(priceOf));
  return prices.includes(null) ? null : prices.reduce<number>((sum, price) => sum + (price ?? 0), 0);
};
