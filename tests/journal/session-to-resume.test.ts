import { describe, expect, test } from 'vitest';
import { resumedSession, sessionToResume } from '../../src/journal/session-to-resume.ts';
import type { AttemptRun } from '../../src/journal/run-state.ts';

const attempt = (number: number, changes: Partial<AttemptRun>): AttemptRun => ({
  number,
  executor: 'claude',
  slot: 1,
  reason: 'retry',
  process: 0,
  startedAt: 0,
  endedAt: 1,
  outcome: 'failed',
  isLost: false,
  exitCode: 1,
  message: '',
  commit: null,
  evidence: null,
  summary: null,
  usage: null,
  costUsd: null,
  seconds: 1,
  group: null,
  session: 's',
  retryClass: null,
  retryAfterMs: null,
  ...changes,
});

const usage = { inputTokens: 10, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0, model: 'm' };
const next = attempt(2, { outcome: null, session: null });

describe('the next attempt takes up the session of the one before', () => {
  test.each([
    ['was interrupted', { outcome: 'interrupted' }],
    ['was stopped', { outcome: 'cancelled' }],
    ['crashed', { retryClass: 'crashed' }],
    ['met a limit', { retryClass: 'rate_limit' }],
    ['met an overload', { retryClass: 'overload' }],
  ] as const)('that %s', (_, changes) => {
    const first = attempt(1, { ...changes, commit: 'c', usage, costUsd: 0.5 });
    expect(sessionToResume([first, next], 2)).toMatchObject({
      session: 's',
      commit: 'c',
      earlier: { usage: [usage], costUsd: 0.5 },
    });
  });

  test.each([
    ['that had none', { outcome: 'interrupted', session: null }],
    ['of another executor', { outcome: 'interrupted', executor: 'codex' }],
    ['whose work was not proved', { outcome: 'rejected' }],
    ['that took too long', { outcome: 'timed_out' }],
    ['whose model refused', { retryClass: 'refused' }],
  ] as const)('but not of one %s', (_, changes) => {
    expect(sessionToResume([attempt(1, changes), next], 2)).toBeNull();
  });

  test('and what all earlier ones have used of it is known', () => {
    const cut = { outcome: 'interrupted', usage, costUsd: 0.25 } as const;
    const attempts = [
      attempt(1, { ...cut, session: 'other' }),
      attempt(2, cut),
      attempt(3, cut),
      { ...next, number: 4 },
    ];
    expect(sessionToResume(attempts, 4)?.earlier).toEqual({ usage: [usage, usage], costUsd: 0.5 });
    expect(resumedSession(attempts, 3)?.earlier).toEqual({ usage: [usage], costUsd: 0.25 });
    expect(resumedSession(attempts, 2)).toBeUndefined();
  });
});
