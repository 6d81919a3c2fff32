import type { AgentAnswer, AgentCall, AgentCalls } from '../../src/ports/agent-calls.ts';

/** What an agent answers to one question: a text, an answer with anything said about it, or what makes one. */
export type Scripted =
  string | Partial<AgentAnswer> | ((call: AgentCall, signal: AbortSignal) => Promise<Partial<AgentAnswer>>);

export interface ScriptedAgent extends AgentCalls {
  /** Every question that was put, in order. */
  readonly asked: readonly AgentCall[];
}

const usual: AgentAnswer = {
  ok: true,
  message: '',
  retryClass: null,
  text: '',
  usage: { inputTokens: 1200, outputTokens: 300, cacheReadTokens: 0, cacheWriteTokens: 0, model: 'model-1' },
  costUsd: 0.25,
  seconds: 12,
};

/** An agent that answers from a script; a question too many is a bug of whoever asks. */
export const scriptedAgent = (...script: readonly Scripted[]): ScriptedAgent => {
  const asked: AgentCall[] = [];
  return {
    asked,
    ask: async (call, signal) => {
      const next = script[asked.length];
      asked.push(call);
      if (next === undefined) throw new Error(`Nobody expected question ${asked.length}.`);
      if (typeof next === 'string') return { ...usual, text: next };
      return { ...usual, ...(typeof next === 'function' ? await next(call, signal) : next) };
    },
  };
};
