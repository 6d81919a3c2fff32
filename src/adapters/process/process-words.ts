import { existsSync } from 'node:fs';
import type { Command } from '../../ports/processes.ts';

interface Started {
  readonly command: Command;
  readonly folder: string;
  readonly inputFile: string | null;
}

/** Why a program did not start, in one sentence. */
export const notStarted = ({ command, folder, inputFile }: Started, error: NodeJS.ErrnoException): string => {
  const program = typeof command === 'string' ? 'sh' : command[0];
  if (program === undefined || program === '') return 'The command is empty.';
  if (!existsSync(folder)) return `The folder to work in, ${folder}, does not exist.`;
  if (error.syscall === 'open')
    return `Its input, ${inputFile ?? ''}, cannot be read (${error.code ?? error.message}).`;
  switch (error.code) {
    case 'ENOENT':
      return /[\\/]/.test(program)
        ? `There is no program "${program}", or the one that its first line names is missing.`
        : `There is no program "${program}" on the PATH.`;
    case 'EACCES':
      return `"${program}" may not be executed: it is no program, or permission is missing.`;
    case 'E2BIG':
      return `The command line of "${program}" is longer than the system allows.`;
    default:
      return `"${program}" cannot be started (${error.code ?? error.message}).`;
  }
};

/** Why a program's end is no success, in one sentence; empty when it is one. */
export const whyItEnded = (
  outcome: 'succeeded' | 'failed' | 'timed_out' | 'idle_timed_out' | 'cancelled',
  { exitCode, by, lastLine }: { exitCode: number | null; by: NodeJS.Signals | null; lastLine: string },
  limits: { readonly timeoutMs: number | null; readonly idleTimeoutMs: number | null },
): string => {
  switch (outcome) {
    case 'succeeded':
      return '';
    case 'timed_out':
      return `It ran longer than ${inWords(limits.timeoutMs ?? 0)} and was ended.`;
    case 'idle_timed_out':
      return `It printed nothing for ${inWords(limits.idleTimeoutMs ?? 0)} and was ended.`;
    case 'cancelled':
      return 'It was cancelled.';
    case 'failed': {
      const end = exitCode === null ? `It was ended by ${by ?? 'a signal'}` : `It ended with exit code ${exitCode}`;
      return lastLine === '' ? `${end}.` : `${end}; its last line: ${lastLine}`;
    }
  }
};

const inWords = (milliseconds: number): string => {
  if (milliseconds < 1000) return `${milliseconds} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${+seconds.toFixed(1)} s` : `${+(seconds / 60).toFixed(1)} min`;
};
