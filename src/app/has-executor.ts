import { configFileName } from '../policy/config.ts';
import { maxDocumentBytes } from './open-plan.ts';
import type { Root } from './open-plan.ts';

/** Whether the configuration says who works in runs. What is wrong with it, `run` will say. */
export const hasExecutor = async ({ files }: Root): Promise<boolean> => {
  const read = await files.readText(configFileName, maxDocumentBytes);
  if (!read.ok) return false;
  try {
    // The reader of JSON with places takes too long to load for one question.
    const config = JSON.parse(read.value) as {
      readonly executors?: unknown;
      readonly defaultExecutor?: unknown;
    } | null;
    return typeof config?.defaultExecutor === 'string' || Object.keys(config?.executors ?? {}).length > 0;
  } catch {
    return false;
  }
};
