import type { CommandExit, Processes } from '../../ports/processes.ts';
import { childEnvironment } from './child-environment.ts';
import type { CommandMeans } from './command-executor.ts';
import type { ProcessExit } from './run-process.ts';

/** Runs setup commands, checks and scripts, with the same care as attempts. */
export const commandRunner = (means: CommandMeans): Processes => {
  const inherited = childEnvironment(means.environment, [], {});
  return {
    async run({ command, folder, env, outputFile, timeoutMs }, signal) {
      const exit = await means.launcher.run(
        {
          command,
          folder,
          env: { ...inherited, ...env, PLANLOOM_TAG: means.tag },
          inputFile: null,
          outputFile,
          timeoutMs,
          idleTimeoutMs: null,
        },
        signal,
      );
      return {
        outcome: outcomeOf(exit),
        exitCode: exit.exitCode,
        said: exit.outcome === 'not_started' || exit.outcome === 'interrupted' ? exit.message : exit.tellingLine,
        seconds: exit.seconds,
      };
    },
  };
};

const outcomeOf = ({ outcome }: ProcessExit): CommandExit['outcome'] => {
  if (outcome === 'interrupted') return 'failed';
  // Without an idle limit that one cannot come.
  return outcome === 'idle_timed_out' ? 'timed_out' : outcome;
};
