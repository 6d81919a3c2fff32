import { createHash } from 'node:crypto';
import { appendFileSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { NodeId } from '../../domain/run.ts';
import type { SimulateExecutorConfig } from '../../policy/config.ts';
import type { AttemptRequest, Executor } from '../../ports/executor.ts';
import type { Timer } from '../../ports/timer.ts';

/** What a pretended attempt has to know of its node. */
export interface SimulatedNode {
  readonly hours: number | null;
  /** Relative to the folder: files, folders or globs. */
  readonly deliverables: readonly string[];
}

/**
 * An executor that only waits and writes something down, so that there is evidence: `simulated-<node>.md`, and a line
 * into what the node has to deliver. Which attempts fail is settled by the seed.
 */
export const simulateExecutor = (
  config: SimulateExecutorConfig,
  deps: { readonly timer: Timer; readonly nodeOf: (node: NodeId) => SimulatedNode },
): Executor => ({
  async run(request, signal) {
    const { hours, deliverables } = deps.nodeOf(request.node);
    const { seconds, secondsPerHour } = config;
    const wanted = 1000 * (secondsPerHour !== null && hours !== null ? secondsPerHour * hours : seconds);
    const isLate = request.timeoutMs !== null && wanted > request.timeoutMs;
    const begin = deps.timer.now().getTime();
    if (!signal.aborted) await deps.timer.sleep(isLate ? request.timeoutMs : wanted, signal);
    const took = (deps.timer.now().getTime() - begin) / 1000;
    const ended = { exitCode: null, summary: null, usage: null, costUsd: null, seconds: took };
    if (signal.aborted) return { ...ended, outcome: 'cancelled', message: 'It was cancelled.' };
    if (isLate) return { ...ended, outcome: 'timed_out', message: 'It pretended to run longer than it may.' };
    if (chanceOf(config.seed, request) < config.failureRate) {
      return { ...ended, outcome: 'failed', exitCode: 1, message: 'It pretended to fail.' };
    }
    const text = `Node ${request.node}, attempt ${request.attempt}, simulated with seed ${config.seed}.\n`;
    try {
      const files = [`simulated-${request.node.replace('#', '-')}.md`, ...deliverables.map(fileFor(request.folder))];
      for (const file of new Set(files)) append(request.folder, file, text);
    } catch (error) {
      return {
        ...ended,
        outcome: 'failed',
        message: `It cannot write what it pretends to: ${(error as Error).message}.`,
      };
    }
    return { ...ended, outcome: 'succeeded', exitCode: 0, message: '', summary: text.trim() };
  },
  recall: () => Promise.resolve({ summary: null, usage: null, costUsd: null }),
});

/** From 0 to below 1, the same for the same attempt. */
const chanceOf = (seed: number, { node, attempt }: AttemptRequest): number =>
  createHash('sha256').update(`${seed} ${node} ${attempt}`).digest().readUInt32BE() / 2 ** 32;

const name = 'simulated';

/** A file that counts as this deliverable. */
const fileFor =
  (folder: string) =>
  (deliverable: string): string => {
    if (/[*?[{]/.test(deliverable)) return deliverable.replace(/\*\*/g, name).replace(/[*?]|\[.*?\]|\{.*?\}/g, name);
    const isFolder =
      deliverable.endsWith('/') || statSync(path.join(folder, deliverable), { throwIfNoEntry: false })?.isDirectory();
    return isFolder === true ? path.posix.join(deliverable, `${name}.md`) : deliverable;
  };

const append = (folder: string, relative: string, text: string): void => {
  const file = path.resolve(folder, relative);
  if (!file.startsWith(folder + path.sep)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  // A link of the repository may lead out of it.
  const real = path.relative(realpathSync(folder), realpathSync(path.dirname(file)));
  const isLink = lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (!isLink && !real.startsWith('..') && !path.isAbsolute(real)) appendFileSync(file, text);
};
