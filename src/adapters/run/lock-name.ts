import { stateFolder, wayFromTop } from '../state-folder.ts';
import type { LockName } from './run-lock.ts';

/**
 * The name of a plan's lock. Workspaces of one repository share their state folder, and may have plans with the same key;
 * working trees of one repository have the same workspaces.
 */
export const lockName = (root: string, planKey: string): LockName => ({
  stateFolder: stateFolder(root),
  plan: `${wayFromTop(root)}\n${planKey}`,
});
