import type { AttemptReport, AttemptRequest, Executor } from '../../ports/executor.ts';
import type { CommandExecutorConfig } from '../../policy/config.ts';
import { asSentences } from '../../text/as-sentence.ts';
import { childEnvironment } from './child-environment.ts';
import type { Environment } from './child-environment.ts';
import type { Launcher } from './launcher.ts';
import type { Redaction } from './redact.ts';
import { readResultFile } from './result-file.ts';

/** What commands of a run need besides their configuration. */
export interface CommandMeans {
  readonly launcher: Launcher;
  readonly redaction: Redaction;
  /** Planloom's own environment, of which a child gets the usual part. */
  readonly environment: Environment;
  /** The run's tag: every process that planloom starts has it as PLANLOOM_TAG, and so has what these start. */
  readonly tag: string;
}

/** Carries out attempts by a program of any kind: its prompt is its standard input, exit code 0 is success. */
export const commandExecutor = (config: CommandExecutorConfig, means: CommandMeans): Executor => {
  // Looked through once: there may be thousands of attempts.
  const inherited = childEnvironment(means.environment, config.env, { PLANLOOM_TAG: means.tag });
  return {
    async run(request, signal, news) {
      const env = {
        ...inherited,
        PLANLOOM_RUN: request.runId,
        PLANLOOM_NODE: request.node,
        PLANLOOM_ATTEMPT: `${request.attempt}`,
        PLANLOOM_RESULT: request.resultFile,
        ...allowanceOf(request),
      };
      const { folder, promptFile: inputFile, transcriptFile: outputFile, timeoutMs, idleTimeoutMs } = request;
      const exit = await means.launcher.run(
        { command: config.command, folder, env, inputFile, outputFile, timeoutMs, idleTimeoutMs },
        signal,
        { started: news.spawned },
      );
      const report = readResultFile(request.resultFile);
      const saysFailed = exit.outcome === 'succeeded' && report.failure !== null;
      const why = saysFailed ? `It reported "${report.failure}".` : exit.message;
      return {
        outcome: saysFailed || exit.outcome === 'not_started' ? 'failed' : exit.outcome,
        exitCode: exit.exitCode,
        message: means.redaction.text(asSentences([why, report.remark].filter((words) => words !== ''))),
        ...saidBy(report, means),
        seconds: exit.seconds,
      };
    },
    recall: ({ resultFile }) => Promise.resolve(saidBy(readResultFile(resultFile), means)),
  };
};

const saidBy = ({ summary, usage, costUsd }: AttemptReport, { redaction }: CommandMeans): AttemptReport => ({
  summary: summary === null ? null : redaction.text(summary),
  usage,
  costUsd,
});

/** What the program may use up, where that is limited. */
const allowanceOf = ({ allowance }: AttemptRequest): Readonly<Record<string, string>> => ({
  ...(typeof allowance?.usd === 'number' ? { PLANLOOM_BUDGET_USD: String(allowance.usd) } : {}),
  ...(typeof allowance?.tokens === 'number' ? { PLANLOOM_BUDGET_TOKENS: String(allowance.tokens) } : {}),
});
