import path from 'node:path';
import type { AttemptEvidence, CheckResult, NodeId, RunNode } from '../domain/run.ts';
import type { AttemptExit } from '../ports/executor.ts';
import type { AttemptTree, CommitWords, RunStore, TakenWork } from '../ports/run-store.ts';
import { checkWork } from './check-work.ts';
import type { Checked } from './check-work.ts';
import { pathMatcher } from './evidence/glob.ts';
import { judgeWork } from './evidence/judge-work.ts';
import { takenBack } from './evidence/taken-back.ts';
import { isUnverified } from './evidence/unverified.ts';
import { failedChecks } from './failed-checks.ts';
import { deliverablesOnDisk } from './on-disk.ts';
import { attemptFiles, executorOf, nodeOf } from './workplace-tools.ts';
import type { WorkplaceTools } from './workplace-tools.ts';
import type { AttemptEnded, AttemptNews, AttemptStarted, MergeEnded, ProvedWork, Workplace } from './workplace.ts';

export interface GitWorkplaceTools extends WorkplaceTools {
  readonly store: RunStore;
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  /** Whether an attempt's folder is a repository of its own, or a plain copy. */
  readonly withGit: boolean;
  /** All achievements of the plan. */
  readonly ids: readonly NodeId[];
}

const maxDiffBytes = 5_000_000;
const noEvidence: Omit<AttemptEvidence, 'changed' | 'unverified'> = {
  takenBack: [],
  protectedChanged: [],
  ignored: [],
  checks: [],
  remarks: [],
};

/** Each attempt works in a tree of its own; what is proved is merged into the integration branch, one at a time. */
export class GitWorkplace implements Workplace {
  readonly #tools: GitWorkplaceTools;
  /** What is cleared away beside the work; waited for at the end. */
  readonly #clearing = new Set<Promise<void>>();
  /** By node: the tree that was checked, so that a merge that gives the same tree need not be checked again. */
  readonly #checkedTrees = new Map<NodeId, string>();

  constructor(tools: GitWorkplaceTools) {
    this.#tools = tools;
  }

  async attempt(started: AttemptStarted, signal: AbortSignal, news: AttemptNews): Promise<AttemptEnded> {
    const { store, files, prefix, withGit } = this.#tools;
    const { node: id, attempt } = started;
    const tree = await store.openTree(id, attempt, store.tip, withGit);
    const folder = path.join(tree.folder, prefix);
    const setup = await this.#setUp(tree, folder, signal);
    if (setup !== null) {
      const outcome = signal.aborted ? 'cancelled' : 'failed';
      return this.#finish(tree, started, { ...notRun, outcome, message: setup }, outcome, setup, null, null);
    }
    await files.write(path.join(tree.beside, attemptFiles.prompt), await this.#tools.promptOf(started, tree.base));
    const node = nodeOf(this.#tools, id);
    const exit = await executorOf(this.#tools, started).run(
      {
        runId: this.#tools.runId,
        node: id,
        attempt,
        folder,
        promptFile: path.join(tree.beside, attemptFiles.prompt),
        resultFile: path.join(tree.beside, attemptFiles.result),
        transcriptFile: path.join(tree.beside, attemptFiles.transcript),
        timeoutMs: node.timeoutMs,
        idleTimeoutMs: node.idleTimeoutMs,
      },
      signal,
      (group) => news.spawned(group),
    );
    if (exit.outcome === 'succeeded') news.verifying();
    return this.#prove(tree, started, node, exit, signal);
  }

  async merge({ node: id, attempt, commit, evidence }: ProvedWork, signal: AbortSignal): Promise<MergeEnded> {
    const { store, processes, prefix, runId, checksOf } = this.#tools;
    const node = nodeOf(this.#tools, id);
    const tip = store.tip;
    const merged = await store.merge(tip, commit, this.#words(node, attempt, `Merge ${id} ${node.title}`));
    if (merged.kind === 'conflict') {
      await store.keep(id, attempt, commit);
      return {
        type: 'merge_failed',
        node: id,
        attempt,
        reason: 'conflict',
        paths: merged.paths,
        message: merged.message,
      };
    }
    const checks = checksOf(id);
    const counts = evidence?.checks.some(({ outcome }) => outcome !== 'not_run') === true;
    if (counts && merged.tree !== this.#checkedTrees.get(id)) {
      const place = await store.checkTree(merged.commit);
      const folder = path.join(place.folder, prefix);
      const outputFile = path.join(this.#tools.folder.attemptFolder(id, attempt), attemptFiles.checks);
      const setup = place.isNew ? await this.#runSetup(folder, outputFile, signal) : null;
      const { results } = await checkWork(
        setup === null ? checks : [],
        {
          store,
          processes,
          top: place.folder,
          folder,
          prefix,
          base: tip,
          basePaths: await store.paths(tip),
          result: merged.commit,
          changes: await store.changes(tip, merged.commit),
          env: this.#env(id, attempt, runId),
          outputFile,
        },
        signal,
      );
      const reasons = [...(setup === null ? [] : [setup]), ...failedChecks(results)];
      if (reasons.length > 0) {
        await store.keep(id, attempt, commit);
        const message = `After the merge: ${reasons.join(' ')}`;
        return { type: 'merge_failed', node: id, attempt, reason: 'check', paths: [], message };
      }
    }
    await store.advance(tip, merged.commit);
    this.#checkedTrees.delete(id);
    return { type: 'merged', node: id, attempt, commit: merged.commit };
  }

  async publish(): Promise<string> {
    const tip = await this.#tools.store.publish();
    while (this.#clearing.size > 0) await Promise.all(this.#clearing);
    return tip;
  }

  /** What is wrong with the setup, as a sentence; null when the tree is ready. */
  async #setUp(tree: AttemptTree, folder: string, signal: AbortSignal): Promise<string | null> {
    if (this.#tools.setup.length === 0) return null;
    const failure = await this.#runSetup(folder, path.join(tree.beside, attemptFiles.transcript), signal);
    if (failure === null) await this.#tools.store.setupDone(tree);
    return failure;
  }

  async #runSetup(folder: string, outputFile: string, signal: AbortSignal): Promise<string | null> {
    const { setup, processes, runId } = this.#tools;
    for (const command of setup) {
      const exit = await processes.run(
        { command, folder, env: { PLANLOOM_RUN: runId }, outputFile, timeoutMs: null },
        signal,
      );
      if (exit.outcome === 'succeeded') continue;
      const name = typeof command === 'string' ? command : command.join(' ');
      return `The setup ${name} failed${exit.lastLine === '' ? '.' : `: ${exit.lastLine}`}`;
    }
    return null;
  }

  async #prove(
    tree: AttemptTree,
    started: AttemptStarted,
    node: RunNode,
    exit: AttemptExit,
    signal: AbortSignal,
  ): Promise<AttemptEnded> {
    const { store, files, prefix, plan, ids, checksOf } = this.#tools;
    const all = await store.take(tree);
    const basePaths = await store.paths(tree.base);
    const back = takenBack({ plan, prefix, node: node.id, ids, basePaths, changes: all.changes });
    const work = back.length === 0 ? all : await store.putBack(tree, all, back);
    const evidence = {
      ...noEvidence,
      changed: work.changes.map((change) => change.path),
      created: work.changes.filter(({ kind }) => kind === 'added').map((change) => change.path),
      takenBack: back,
      ignored: work.ignored,
    };
    if (exit.outcome !== 'succeeded') {
      const unproved = { ...evidence, unverified: true };
      return this.#finish(tree, started, exit, exit.outcome, exit.message, work, unproved);
    }
    const paths = resultPaths(basePaths, work);
    const verdict = judgeWork({
      exit,
      mode: 'clone',
      node,
      prefix,
      changes: work.changes,
      takenBack: back,
      nestedRepositories: work.nestedRepositories,
      paths,
      // What git ignores can only be looked for on disk.
      ignoredOnDisk: await deliverablesOnDisk(files, tree.folder, node.deliverables, prefix, (pattern) =>
        paths.some(pathMatcher(pattern)),
      ),
    });
    const checked = verdict.ok
      ? await this.#check(node, started.attempt, tree, work, basePaths, signal)
      : nothingChecked;
    const reasons = verdict.ok ? failedChecks(checked.results) : verdict.reasons;
    const proof: AttemptEvidence = {
      ...evidence,
      protectedChanged: checked.protectedChanged,
      checks: checked.results,
      unverified: isUnverified(checked.results),
      remarks: [...verdict.remarks, ...checked.remarks, ...(await this.#nested(work, tree))],
    };
    if (signal.aborted) {
      return this.#finish(tree, started, exit, 'cancelled', 'It was stopped while it was checked.', work, proof);
    }
    if (reasons.length === 0 && checksOf(node.id).length > 0) this.#checkedTrees.set(node.id, work.tree);
    const outcome = reasons.length === 0 ? 'succeeded' : 'rejected';
    return this.#finish(tree, started, exit, outcome, reasons.join(' '), work, proof);
  }

  async #check(
    node: RunNode,
    attempt: number,
    tree: AttemptTree,
    work: TakenWork,
    basePaths: readonly string[],
    signal: AbortSignal,
  ): Promise<Checked> {
    const { store, processes, prefix, runId, checksOf } = this.#tools;
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
        env: this.#env(node.id, attempt, runId),
        outputFile: path.join(tree.beside, attemptFiles.checks),
      },
      signal,
    );
  }

  #env(node: NodeId, attempt: number, runId: string): Readonly<Record<string, string>> {
    return { PLANLOOM_RUN: runId, PLANLOOM_NODE: node, PLANLOOM_ATTEMPT: String(attempt) };
  }

  async #nested({ nestedRepositories }: TakenWork, { folder }: AttemptTree): Promise<readonly string[]> {
    return Promise.resolve(nestedRepositories.length === 0 ? [] : [`Its working tree is kept: ${folder}`]);
  }

  /** Commits what is there, moves the attempt's files to where people look for them, and clears the tree away. */
  async #finish(
    tree: AttemptTree,
    started: AttemptStarted,
    exit: AttemptExit,
    outcome: AttemptEnded['outcome'],
    message: string,
    work: TakenWork | null,
    evidence: AttemptEvidence | null,
  ): Promise<AttemptEnded> {
    const { store, files } = this.#tools;
    const { node: id, attempt } = started;
    const node = nodeOf(this.#tools, id);
    const hasWork = work !== null && (work.changes.length > 0 || work.ownCommit !== null);
    const commit = hasWork ? await store.commit(tree, work, this.#words(node, attempt, `${id} ${node.title}`)) : null;
    if (commit !== null) {
      const diff = await store.diff(tree.base, commit, maxDiffBytes);
      await files.write(path.join(tree.beside, attemptFiles.diff), diff);
      if (outcome !== 'succeeded') await store.keep(id, attempt, commit);
    }
    this.#tools.folder.keepFiles(id, attempt, tree.beside);
    if (work === null || work.nestedRepositories.length === 0) this.#clearAway(tree);
    const { exitCode, summary, usage, costUsd, seconds } = exit;
    return {
      type: 'attempt_ended',
      node: id,
      attempt,
      outcome,
      exitCode,
      message,
      commit,
      evidence,
      summary,
      usage,
      costUsd,
      seconds,
    };
  }

  #clearAway(tree: AttemptTree): void {
    const clearing = this.#tools.store.removeTree(tree).finally(() => this.#clearing.delete(clearing));
    this.#clearing.add(clearing);
  }

  #words({ id }: RunNode, attempt: number, message: string): CommitWords {
    const { runId } = this.#tools;
    return {
      message,
      trailers: [
        ['Planloom-Run', runId],
        ['Planloom-Node', id],
        ['Planloom-Attempt', String(attempt)],
      ],
    };
  }
}

const notRun = { exitCode: null, summary: null, usage: null, costUsd: null, seconds: 0 };
const nothingChecked: { readonly results: readonly CheckResult[] } & Checked = {
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
