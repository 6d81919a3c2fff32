import type { Processes } from '../../ports/processes.ts';
import { childEnvironment } from './child-environment.ts';
import type { CommandMeans } from './command-executor.ts';
import { runProcess } from './run-process.ts';

/** Runs setup commands, checks and scripts, with the same care as attempts. */
export const commandRunner = (means: CommandMeans): Processes => ({
  async run({ command, folder, env, outputFile, timeoutMs }, signal) {
    const exit = await runProcess(
      {
        command,
        folder,
        env: childEnvironment(means.environment, [], { ...env, PLANLOOM_TAG: means.tag }),
        inputFile: null,
        outputFile,
        timeoutMs,
        idleTimeoutMs: null,
      },
      means,
      signal,
    );
    return {
      // Without an idle limit that one cannot come.
      outcome: exit.outcome === 'idle_timed_out' ? 'timed_out' : exit.outcome,
      exitCode: exit.exitCode,
      lastLine: exit.outcome === 'not_started' ? exit.message : exit.lastLine,
      seconds: exit.seconds,
    };
  },
});
