import type { EarlierAttempt } from '../../documents/run-prompt-input.ts';
import type { NodeId } from '../../domain/run.ts';
import type { NodeRun } from '../../journal/run-state.ts';
import type { RunFolder } from '../../ports/run-folder.ts';
import type { RunStore } from '../../ports/run-store.ts';

/** Where what earlier attempts left is found. */
export interface EarlierSource {
  /** Null where nothing is merged. */
  readonly store: RunStore | null;
  readonly folder: Pick<RunFolder, 'readText'>;
}

const maxReadBytes = 5_000_000;
const maxDiffLength = 60_000;
const maxTranscriptBytes = 2_000_000;
const lastLines = 100;

/**
 * Why there is another attempt, which starts from the commit `base`; null for a first one. `isContinued`: it takes up the
 * session of the one before.
 */
export const earlierAttempt = async (
  { store, folder }: EarlierSource,
  run: NodeRun,
  attempt: number,
  base: string | null,
  isContinued: boolean,
): Promise<EarlierAttempt | null> => {
  const last = run.attempts.findLast(({ number }) => number < attempt);
  // One that has not ended is none that failed.
  if (last === undefined || last.outcome === null) return null;
  if (isContinued) return { reason: 'continued', message: last.message };
  const failure = run.mergeFailures.find((one) => one.attempt === last.number);
  if (failure === undefined || store === null || last.commit === null || base === null) {
    // Where a check has failed, what the check printed says more than what the attempt did.
    const isChecked = last.evidence?.checks.some(({ outcome }) => outcome === 'failed') === true;
    const file = isChecked ? 'checks.log' : 'transcript.log';
    return { reason: 'failed', message: last.message, lastLines: printedLast(folder, run.node.id, last.number, file) };
  }
  const foot = await store.mergeBase(base, last.commit);
  const { message, paths } = failure;
  const [others, own] = await Promise.all([
    store.diff(foot, base, maxReadBytes).then((diff) => cutDiff(diff, paths)),
    store.diff(foot, last.commit, maxReadBytes).then((diff) => cutDiff(diff, paths)),
  ]);
  return failure.reason === 'conflict'
    ? { reason: 'conflict', message, paths, others, own }
    : {
        reason: 'check',
        message,
        lastLines: printedLast(folder, run.node.id, last.number, 'checks.log'),
        others,
        own,
      };
};

/** A diff that is not too long for a prompt: what it says of `paths` comes first. */
const cutDiff = (diff: string, paths: readonly string[]): string => {
  if (diff.length <= maxDiffLength) return diff;
  const isMeant = (part: string): boolean => paths.some((path) => part.slice(0, part.indexOf('\n')).includes(path));
  const parts = diff.split(/^(?=diff --git )/m);
  return [...parts.filter(isMeant), ...parts.filter((part) => !isMeant(part))].join('').slice(0, maxDiffLength);
};

const printedLast = (folder: EarlierSource['folder'], node: NodeId, attempt: number, file: string): string =>
  (folder.readText(`attempts/${node}/${attempt}/${file}`, maxTranscriptBytes) ?? '')
    .trimEnd()
    .split('\n')
    .slice(-lastLines)
    .join('\n');
