import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NodeId, RunNode } from '../../domain/run.ts';
import type { AgentExecutorConfig, ExecutorConfig } from '../../policy/config.ts';
import { executorOf, isAgent } from '../../policy/executor-of.ts';
import type { AgentAnswer, AgentCall, AgentCalls } from '../../ports/agent-calls.ts';
import { agentAdapters } from '../agents/agent-adapters.ts';
import { replay } from '../agents/replay.ts';
import { sweep } from '../process/sweep.ts';
import { newRunId } from './run-id.ts';
import { runMachine } from './run-machine.ts';
import type { MachineHome } from './run-machine.ts';

const lastGraceMs = 1_000;
/** More than a plan is long. */
const maxAnswerBytes = 4_000_000;
const noAnswer = { text: '', retryClass: null, usage: null, costUsd: null, seconds: 0 };

/** Puts questions to the agents of a workspace, each in a process of its own that has to end with planloom. */
export const nodeAgentCalls = (home: MachineHome, executors: Readonly<Record<string, ExecutorConfig>>): AgentCalls => ({
  async ask(call, signal) {
    const config = executorOf(executors, call.executor);
    if (config === undefined || config.kind === 'simulate') {
      const message = `There is no agent "${call.executor}" that could be asked; planloom doctor shows all.`;
      return { ...noAnswer, ok: false, message };
    }
    const place = realpathSync(mkdtempSync(path.join(tmpdir(), 'planloom-call-')));
    const callId = newRunId(new Date(), { next: () => Math.random() });
    try {
      return await askIn(place, callId, home, config, call, signal);
    } finally {
      await sweep({ mark: `PLANLOOM_TAG=${callId}` }, lastGraceMs);
      rmSync(place, { recursive: true, force: true });
    }
  },
});

const askIn = async (
  place: string,
  callId: string,
  home: MachineHome,
  config: Exclude<ExecutorConfig, { kind: 'simulate' }>,
  call: AgentCall,
  signal: AbortSignal,
): Promise<AgentAnswer> => {
  const files = {
    promptFile: path.join(place, 'prompt.md'),
    resultFile: path.join(place, 'result.json'),
    transcriptFile: path.join(place, 'transcript.log'),
    eventsFile: path.join(place, 'events.jsonl'),
  };
  const folder = call.folder ?? path.join(place, 'empty');
  mkdirSync(path.join(place, 'empty'));
  writeFileSync(files.promptFile, call.prompt, { mode: 0o600 });
  const machine = runMachine(home, callId, [], true);
  try {
    const executor = machine.executor(isAgent(config) ? { ...config, permissions: 'read' } : config, noNode);
    const exit = await executor.run(
      {
        ...files,
        runId: callId,
        node: 'call' as NodeId,
        attempt: 1,
        folder,
        timeoutMs: call.timeoutMs,
        idleTimeoutMs: null,
      },
      signal,
      { spawned: () => undefined, session: () => Promise.resolve() },
    );
    const { usage, costUsd, seconds, retryClass = null } = exit;
    const text = isAgent(config) ? await lastWords(config, files.eventsFile) : printed(files.transcriptFile);
    return {
      ok: exit.outcome === 'succeeded',
      message: exit.message,
      retryClass,
      text: machine.redact(text),
      usage,
      costUsd,
      seconds,
    };
  } finally {
    await machine.close();
  }
};

const noNode = (): RunNode => {
  throw new Error('Internal error: a call belongs to no node.');
};

/** The agent's last words, whole: an attempt keeps only their beginning. */
const lastWords = async ({ kind, model }: AgentExecutorConfig, eventsFile: string): Promise<string> => {
  const kept = { eventsFile, model, earlier: null, outcome: 'succeeded' as const };
  return (await replay(agentAdapters[kind], kept)).text ?? '';
};

/** What a program has printed is its answer. */
const printed = (file: string): string => {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size === 0 || size > maxAnswerBytes ? '' : readFileSync(file, 'utf8');
};
