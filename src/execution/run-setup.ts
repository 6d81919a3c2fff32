import type { WorkplaceTools } from './workplace-tools.ts';

/** Runs the setup commands in a folder. What is wrong with it, as a sentence; null when the folder is ready. */
export const runSetup = async (
  { setup, processes, runId }: WorkplaceTools,
  folder: string,
  outputFile: string,
  signal: AbortSignal,
): Promise<string | null> => {
  for (const command of setup) {
    const exit = await processes.run(
      { command, folder, env: { PLANLOOM_RUN: runId }, outputFile, timeoutMs: null },
      signal,
    );
    if (exit.outcome === 'succeeded') continue;
    const name = typeof command === 'string' ? command : command.join(' ');
    return `The setup ${name} failed${exit.said === '' ? '.' : `: ${exit.said}`}`;
  }
  return null;
};
