import type {
  AttemptEvidence,
  JournalEntry,
  NodeId,
  RunEvent,
  RunFact,
  RunNode,
  RunSettings,
} from '../../src/domain/run.ts';
import { replay } from '../../src/journal/replay.ts';
import type { RunState } from '../../src/journal/run-state.ts';
import { id } from './sample-plan.ts';

/** 2026-03-01 09:30 in UTC. */
export const openedAt = Date.UTC(2026, 2, 1, 9, 30);

export const node = (text: string, needs: readonly string[] = [], more: Partial<RunNode> = {}): RunNode => ({
  id: id(text),
  title: `Title of ${text}`,
  level: Number(text.split('.')[0]),
  hours: 2,
  priority: Number(text.split('.')[0]),
  pool: 'default',
  dependencies: needs.map(id),
  executors: ['worker'],
  retry: { maxAttempts: 2, baseMs: 1000, factor: 3, jitter: 'none' },
  onFailure: 'fail',
  timeoutMs: null,
  idleTimeoutMs: null,
  evidence: 'diff',
  deliverables: [],
  validationScript: null,
  ...more,
});

export const settings: RunSettings = { maxExecutors: 3, pools: {}, conflicts: [], barrier: false, mode: 'clone' };

type Opened = Extract<RunFact, { type: 'opened' }>;

export const proof = (more: Partial<AttemptEvidence> = {}): AttemptEvidence => ({
  changed: ['src/wind.ts'],
  takenBack: [],
  protectedChanged: [],
  ignored: [],
  checks: [],
  unverified: false,
  remarks: [],
  ...more,
});

type AttemptEnded = Extract<RunFact, { type: 'attempt_ended' }>;

/** Writes the journal of a run as the run itself would: what happens at which second. */
export class RunJournal {
  readonly entries: JournalEntry[] = [];

  constructor(nodes: readonly RunNode[], more: Partial<Opened> = {}) {
    this.at(0, {
      type: 'opened',
      runId: 'r1',
      plan: { name: 'WEATHER', title: 'A weather station', file: 'PLAN_WEATHER.md' },
      process: { bootId: 'boot', pid: 1, startTime: '1' },
      baseCommit: 'b'.repeat(40),
      tip: 'b'.repeat(40),
      integrationBranch: 'planloom/r1',
      after: null,
      configDigest: 'digest',
      settings,
      nodes,
      settled: [],
      ...more,
    });
  }

  at(seconds: number, ...events: readonly RunEvent[]): this {
    for (const event of events) this.entries.push({ at: openedAt + seconds * 1000, event });
    return this;
  }

  start(seconds: number, text: string, attempt = 1, slot = 1): this {
    const reason = attempt === 1 ? 'first' : 'retry';
    return this.at(seconds, { type: 'attempt_started', node: id(text), attempt, executor: 'worker', slot, reason });
  }

  end(seconds: number, text: string, more: Partial<AttemptEnded> & { readonly seconds: number }, attempt = 1): this {
    const ended: AttemptEnded = {
      type: 'attempt_ended',
      node: id(text),
      attempt,
      outcome: 'succeeded',
      exitCode: 0,
      message: '',
      commit: 'c'.repeat(40),
      evidence: proof(),
      summary: null,
      usage: null,
      costUsd: null,
      ...more,
    };
    const verifying: RunEvent[] =
      ended.outcome === 'succeeded' || ended.outcome === 'rejected'
        ? [{ type: 'verifying', node: id(text), attempt }]
        : [];
    return this.at(seconds, ...verifying, ended);
  }

  merge(seconds: number, text: string, attempt = 1, unverified = false): this {
    return this.at(
      seconds,
      { type: 'merge_started', node: id(text), attempt },
      { type: 'merged', node: id(text), attempt, commit: '3f2a1c9'.padEnd(40, '0'), approved: null },
      { type: 'node_succeeded', node: id(text), attempt, unverified },
    );
  }

  /** One node from its start to its merge, in one attempt. */
  succeed(from: number, to: number, text: string, evidence: AttemptEvidence = proof()): this {
    return this.start(from, text)
      .end(to, text, { seconds: to - from, evidence })
      .merge(to, text, 1, evidence.unverified);
  }

  fail(seconds: number, text: string, message: string, blocks: readonly string[] = []): this {
    const blocked: NodeId[] = blocks.map(id);
    this.at(seconds, { type: 'node_failed', node: id(text), state: 'failed', escalated: false, message });
    return blocked.length === 0 ? this : this.at(seconds, { type: 'blocked', nodes: blocked, by: id(text) });
  }

  state(): RunState {
    return replay(this.entries);
  }
}
