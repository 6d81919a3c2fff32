import type { ReaderOf } from './agent-output.ts';
import { redaction } from './redact.ts';
import { runProcess } from './run-process.ts';
import type { ProcessExit, ProcessNews, ProcessRequest } from './run-process.ts';

/** Where the programs of a run are started. */
export interface Launcher {
  /** Runs a program to its end, as `runProcess` does. */
  run(request: ProcessRequest, signal: AbortSignal, news?: ProcessNews): Promise<ProcessExit>;
  /** An orderly end, when nothing runs any more. */
  close(): Promise<void>;
}

export interface LaunchSettings {
  /** What is taken out of everything that programs print. */
  readonly secrets: readonly string[];
  /** Between being asked to end and being killed. */
  readonly graceMs: number;
  /** Of one program's output. */
  readonly maxOutputBytes: number;
  /** Whether programs are ended when planloom dies, however that comes. */
  readonly guarded: boolean;
}

/** Starts programs from this very process; nobody ends them when it is killed. */
export const launcherHere = ({ secrets, graceMs, maxOutputBytes }: LaunchSettings, readerOf: ReaderOf): Launcher => {
  const means = { redaction: redaction(secrets), readerOf, graceMs, maxOutputBytes, groups: new Set<number>() };
  return {
    run: (request, signal, news) => runProcess(request, means, signal, news),
    close: () => Promise.resolve(),
  };
};
