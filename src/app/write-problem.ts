import type { Problem } from '../domain/problem.ts';
import type { WriteFailure } from '../ports/files.ts';

const advice: Readonly<Record<WriteFailure['reason'], string>> = {
  exists: 'Run the command again: it reads what is there now.',
  unwritable: 'Check what stands there and who may write, and run the command again: it makes only what is missing.',
  outside: 'Put a folder of the workspace in the place of the symlink, or give another --root.',
};

/** What a file that could not be written is to the user. */
export const writeProblem = (label: string, { reason, detail }: WriteFailure): Problem => ({
  rule: reason === 'exists' ? 'changed-meanwhile' : 'unwritable-file',
  severity: 'error',
  at: { file: label },
  message:
    reason === 'exists'
      ? `${label} was made by somebody else in the meantime, and is left as it is.`
      : `${label} cannot be written: ${detail}.`,
  advice: advice[reason],
});
