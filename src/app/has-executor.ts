import { configFileName } from '../policy/config.ts';
import { maxDocumentBytes } from './open-plan.ts';
import type { Root } from './open-plan.ts';

/**
 * Whether the configuration says who works in runs, and attempts can have a place to work in. What is wrong with it, `run`
 * will say.
 */
export const hasExecutor = async ({ files, runs }: Root): Promise<boolean> => {
  const read = await files.readText(configFileName, maxDocumentBytes);
  if (!read.ok) return false;
  try {
    // The reader of JSON with places takes too long to load for one question.
    const config = JSON.parse(read.value) as {
      readonly executors?: unknown;
      readonly defaultExecutor?: unknown;
      readonly worktree?: { readonly mode?: unknown };
    } | null;
    if ((config?.worktree?.mode ?? 'clone') === 'clone' && !runs.hasGit()) return false;
    return typeof config?.defaultExecutor === 'string' || Object.keys(config?.executors ?? {}).length > 0;
  } catch {
    return false;
  }
};
