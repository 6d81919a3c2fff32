import path from 'node:path';
import type { RunNode } from '../domain/run.ts';
import { listInWords } from '../text/list-in-words.ts';
import { asSentences } from '../text/as-sentence.ts';
import { checkWork } from './check-work.ts';
import { failedChecks } from './failed-checks.ts';
import { checkEnv, commitWords } from './git-tools.ts';
import type { GitWorkplaceTools } from './git-tools.ts';
import { runSetup } from './run-setup.ts';
import { attemptFiles, nodeOf } from './workplace-tools.ts';
import type { MergeEnded, ProvedWork } from './workplace.ts';

/**
 * Merges proved work into the integration branch, and checks the result before it becomes the branch's tip. `checkedTree`:
 * the tree that was checked when the work was proved; a merge that gives the same one need not be checked again.
 */
export const mergeWork = async (
  tools: GitWorkplaceTools,
  work: ProvedWork,
  checkedTree: string | undefined,
  signal: AbortSignal,
): Promise<MergeEnded> => {
  const { node: id, attempt, commit } = work;
  const { store, prefix, checksOf, runId } = tools;
  const node = nodeOf(tools, id);
  const tip = store.tip;
  const { edits, approved } = tools.documentsOf(work);
  const fromTop = new Map([...edits].map(([file, edit]) => [path.posix.join(prefix, file), edit]));
  const words = commitWords(runId, node, attempt, `Merge ${id} ${node.title}`);
  const merged = await store.merge(tip, commit, words, fromTop);
  if (merged.kind === 'conflict') {
    await store.keep(id, attempt, commit);
    // Where files are compared and not merged, the message names them already.
    const others = tools.mergedBefore(id, merged.paths).filter((other) => !merged.message.includes(other));
    return {
      type: 'merge_failed',
      node: id,
      attempt,
      reason: 'conflict',
      paths: merged.paths,
      message:
        others.length === 0
          ? merged.message
          : `${merged.message} The other side is ${listInWords(others)}, merged before.`,
    };
  }
  if (checksOf(id).length > 0 && merged.tree !== checkedTree) {
    const reasons = await checkMerged(tools, { node, attempt, tip, commit: merged.commit }, signal);
    if (reasons.length > 0) {
      await store.keep(id, attempt, commit);
      const message = `After the merge: ${asSentences(reasons)}`;
      return { type: 'merge_failed', node: id, attempt, reason: 'check', paths: [], message };
    }
  }
  await store.advance(tip, merged.commit);
  return { type: 'merged', node: id, attempt, commit: merged.commit, approved };
};

/** A merge commit on `tip`, which is not its successor yet. */
interface Merged {
  readonly node: RunNode;
  readonly attempt: number;
  readonly tip: string;
  readonly commit: string;
}

/** Why the merged result cannot stay, in sentences. */
const checkMerged = async (
  tools: GitWorkplaceTools,
  { node, attempt, tip, commit }: Merged,
  signal: AbortSignal,
): Promise<readonly string[]> => {
  const { id, deliverables } = node;
  const { store, processes, prefix, runId, checksOf, setup } = tools;
  const place = await store.checkTree(commit);
  const folder = path.join(place.folder, prefix);
  const outputFile = path.join(tools.folder.attemptFolder(id, attempt), attemptFiles.checks);
  const work = {
    store,
    processes,
    top: place.folder,
    folder,
    prefix,
    base: tip,
    basePaths: await store.paths(tip),
    result: commit,
    changes: await store.changes(tip, commit),
    deliverables,
    env: checkEnv(runId, id, attempt),
    outputFile,
  };
  const check = async () => failedChecks((await checkWork(checksOf(id), work, signal)).results);
  const afterSetup = async (): Promise<readonly string[]> => {
    const failure = await runSetup(tools, folder, outputFile, signal);
    return failure === null ? check() : [failure];
  };
  if (place.isNew) return afterSetup();
  const reasons = await check();
  // The folder was set up for an earlier state: what this one needs may be missing there.
  return reasons.length === 0 || setup.length === 0 ? reasons : afterSetup();
};
