import path from 'node:path';
import type { AttemptEvidence, CheckResult, NodeId, RunNode } from '../domain/run.ts';
import type { AttemptExit } from '../ports/executor.ts';
import type { AttemptTree, CommitWords, Edits, RunStore, TakenWork } from '../ports/run-store.ts';
import { asSentences } from '../text/as-sentence.ts';
import { listInWords } from '../text/list-in-words.ts';
import { checkWork } from './check-work.ts';
import type { Checked } from './check-work.ts';
import { pathMatcher } from './evidence/glob.ts';
import { judgeWork } from './evidence/judge-work.ts';
import { takenBack } from './evidence/taken-back.ts';
import { isUnverified } from './evidence/unverified.ts';
import { failedChecks } from './failed-checks.ts';
import { withKeptTree } from './kept-tree.ts';
import { lostAttempt, lostExit } from './lost-attempt.ts';
import { deliverablesOnDisk } from './on-disk.ts';
import { attemptFiles, executorOf, nodeOf, recalled } from './workplace-tools.ts';
import type { WorkplaceTools } from './workplace-tools.ts';
import type {
  AttemptEnded,
  AttemptName,
  AttemptNews,
  AttemptStarted,
  LostAttempt,
  MergeEnded,
  ProvedWork,
  Workplace,
} from './workplace.ts';

export interface GitWorkplaceTools extends WorkplaceTools {
  readonly store: RunStore;
  /** The workspace's root as seen from the top of the repository; empty when they are one. */
  readonly prefix: string;
  /** Whether an attempt's folder is a repository of its own, or a plain copy. */
  readonly withGit: boolean;
  /** All achievements of the plan. */
  readonly ids: readonly NodeId[];
  /** What we write into documents along with a node's merge. Paths are relative to the root of the workspace. */
  readonly documentsOf: (work: ProvedWork) => MergedDocuments;
}

/** Documents that go in with a merge. */
export interface MergedDocuments {
  readonly edits: Edits;
  /** The APPROVED file among them; null where a person has to approve. */
  readonly approved: string | null;
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
  /** Trees that go once it is written down how their attempts ended: until then they are all that tells. */
  readonly #done = new Map<string, AttemptTree>();
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
      const exit = { ...notRun, outcome, message: setup } as const;
      return this.#finish(tree, started, { exit, outcome, message: setup, work: null, evidence: null });
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
        allowance: this.#tools.allowance(),
      },
      signal,
      (group) => news.spawned(group),
    );
    if (exit.outcome === 'succeeded') news.verifying();
    return this.#prove(tree, started, node, exit, signal);
  }

  async recover(lost: LostAttempt): Promise<AttemptEnded> {
    const { store, files, folder } = this.#tools;
    const { node: id, attempt } = lost;
    const tree = await store.recover(id, attempt);
    if (tree === null)
      return { ...lostAttempt(lost), ...recalled(this.#tools, lost, folder.attemptFolder(id, attempt)) };
    if ('unreadable' in tree) {
      const evidence = { ...noEvidence, changed: [], unverified: true };
      return { ...lostAttempt(lost), evidence: withKeptTree(evidence, 'git cannot read it', tree.unreadable) };
    }
    // Without its prompt the program was never started: what is there is ours.
    const hasBegun =
      (await files.hasFile(path.join(tree.beside, attemptFiles.prompt), () => true)) ||
      folder.readText(`attempts/${id}/${attempt}/${attemptFiles.prompt}`, 1) !== undefined;
    const exit = { ...lostExit, ...recalled(this.#tools, lost, tree.beside) };
    if (hasBegun) return this.#prove(tree, lost, nodeOf(this.#tools, id), exit, new AbortController().signal);
    return this.#finish(tree, lost, { exit, outcome: exit.outcome, message: exit.message, work: null, evidence: null });
  }

  async merge(work: ProvedWork, signal: AbortSignal): Promise<MergeEnded> {
    const { node: id, attempt, commit } = work;
    const { store, prefix, checksOf } = this.#tools;
    const node = nodeOf(this.#tools, id);
    const tip = store.tip;
    const { edits, approved } = this.#tools.documentsOf(work);
    const fromTop = new Map([...edits].map(([file, edit]) => [path.posix.join(prefix, file), edit]));
    const words = this.#words(node, attempt, `Merge ${id} ${node.title}`);
    const merged = await store.merge(tip, commit, words, fromTop);
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
    if (checksOf(id).length > 0 && merged.tree !== this.#checkedTrees.get(id)) {
      const reasons = await this.#checkMerged(node, attempt, tip, merged.commit, signal);
      if (reasons.length > 0) {
        await store.keep(id, attempt, commit);
        const message = `After the merge: ${asSentences(reasons)}`;
        return { type: 'merge_failed', node: id, attempt, reason: 'check', paths: [], message };
      }
    }
    await store.advance(tip, merged.commit);
    this.#checkedTrees.delete(id);
    return { type: 'merged', node: id, attempt, commit: merged.commit, approved };
  }

  async publish(): Promise<string> {
    const tip = await this.#tools.store.publish();
    while (this.#clearing.size > 0) await Promise.all(this.#clearing);
    return tip;
  }

  /** Why the merged result cannot stay, in sentences. */
  async #checkMerged(
    { id, deliverables }: RunNode,
    attempt: number,
    tip: string,
    commit: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { store, processes, prefix, runId, checksOf, setup } = this.#tools;
    const place = await store.checkTree(commit);
    const folder = path.join(place.folder, prefix);
    const outputFile = path.join(this.#tools.folder.attemptFolder(id, attempt), attemptFiles.checks);
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
      env: this.#env(id, attempt, runId),
      outputFile,
    };
    const check = async () => failedChecks((await checkWork(checksOf(id), work, signal)).results);
    const afterSetup = async (): Promise<readonly string[]> => {
      const failure = await this.#runSetup(folder, outputFile, signal);
      return failure === null ? check() : [failure];
    };
    if (place.isNew) return afterSetup();
    const reasons = await check();
    // The folder was set up for an earlier state: what this one needs may be missing there.
    return reasons.length === 0 || setup.length === 0 ? reasons : afterSetup();
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
    started: AttemptName,
    node: RunNode,
    exit: AttemptExit,
    signal: AbortSignal,
  ): Promise<AttemptEnded> {
    const { store, files, prefix, plan, ids, checksOf } = this.#tools;
    const basePaths = await store.paths(tree.base);
    if (basePaths.length > 0 && !(await files.hasFile(tree.folder, (inside) => inside !== ''))) {
      // Whoever removes the folder that it works in has hardly meant to delete everything.
      const isDone = exit.outcome === 'succeeded';
      const outcome = isDone ? 'rejected' : exit.outcome;
      const message = isDone ? 'Its working folder is empty.' : exit.message;
      const evidence = { ...noEvidence, changed: [], unverified: true };
      return this.#finish(tree, started, { exit, outcome, message, work: null, evidence });
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
    };
    if (exit.outcome !== 'succeeded') {
      const { outcome, message } = exit;
      return this.#finish(tree, started, { exit, outcome, message, work, evidence: { ...evidence, unverified: true } });
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
      ? await this.#check(node, started.attempt, tree, work, basePaths, signal)
      : nothingChecked;
    const reasons = verdict.ok ? failedChecks(checked.results) : verdict.reasons;
    const proof: AttemptEvidence = {
      ...evidence,
      protectedChanged: checked.protectedChanged,
      checks: checked.results,
      unverified: isUnverified(checked.results),
      remarks: [...verdict.remarks, ...checked.remarks],
    };
    const ending = { exit, work, evidence: proof, hasIgnoredDeliverables: ignoredOnDisk.size > 0 };
    if (signal.aborted) {
      const message = 'It was stopped while it was checked.';
      return this.#finish(tree, started, { ...ending, outcome: 'cancelled', message });
    }
    if (reasons.length === 0 && checksOf(node.id).length > 0) this.#checkedTrees.set(node.id, work.tree);
    const outcome = reasons.length === 0 ? 'succeeded' : 'rejected';
    return this.#finish(tree, started, { ...ending, outcome, message: asSentences(reasons) });
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
        deliverables: node.deliverables,
        env: this.#env(node.id, attempt, runId),
        outputFile: path.join(tree.beside, attemptFiles.checks),
      },
      signal,
    );
  }

  #env(node: NodeId, attempt: number, runId: string): Readonly<Record<string, string>> {
    return { PLANLOOM_RUN: runId, PLANLOOM_NODE: node, PLANLOOM_ATTEMPT: String(attempt) };
  }

  /** Commits what is there, moves the attempt's files to where people look for them, and clears the tree away. */
  async #finish(tree: AttemptTree, started: AttemptName, ending: Ending): Promise<AttemptEnded> {
    const { exit, outcome, message, work, evidence } = ending;
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
    // An attempt may have removed them.
    if (await files.hasFile(tree.beside, () => true)) this.#tools.folder.keepFiles(id, attempt, tree.beside);
    const whyKept = whatItHolds(ending);
    if (whyKept === null) this.#done.set(nameOf(started), tree);
    const { exitCode, summary, usage, costUsd, seconds } = exit;
    return {
      type: 'attempt_ended',
      node: id,
      attempt,
      outcome,
      exitCode,
      message,
      commit,
      evidence: evidence === null || whyKept === null ? evidence : withKeptTree(evidence, whyKept, tree.folder),
      summary,
      usage,
      costUsd,
      seconds,
    };
  }

  settled(attempt: AttemptName): void {
    const tree = this.#done.get(nameOf(attempt));
    if (tree === undefined) return;
    this.#done.delete(nameOf(attempt));
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

/** How an attempt came to its end. */
interface Ending {
  readonly exit: AttemptExit;
  readonly outcome: AttemptEnded['outcome'];
  readonly message: string;
  readonly work: TakenWork | null;
  readonly evidence: AttemptEvidence | null;
  /** A deliverable lies where git ignores it, and so in the attempt's folder alone. */
  readonly hasIgnoredDeliverables?: boolean;
}

/** What the attempt's folder holds that is nowhere else, in words; null when there is nothing. */
const whatItHolds = ({ work, outcome, hasIgnoredDeliverables = false }: Ending): string | null => {
  if (work === null) return null;
  const { nestedRepositories, refsElsewhere, ignored, changes } = work;
  if (nestedRepositories.length > 0)
    return `it holds another repository (${listInWords(nestedRepositories, 'and', 3)})`;
  if (refsElsewhere.length > 0) return `commits on ${listInWords(refsElsewhere, 'and', 3)} are nowhere else`;
  if (hasIgnoredDeliverables) return 'git ignores a deliverable, which is nowhere else';
  // Beside other work, ignored files are what tools leave; alone, they may be all that was done.
  const isAllIgnored = outcome !== 'succeeded' && changes.length === 0 && ignored.length > 0;
  return isAllIgnored ? 'all that it made is ignored by git' : null;
};

const nameOf = ({ node, attempt }: AttemptName): string => `${node} ${String(attempt)}`;

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
