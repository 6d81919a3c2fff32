import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';

/** Far more than any run writes, and little enough to be held in memory. */
const maxBytes = 128 * 1024 * 1024;

/**
 * The text of a journal; undefined when there is none. What is there and can not be read is a damaged journal: `name` is
 * what the problem calls it.
 */
export const readJournal = async (file: string, name: string): Promise<Result<string> | undefined> => {
  try {
    // Anything may stand under this name: a pipe is not waited for.
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) return damaged(name, 'it is no plain file');
      if (stats.size > maxBytes) return damaged(name, `it has ${stats.size} bytes, and no journal has so many`);
      return ok(await handle.readFile('utf8'));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : damaged(name, message);
  }
};

const damaged = (file: string, why: string): Result<never> =>
  fail([
    {
      rule: 'journal-damaged',
      severity: 'error',
      at: { file },
      message: `The journal can not be read: ${why}.`,
      advice: 'What the run did can not be told: bring the file back from a copy, or begin a new run.',
    },
  ]);
