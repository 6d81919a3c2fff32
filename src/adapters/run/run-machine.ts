import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunMachine } from '../../app/run/run-adapters.ts';
import { agentAdapters, agentReader } from '../agents/agent-adapters.ts';
import { agentExecutor } from '../agents/agent-executor.ts';
import type { Environment } from '../process/child-environment.ts';
import { commandExecutor } from '../process/command-executor.ts';
import { commandRunner } from '../process/command-runner.ts';
import { launcherHere } from '../process/launcher.ts';
import { launcherPool } from '../process/launcher-pool.ts';
import { launcherProcess } from '../process/launcher-process.ts';
import { redaction, secretsOfEnvironment, valuesOfDotEnv } from '../process/redact.ts';
import { simulateExecutor } from '../process/simulate-executor.ts';
import { nodeTimer } from './node-timer.ts';
import { maxOutputBytes } from './output-limit.ts';

const graceMs = 10_000;
/** More of them are of use only to who starts hundreds of programs in a second. */
const maxLaunchers = 2;
const maxSecretsFileBytes = 1024 * 1024;

/** Where the programs of a run belong. */
export interface MachineHome {
  readonly root: string;
  readonly environment: Environment;
  readonly launcherFile: string | undefined;
}

/** The programs of one run. `brought`: files with secrets in them, relative to the root. */
export const runMachine = (
  { root, environment, launcherFile: file }: MachineHome,
  runId: string,
  brought: readonly string[],
  guarded: boolean,
): RunMachine => {
  const secrets = [...secretsOfEnvironment(environment), ...brought.flatMap((name) => secretsIn(root, name))];
  const settings = { secrets, graceMs, maxOutputBytes, guarded };
  const launcher =
    file === undefined || !existsSync(file)
      ? launcherHere(settings, agentReader)
      : launcherPool(maxLaunchers, () => launcherProcess({ file, tag: runId, environment, settings }));
  const means = { launcher, redaction: redaction(secrets), environment, tag: runId };
  return {
    processes: commandRunner(means),
    executor: (config, nodeOf) => {
      if (config.kind === 'command') return commandExecutor(config, means);
      if (config.kind === 'simulate') return simulateExecutor(config, { timer: nodeTimer, nodeOf });
      return agentExecutor(config, agentAdapters[config.kind], { ...means, root, programs: path.dirname(file ?? '') });
    },
    redact: (text) => means.redaction.text(text),
    close: () => launcher.close(),
  };
};

/** Values of files such as `.env.local` that attempts get. */
const secretsIn = (root: string, file: string): readonly string[] => {
  if (!/^\.env(?:\.|$)/.test(path.basename(file)) || !existsSync(path.join(root, file))) return [];
  try {
    return valuesOfDotEnv(readFileSync(path.join(root, file), 'utf8').slice(0, maxSecretsFileBytes));
  } catch {
    return [];
  }
};
