import path from 'node:path';
import type { CheckResult, NodeId } from '../domain/run.ts';
import type { AttemptExit, AttemptRequest } from '../ports/executor.ts';
import { asSentences } from '../text/as-sentence.ts';
import { judgeWork } from './evidence/judge-work.ts';
import { checkNotRun, checkResult } from './check-result.ts';
import { isUnverified } from './evidence/unverified.ts';
import { failedChecks } from './failed-checks.ts';
import { lostAttempt } from './lost-attempt.ts';
import { deliverablesOnDisk } from './on-disk.ts';
import type { RunCheck } from './run-check.ts';
import { whenAgain } from './when-again.ts';
import { attemptFiles, executorOf, nodeOf, recalled } from './workplace-tools.ts';
import type { WorkplaceTools } from './workplace-tools.ts';
import type { AttemptEnded, LostAttempt, AttemptNews, AttemptStarted, MergeEnded, Workplace } from './workplace.ts';

/**
 * All attempts work in the one folder, and nothing is merged (`worktree.mode: none`). Who changed what cannot be told
 * there: exit code, checks, and deliverables on disk are the evidence.
 */
export class SharedWorkplace implements Workplace {
  readonly #tools: WorkplaceTools;
  readonly #root: string;

  /** `root` is the workspace's, absolute. */
  constructor(tools: WorkplaceTools, root: string) {
    this.#tools = tools;
    this.#root = root;
  }

  async attempt(started: AttemptStarted, signal: AbortSignal, news: AttemptNews): Promise<AttemptEnded> {
    const tools = this.#tools;
    const { node: id, attempt } = started;
    const node = nodeOf(tools, id);
    const folder = tools.folder.attemptFolder(id, attempt);
    const resume = tools.sessionOf(started);
    const request: AttemptRequest = {
      runId: tools.runId,
      node: id,
      attempt,
      folder: this.#root,
      promptFile: path.join(folder, attemptFiles.prompt),
      resultFile: path.join(folder, attemptFiles.result),
      transcriptFile: path.join(folder, attemptFiles.transcript),
      eventsFile: path.join(folder, attemptFiles.events),
      timeoutMs: node.timeoutMs,
      idleTimeoutMs: node.idleTimeoutMs,
      allowance: tools.allowance(),
      ...(resume === null ? {} : { resume }),
    };
    await tools.files.write(request.promptFile, await tools.promptOf(started, null, resume !== null));
    const exit = await executorOf(tools, started).run(request, signal, news);
    if (exit.outcome !== 'succeeded') return this.#ended(started, exit, exit.outcome, exit.message, []);
    news.verifying();
    const verdict = judgeWork({
      exit,
      mode: 'none',
      node,
      prefix: '',
      changes: [],
      takenBack: [],
      nestedRepositories: [],
      paths: [],
      ignoredOnDisk: await deliverablesOnDisk(tools.files, this.#root, node.deliverables, ''),
    });
    const checks = await this.#check(id, attempt, folder, signal);
    const reasons = [...(verdict.ok ? [] : verdict.reasons), ...failedChecks(checks)];
    if (signal.aborted) return this.#ended(started, exit, 'cancelled', 'It was stopped while it was checked.', checks);
    const outcome = reasons.length === 0 ? 'succeeded' : 'rejected';
    return this.#ended(started, exit, outcome, asSentences(reasons), checks, verdict.remarks);
  }

  async recover(lost: LostAttempt): Promise<AttemptEnded> {
    const said = await recalled(this.#tools, lost, this.#tools.folder.attemptFolder(lost.node, lost.attempt));
    return { ...lostAttempt(lost), ...said };
  }

  settled(): void {
    // It had no folder of its own.
  }

  merge(): Promise<MergeEnded> {
    throw new Error('Internal error: nothing is merged in a shared folder.');
  }

  publish(): Promise<null> {
    return Promise.resolve(null);
  }

  async #check(id: NodeId, attempt: number, folder: string, signal: AbortSignal): Promise<readonly CheckResult[]> {
    const { checksOf, processes, runId } = this.#tools;
    const results: CheckResult[] = [];
    for (const check of checksOf(id)) {
      const whyNot = check.notRun ?? (await this.#untrusted(check));
      if (whyNot !== null) {
        results.push(checkNotRun(check, whyNot));
        continue;
      }
      const { command, timeoutMs } = check;
      const exit = await processes.run(
        {
          command,
          folder: this.#root,
          env: { PLANLOOM_RUN: runId, PLANLOOM_NODE: id, PLANLOOM_ATTEMPT: String(attempt) },
          outputFile: path.join(folder, attemptFiles.checks),
          timeoutMs,
        },
        signal,
      );
      results.push(checkResult(check, exit));
    }
    return results;
  }

  /** Nothing keeps attempts from changing a script here, but then it is not run. */
  async #untrusted({ command, trustedText }: RunCheck): Promise<string | null> {
    if (trustedText === null) return null;
    const file = path.join(this.#root, command.at(-1) ?? '');
    return (await this.#tools.files.hasText(file, trustedText)) ? null : 'It is not the script that was trusted.';
  }

  #ended(
    { node, attempt }: AttemptStarted,
    exit: AttemptExit,
    outcome: AttemptEnded['outcome'],
    message: string,
    checks: readonly CheckResult[],
    remarks: readonly string[] = [],
  ): AttemptEnded {
    const { exitCode, summary, usage, costUsd, seconds } = exit;
    return {
      type: 'attempt_ended',
      node,
      attempt,
      outcome,
      exitCode,
      message,
      commit: null,
      evidence: {
        changed: [],
        takenBack: [],
        protectedChanged: [],
        ignored: [],
        checks,
        unverified: isUnverified(checks),
        remarks,
      },
      summary,
      usage,
      costUsd,
      seconds,
      ...whenAgain(exit, outcome),
    };
  }
}
