import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { AgentVerdict } from '../../domain/agent.ts';
import type { Command } from '../../ports/processes.ts';
import { AgentOutput } from './agent-output.ts';
import type { AgentRequest, ReaderOf } from './agent-output.ts';
import { endGroup, groupLives } from './end-group.ts';
import { OutputReader } from './output-reader.ts';
import { notStarted, whyItEnded } from './process-words.ts';
import { markName, markPrefix } from './process-mark.ts';
import type { Redaction } from './redact.ts';
import { sweep } from './sweep.ts';
import { tellingLine } from './telling-line.ts';

export interface ProcessRequest {
  readonly command: Command;
  /** Absolute. */
  readonly folder: string;
  /** All of it. */
  readonly env: Readonly<Record<string, string>>;
  /** What it gets as standard input; null: nothing. */
  readonly inputFile: string | null;
  /** What it prints goes to the end of this file, which is made when it prints something. */
  readonly outputFile: string;
  readonly timeoutMs: number | null;
  /** Without any output. */
  readonly idleTimeoutMs: number | null;
  /** It is an agent, and what it prints is read. */
  readonly agent?: AgentRequest;
}

/** What is told of a program while it runs. */
export interface ProcessNews {
  /** The process group; as soon as there is one. */
  started?(group: number): void;
  /** The id of an agent's session; as soon as it says it. */
  session?(id: string): void;
}

/** What all processes of a run have in common. */
export interface ProcessMeans {
  /** The process groups that run now, for who may have to end them all. */
  readonly groups: Set<number>;
  readonly redaction: Redaction;
  readonly readerOf: ReaderOf;
  /** Between being asked to end and being killed. */
  readonly graceMs: number;
  /** Of one process' output. */
  readonly maxOutputBytes: number;
}

export interface ProcessExit {
  /** `interrupted`: what had started it has died. */
  readonly outcome:
    'succeeded' | 'failed' | 'timed_out' | 'idle_timed_out' | 'cancelled' | 'not_started' | 'interrupted';
  readonly exitCode: number | null;
  /** The last line with something in it; may be empty. */
  readonly lastLine: string;
  /** The line that tells most of why it failed, if it did; may be empty. */
  readonly tellingLine: string;
  /** Why, in one sentence; empty when it succeeded. */
  readonly message: string;
  /** Until the program's end, without what it left behind. */
  readonly seconds: number;
  /** Of an agent. */
  readonly verdict?: AgentVerdict;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

type Interruption = 'timed_out' | 'idle_timed_out' | 'cancelled' | 'hopeless';

/** What a timer of Node can wait for; it takes more for nothing at all. */
const longestWait = 2 ** 31 - 1;

/**
 * Runs a program in a process group of its own, to the end of the program and of everything it started. Rejects for nothing that the program or the system does.
 */
export const runProcess = async (
  request: ProcessRequest,
  means: ProcessMeans,
  signal: AbortSignal,
  news: ProcessNews = {},
): Promise<ProcessExit> => {
  if (signal.aborted) return neverRan('cancelled', 'It was cancelled before it started.');
  const begin = performance.now();
  const mark = `${markPrefix}${++count}`;
  const child = start(request, mark);
  if (child instanceof Error || child.pid === undefined) {
    const error = child instanceof Error ? child : await new Promise<Error>((resolve) => child.once('error', resolve));
    return neverRan('not_started', means.redaction.text(notStarted(request, error)));
  }

  const group = child.pid;
  means.groups.add(group);
  news.started?.(group);
  const exit = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) => {
    child.once('exit', (code, by) => resolve([code, by]));
  });

  let interruption: Interruption | undefined;
  let ending: Promise<void> | undefined;
  const interrupt = (why: Interruption): void => {
    if (interruption !== undefined) return;
    interruption = why;
    ending = endGroup(group, means.graceMs);
  };
  const agent =
    request.agent === undefined
      ? undefined
      : new AgentOutput(means.readerOf(request.agent), request.folder, request.agent.eventsFile, means.maxOutputBytes, {
          session: (id) => news.session?.(id),
          hopeless: () => interrupt('hopeless'),
        });
  const output = new OutputReader([child.stdout, child.stderr], request.outputFile, means, agent);
  const stopWatching = watch(request, output, signal, interrupt);
  const [exitCode, by] = await exit;
  const seconds = (performance.now() - begin) / 1000;
  stopWatching();

  if (ending !== undefined) await ending;
  else if (groupLives(group)) await endGroup(group, means.graceMs);
  means.groups.delete(group);
  const isHeld = !(await output.drain());
  // To look for what has left the group takes milliseconds, so it is done where there is reason to.
  if (isHeld || interruption !== undefined || seconds > shortLife) {
    await sweep({ mark: `${markName}=${mark}` }, means.graceMs);
  }
  const lines = output.close();
  const lastLine = lines.at(-1) ?? '';
  const byItself = exitCode === 0 ? ('succeeded' as const) : ('failed' as const);
  const outcome = interruption === 'hopeless' ? ('failed' as const) : (interruption ?? byItself);
  const message = whyItEnded(outcome, { exitCode, by, lastLine }, request);
  const ended: ProcessExit = { outcome, exitCode, lastLine, tellingLine: tellingLine(lines), message, seconds };
  return agent === undefined
    ? ended
    : { ...ended, verdict: agent.verdict({ outcome, exitCode, signal: by, lastLine }) };
};

let count = 0;

/** Seconds. What takes no longer hardly is an agent that starts daemons. */
const shortLife = 0.5;

/** The exit of a program of which nothing is known but why. */
export const neverRan = (outcome: 'not_started' | 'cancelled' | 'interrupted', message: string): ProcessExit => ({
  outcome,
  exitCode: null,
  lastLine: '',
  tellingLine: '',
  message,
  seconds: 0,
});

/** The child, which has no pid where the reason comes later as an event. */
const start = (request: ProcessRequest, mark: string): Child | Error => {
  let input: number | undefined;
  try {
    if (request.inputFile !== null) input = openSync(request.inputFile, 'r');
    const [program, ...args] = programOf(request.command);
    return spawn(program, args, {
      cwd: request.folder,
      env: { ...request.env, [markName]: mark },
      detached: process.platform !== 'win32',
      windowsHide: true,
      // Never an open pipe as input: some programs wait for its end.
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    }) as Child;
  } catch (error) {
    return error as Error;
  } finally {
    if (input !== undefined) closeSync(input);
  }
};

const programOf = (command: Command): readonly [string, ...string[]] => {
  if (typeof command !== 'string') return [command[0] ?? '', ...command.slice(1)];
  return process.platform === 'win32' ? ['cmd.exe', '/d', '/s', '/c', command] : ['/bin/sh', '-c', command];
};

/** Interrupts at the limits and on an abort, until the answer is called. */
const watch = (
  { timeoutMs, idleTimeoutMs }: ProcessRequest,
  output: OutputReader,
  signal: AbortSignal,
  interrupt: (why: Interruption) => void,
): (() => void) => {
  const cancel = (): void => interrupt('cancelled');
  signal.addEventListener('abort', cancel, { once: true });
  const timers: NodeJS.Timeout[] = [];
  if (timeoutMs !== null) timers[0] = setTimeout(interrupt, Math.min(timeoutMs, longestWait), 'timed_out');
  if (idleTimeoutMs !== null) {
    const look = (): void => {
      const left = output.lastOutput + idleTimeoutMs - performance.now();
      if (left <= 0) interrupt('idle_timed_out');
      else timers[1] = setTimeout(look, Math.min(Math.ceil(left), longestWait));
    };
    look();
  }
  return () => {
    signal.removeEventListener('abort', cancel);
    for (const timer of timers) clearTimeout(timer);
  };
};
