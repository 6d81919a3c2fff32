import path from 'node:path';
import type { NodeId } from '../domain/run.ts';
import type { AttemptExit } from '../ports/executor.ts';
import type { AttemptTree } from '../ports/run-store.ts';
import { whatItHolds } from './ending.ts';
import type { Ending } from './ending.ts';
import { commitWords } from './git-tools.ts';
import type { GitWorkplaceTools } from './git-tools.ts';
import { withKeptTree } from './kept-tree.ts';
import { hide, putBackHidden } from './hidden-folders.ts';
import { lostAttempt, lostExit } from './lost-attempt.ts';
import { mergeWork } from './merge-work.ts';
import { noEvidence, proveWork } from './prove-work.ts';
import { afterReview } from './review.ts';
import { runSetup } from './run-setup.ts';
import { whenAgain } from './when-again.ts';
import { attemptFiles, executorOf, nodeOf, recalled } from './workplace-tools.ts';
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

const maxDiffBytes = 5_000_000;
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
    const unfinished = this.#tools.sessionOf(started);
    // Its work and what was merged meanwhile may not go together: then it begins anew.
    const isContinued =
      unfinished !== null && (unfinished.commit === null || (await store.bringWork(tree, unfinished.commit)));
    const prompt = await this.#tools.promptOf(started, tree.base, isContinued);
    await files.write(path.join(tree.beside, attemptFiles.prompt), prompt);
    const node = nodeOf(this.#tools, id);
    const executor = executorOf(this.#tools, started);
    const hidden = await hide(this.#tools, tree, executor);
    const exit = await executor.run(
      {
        runId: this.#tools.runId,
        node: id,
        attempt,
        folder,
        promptFile: path.join(tree.beside, attemptFiles.prompt),
        resultFile: path.join(tree.beside, attemptFiles.result),
        transcriptFile: path.join(tree.beside, attemptFiles.transcript),
        eventsFile: path.join(tree.beside, attemptFiles.events),
        timeoutMs: node.timeoutMs,
        idleTimeoutMs: node.idleTimeoutMs,
        allowance: this.#tools.allowance(),
        ...(isContinued ? { resume: unfinished } : {}),
      },
      signal,
      news,
    );
    await hidden.putBack();
    if (exit.outcome === 'succeeded') news.verifying();
    return this.#prove(tree, started, exit, signal);
  }

  async recover(lost: LostAttempt): Promise<AttemptEnded> {
    const { store, files, folder } = this.#tools;
    const { node: id, attempt } = lost;
    const tree = await store.recover(id, attempt);
    if (tree === null)
      return { ...lostAttempt(lost), ...(await recalled(this.#tools, lost, folder.attemptFolder(id, attempt))) };
    if ('unreadable' in tree) {
      const evidence = { ...noEvidence, changed: [], unverified: true };
      return { ...lostAttempt(lost), evidence: withKeptTree(evidence, 'git cannot read it', tree.unreadable) };
    }
    // Without its prompt the program was never started: what is there is ours.
    const hasBegun =
      (await files.hasFile(path.join(tree.beside, attemptFiles.prompt), () => true)) ||
      folder.readText(`attempts/${id}/${attempt}/${attemptFiles.prompt}`, 1) !== undefined;
    const exit = { ...lostExit, ...(await recalled(this.#tools, lost, tree.beside)) };
    if (hasBegun && lost.executor !== null) await putBackHidden(this.#tools, tree, lost.executor);
    if (hasBegun) return this.#prove(tree, lost, exit, new AbortController().signal);
    return this.#finish(tree, lost, { exit, outcome: exit.outcome, message: exit.message, work: null, evidence: null });
  }

  async merge(work: ProvedWork, signal: AbortSignal): Promise<MergeEnded> {
    const ended = await mergeWork(this.#tools, work, this.#checkedTrees.get(work.node), signal);
    if (ended.type === 'merged') this.#checkedTrees.delete(work.node);
    return ended;
  }

  async publish(): Promise<string> {
    const tip = await this.#tools.store.publish();
    while (this.#clearing.size > 0) await Promise.all(this.#clearing);
    return tip;
  }

  /** What is wrong with the setup, as a sentence; null when the tree is ready. */
  async #setUp(tree: AttemptTree, folder: string, signal: AbortSignal): Promise<string | null> {
    if (this.#tools.setup.length === 0) return null;
    const failure = await runSetup(this.#tools, folder, path.join(tree.beside, attemptFiles.transcript), signal);
    if (failure === null) await this.#tools.store.setupDone(tree);
    return failure;
  }

  async #prove(tree: AttemptTree, started: AttemptName, exit: AttemptExit, signal: AbortSignal): Promise<AttemptEnded> {
    const { checksOf } = this.#tools;
    const node = nodeOf(this.#tools, started.node);
    const ending = await proveWork(this.#tools, { tree, attempt: started.attempt, node, exit }, signal);
    if (ending.outcome === 'succeeded' && ending.work !== null && checksOf(node.id).length > 0) {
      this.#checkedTrees.set(node.id, ending.work.tree);
    }
    return this.#finish(tree, started, await this.#review(tree, started, ending, signal));
  }

  /** What proves itself may still not be what was asked for. */
  async #review(tree: AttemptTree, { node }: AttemptName, ending: Ending, signal: AbortSignal): Promise<Ending> {
    const { review, store } = this.#tools;
    if (review === null || ending.outcome !== 'succeeded' || (ending.work?.changes.length ?? 0) === 0) return ending;
    const diff = await store.diff(tree.base, ending.work!.tree, maxDiffBytes);
    return afterReview(ending, await review({ node, diff }, signal), signal.aborted);
  }

  /** Commits what is there, moves the attempt's files to where people look for them, and clears the tree away. */
  async #finish(tree: AttemptTree, started: AttemptName, ending: Ending): Promise<AttemptEnded> {
    const { exit, outcome, message, work, evidence } = ending;
    const { store, files, runId } = this.#tools;
    const { node: id, attempt } = started;
    const node = nodeOf(this.#tools, id);
    const hasWork = work !== null && (work.changes.length > 0 || work.ownCommit !== null);
    const commit = hasWork
      ? await store.commit(tree, work, commitWords(runId, node, attempt, `${id} ${node.title}`))
      : null;
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
      evidence:
        evidence === null || whyKept === null
          ? evidence
          : withKeptTree(evidence, whyKept, ending.hasMoved === true ? path.dirname(tree.folder) : tree.folder),
      summary,
      usage,
      costUsd,
      seconds,
      ...whenAgain(exit, outcome),
    };
  }

  settled(attempt: AttemptName): void {
    const tree = this.#done.get(nameOf(attempt));
    if (tree === undefined) return;
    this.#done.delete(nameOf(attempt));
    const clearing = this.#tools.store.removeTree(tree).finally(() => this.#clearing.delete(clearing));
    this.#clearing.add(clearing);
  }
}

const nameOf = ({ node, attempt }: AttemptName): string => `${node} ${String(attempt)}`;

const notRun = { exitCode: null, summary: null, usage: null, costUsd: null, seconds: 0 };
