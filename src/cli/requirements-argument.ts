import path from 'node:path';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Call } from './command-spec.ts';
import { usageProblem } from './print.ts';
import { readArgument } from './read-argument.ts';

/** More than a person writes, and what a model still reads with care. */
const maxBytes = 200_000;

/** The text that `--from` means: stdin for `-`, the file where there is one of that name, else the words themselves. */
export const requirementsArgument = async (call: Call, given: string): Promise<Result<string>> => {
  const isFile = given === '-' || (await isThere(call, given));
  if (!isFile && looksLikeFile(given)) {
    const advice = 'Check the path; requirements in words are a sentence in quotes, and - reads stdin.';
    return fail([usageProblem(`There is no file ${given}.`, advice)]);
  }
  const read = isFile ? await readArgument(call, given, maxBytes) : ok({ label: '--from', text: given });
  if (!read.ok) {
    const advice = 'Give a text file in UTF-8; if the word itself is meant, say it in a sentence.';
    return given === '-' || read.error.some(({ rule }) => rule === 'too-large-file')
      ? read
      : fail(read.error.map((problem) => ({ ...problem, advice })));
  }
  const { label, text } = read.value;
  return /[\p{L}\p{N}]/u.test(text)
    ? ok(text)
    : fail([usageProblem(`The requirements in ${label} are empty.`, 'Say in a few sentences what is to be made.')]);
};

const isThere = async ({ world }: Call, given: string): Promise<boolean> => {
  if (given.trim() === '' || given.length > 1_000 || /[\n\r\0]/.test(given)) return false;
  const absolute = path.resolve(world.cwd, given);
  return world.files(path.dirname(absolute)).exists(path.basename(absolute));
};

/** One word with a folder or an ending in it; a sentence has blanks. */
const looksLikeFile = (given: string): boolean => /^\S*(?:\/\S*|\.[A-Za-z]{1,5})$/.test(given);
