import type { NodeRules } from './config.ts';
import type { PresetName } from './preset-name.ts';

/** A policy with a name: what holds for all, and for its pools. */
export interface Preset {
  readonly maxExecutors: number;
  readonly pools: Readonly<Record<string, NodeRules & { readonly slots: number }>>;
  readonly rules: NodeRules;
}

const seconds = (count: number): number => count * 1000;

export const presets: Readonly<Record<PresetName, Preset>> = {
  openclaw: {
    maxExecutors: 7,
    pools: {
      codegen: { slots: 3, timeoutMs: seconds(300) },
      security: { slots: 2, timeoutMs: seconds(300) },
      database: { slots: 2, timeoutMs: seconds(180) },
    },
    rules: {
      retry: { maxAttempts: 3, baseMs: seconds(1), factor: 3, jitter: 'none' },
      timeoutMs: seconds(300),
      onFailure: 'fail',
    },
  },
  'claude-memory': {
    maxExecutors: 10,
    pools: {},
    rules: {
      retry: { maxAttempts: 4, baseMs: seconds(1), factor: 2, jitter: 'none' },
      timeoutMs: seconds(600),
      onFailure: 'fail',
    },
  },
  orchestrator: {
    maxExecutors: 5,
    pools: {},
    rules: {
      // The waits count only where somebody raises maxAttempts.
      retry: { maxAttempts: 1, baseMs: seconds(5), factor: 2, jitter: 'none' },
      timeoutMs: seconds(300),
      onFailure: 'fail',
    },
  },
  methodology: {
    maxExecutors: 5,
    pools: {},
    rules: {
      retry: { maxAttempts: 1, baseMs: seconds(1), factor: 3, jitter: 'none' },
      // A person writes the FIX document and decides: the run waits for that.
      onFailure: 'escalate',
    },
  },
};
