import path from 'node:path';
import type { AttemptEvidence, RunNode } from '../domain/run.ts';
import type { AttemptExit } from '../ports/executor.ts';
import type { AttemptTree, TakenWork } from '../ports/run-store.ts';
import { asSentences } from '../text/as-sentence.ts';
import { deniedWords } from './denied-words.ts';
import { checkWork } from './check-work.ts';
import type { Checked } from './check-work.ts';
import type { Ending } from './ending.ts';
import { pathMatcher } from './evidence/glob.ts';
import { judgeWork } from './evidence/judge-work.ts';
import { takenBack } from './evidence/taken-back.ts';
import { isUnverified } from './evidence/unverified.ts';
import { failedChecks } from './failed-checks.ts';
import { checkEnv } from './git-tools.ts';
import type { GitWorkplaceTools } from './git-tools.ts';
import { deliverablesOnDisk } from './on-disk.ts';
import { attemptFiles } from './workplace-tools.ts';

/** An attempt whose program has ended. */
export interface WorkToProve {
  readonly tree: AttemptTree;
  readonly attempt: number;
  readonly node: RunNode;
  readonly exit: AttemptExit;
}

/** The evidence of an attempt of which nothing is known. */
export const noEvidence: Omit<AttemptEvidence, 'changed' | 'unverified'> = {
  takenBack: [],
  protectedChanged: [],
  ignored: [],
  checks: [],
  remarks: [],
};

const storeChanged = "While it worked, settings of the run's own repository were changed; they were put back unread.";

/**
 * Judges what an attempt has left, by what is in its tree and what the checks say. Nothing is committed yet, and what is
 * not the attempt's to change is taken back.
 */
export const proveWork = async (
  tools: GitWorkplaceTools,
  { tree, attempt, node, exit }: WorkToProve,
  signal: AbortSignal,
): Promise<Ending> => {
  const { store, files, prefix, plan, ids } = tools;
  const basePaths = await store.paths(tree.base);
  if (basePaths.length > 0 && !(await files.hasFile(tree.folder, (inside) => inside !== ''))) {
    // Whoever removes the folder that it works in has hardly meant to delete everything.
    const isDone = exit.outcome === 'succeeded';
    const outcome = isDone ? 'rejected' : exit.outcome;
    const hasMoved = store.hasMoved(tree);
    const why = hasMoved ? 'Its working folder is not where it was.' : 'Its working folder is empty.';
    const evidence = { ...noEvidence, changed: [], unverified: true };
    return { exit, outcome, message: isDone ? why : exit.message, work: null, evidence, hasMoved };
  }
  const all = await store.take(tree);
  const back = takenBack({ plan, prefix, node: node.id, ids, basePaths, changes: all.changes });
  const work = back.length === 0 ? all : await store.putBack(tree, all, back);
  const evidence = {
    ...noEvidence,
    changed: work.changes.map((change) => change.path),
    created: work.changes.filter(({ kind }) => kind === 'added').map((change) => change.path),
    takenBack: back,
    ignored: work.ignored,
    remarks: work.storeChanged === true ? [storeChanged] : [],
  };
  const denied = deniedWords(exit.denied);
  if (exit.outcome !== 'succeeded') {
    const { outcome } = exit;
    const message = asSentences([exit.message, ...denied].filter((words) => words !== ''));
    return { exit, outcome, message, work, evidence: { ...evidence, unverified: true } };
  }
  const paths = resultPaths(basePaths, work);
  // What git ignores can only be looked for on disk.
  const ignoredOnDisk = await deliverablesOnDisk(files, tree.folder, node.deliverables, prefix, (pattern) =>
    paths.some(pathMatcher(pattern)),
  );
  const verdict = judgeWork({
    exit,
    mode: 'clone',
    node,
    prefix,
    changes: work.changes,
    takenBack: back,
    nestedRepositories: work.nestedRepositories,
    paths,
    ignoredOnDisk,
  });
  // The checks are to see what would be merged.
  if (verdict.ok && back.length > 0) await store.restore(tree.folder, tree.base, back);
  const checked = verdict.ok
    ? await checkTree(tools, { tree, attempt, node }, work, basePaths, signal)
    : nothingChecked;
  const reasons = verdict.ok ? failedChecks(checked.results) : verdict.reasons;
  const proof: AttemptEvidence = {
    ...evidence,
    protectedChanged: checked.protectedChanged,
    checks: checked.results,
    unverified: isUnverified(checked.results),
    // What it has to say of its end although it succeeded: that its result file was of no use.
    remarks: [
      ...(exit.message === '' ? [] : [exit.message]),
      ...denied,
      ...evidence.remarks,
      ...verdict.remarks,
      ...checked.remarks,
    ],
  };
  const ending = { exit, work, evidence: proof, hasIgnoredDeliverables: ignoredOnDisk.size > 0 };
  if (signal.aborted) {
    const message = 'It was stopped while it was checked.';
    return { ...ending, outcome: 'cancelled', message };
  }
  if (reasons.length === 0) return { ...ending, outcome: 'succeeded', message: '' };
  return { ...ending, outcome: 'rejected', message: asSentences([...reasons, ...denied]) };
};

const checkTree = async (
  { store, processes, prefix, runId, checksOf }: GitWorkplaceTools,
  { tree, attempt, node }: Omit<WorkToProve, 'exit'>,
  work: TakenWork,
  basePaths: readonly string[],
  signal: AbortSignal,
): Promise<Checked> => {
  const checks = checksOf(node.id);
  if (checks.length === 0) return nothingChecked;
  return checkWork(
    checks,
    {
      store,
      processes,
      top: tree.folder,
      folder: path.join(tree.folder, prefix),
      prefix,
      base: tree.base,
      basePaths,
      result: work.tree,
      changes: work.changes,
      deliverables: node.deliverables,
      env: checkEnv(runId, node.id, attempt),
      outputFile: path.join(tree.beside, attemptFiles.checks),
    },
    signal,
  );
};

const nothingChecked: Checked = {
  results: [],
  protectedChanged: [],
  remarks: [],
};

/** The paths of the result, from those of the base and what was changed. */
const resultPaths = (basePaths: readonly string[], { changes }: TakenWork): readonly string[] => {
  const paths = new Set(basePaths);
  for (const { path: changed, kind } of changes) {
    if (kind === 'deleted') paths.delete(changed);
    else paths.add(changed);
  }
  return [...paths];
};
