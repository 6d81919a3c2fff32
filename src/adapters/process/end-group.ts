import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { factsOfProcess, processIds, runs } from './process-table.ts';

/** Whether the process group has a member that runs. */
export const groupLives = (group: number): boolean => {
  if (process.platform === 'win32') return takesSignal(group);
  if (!takesSignal(-group)) return false;
  if (process.platform !== 'linux') return true;
  // In a container that buries nobody, what has ended still takes signals.
  return processIds().some((pid) => {
    const facts = factsOfProcess(pid);
    return facts?.group === group && runs(facts);
  });
};

const takesSignal = (target: number): boolean => {
  try {
    process.kill(target, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Sends a signal, and says nothing when there is nobody to take it. */
export const send = (target: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(target, signal);
  } catch {
    // Gone meanwhile, or not ours.
  }
};

const longestPause = 50;

/** Settles with true when `isDone` says so, looked at ever more seldom, or with false after so many milliseconds. */
export const waitUntil = async (isDone: () => boolean, milliseconds: number): Promise<boolean> => {
  const end = performance.now() + milliseconds;
  for (let pause = 2; !isDone(); pause = Math.min(2 * pause, longestPause)) {
    const left = end - performance.now();
    if (left <= 0) return false;
    await wait(Math.min(pause, left));
  }
  return true;
};

/**
 * Ends every process of a group: asked first, killed after the grace period. Settles when none is left, or when even a
 * kill has not helped for five seconds.
 */
export const endGroup = async (group: number, graceMs: number): Promise<void> => {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', `${group}`, '/t', '/f'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => undefined,
    );
    await waitUntil(() => !groupLives(group), 5_000);
    return;
  }
  send(-group, 'SIGTERM');
  // Who is stopped takes no notice of being asked.
  send(-group, 'SIGCONT');
  if (await waitUntil(() => !groupLives(group), graceMs)) return;
  send(-group, 'SIGKILL');
  await waitUntil(() => !groupLives(group), 5_000);
};
