import type { RunDecision } from '../domain/run.ts';
import type { NextStep } from '../journal/next-step.ts';
import type { NodeRun } from '../journal/run-state.ts';

/** What a decision may depend on besides the run itself. */
export interface DecisionContext {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** At least 0, below 1. */
  readonly random: () => number;
}

/** The decision that a step of a node is; nothing for steps that wait for their turn, or for the world. */
export const stepDecision = (
  { node, attempts }: NodeRun,
  step: NextStep,
  { nowMs, random }: DecisionContext,
): RunDecision | undefined => {
  const { id } = node;
  const attempt = attempts.length;
  switch (step.kind) {
    case 'none':
    case 'start':
    case 'merge':
      return undefined;
    case 'wait': {
      const waitMs = node.retry.jitter === 'full' ? random() * step.waitMs : step.waitMs;
      return { type: 'backing_off', node: id, attempt, untilMs: nowMs + Math.round(waitMs) };
    }
    case 'succeed': {
      const unverified = attempts.at(-1)?.evidence?.unverified ?? false;
      return { type: 'node_succeeded', node: id, attempt, unverified };
    }
    case 'fail': {
      const { state, message } = step;
      return { type: 'node_failed', node: id, state, escalated: node.onFailure === 'escalate', message };
    }
    case 'skip':
      return { type: 'node_skipped', node: id, message: step.message };
    case 'cancel':
      return { type: 'cancelled', nodes: [id] };
  }
};
