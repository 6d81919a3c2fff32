import path from 'node:path';
import { readProblem } from '../app/open-plan.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Call } from './command-spec.ts';

/** The text of a file that an option names, wherever it lies, or of stdin for `-`; `label` is its name in problems. */
export const readArgument = async (
  { world }: Call,
  given: string,
  maxBytes: number,
): Promise<Result<{ readonly label: string; readonly text: string }>> => {
  const absolute = path.resolve(world.cwd, given);
  const label = given === '-' ? 'stdin' : given.split(path.sep).join('/');
  const read =
    given === '-'
      ? await world.input(maxBytes)
      : await world.files(path.dirname(absolute)).readText(path.basename(absolute), maxBytes);
  if (read.ok) return ok({ label, text: read.value });
  const advice: Readonly<Record<string, string>> = {
    'too-large': `At most ${maxBytes / 1_000_000} MB are read.`,
    missing: 'Check the path; - reads stdin.',
  };
  return fail([
    { ...readProblem(label, read.error), advice: advice[read.error.reason] ?? 'Give a text file in UTF-8.' },
  ]);
};
