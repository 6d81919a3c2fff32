import { spawn } from 'node:child_process';
import { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { ndJsonStream } from '@agentclientprotocol/sdk';
import type { Stream } from '@agentclientprotocol/sdk';

/** An agent that runs. */
export interface AgentProcess {
  readonly stream: Stream;
  /** How it ended, for the end of a sentence: `with exit code 1`. Never rejects. */
  readonly ended: Promise<string>;
  /** Whether it could not be started at all; known when `ended` is. */
  readonly isMissing: () => boolean;
  /** Ends it: by the end of its input, by SIGTERM, by SIGKILL. Settles when it is gone. */
  end(): Promise<void>;
}

const inputGraceMs = 1_000;
const termGraceMs = 3_000;

/**
 * Starts an agent in our own process group, so that whoever ends us ends it and all that it started. What it prints as an
 * error goes where ours goes.
 */
export const agentProcess = (command: readonly string[], folder: string): AgentProcess => {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'], windowsHide: true });
  let isMissing = false;
  let isGone = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      isMissing = child.pid === undefined;
      if (isMissing) resolve(error.code === 'ENOENT' ? 'because there is no such program' : `with: ${error.message}`);
    });
    child.once('exit', (code, signal) => resolve(signal === null ? `with exit code ${code}` : `by ${signal}`));
  });
  void ended.then(() => (isGone = true));
  // It may be gone before it has read everything.
  child.stdin.on('error', () => undefined);
  const isGoneWithin = async (ms: number): Promise<boolean> => {
    const stop = new AbortController();
    await Promise.race([ended, wait(ms, undefined, { signal: stop.signal }).catch(() => undefined)]);
    stop.abort();
    return isGone;
  };
  return {
    stream: ndJsonStream(Writable.toWeb(child.stdin), Readable.toWeb(child.stdout) as ReadableStream<Uint8Array>),
    ended,
    isMissing: () => isMissing,
    async end() {
      child.stdin.end();
      if (await isGoneWithin(inputGraceMs)) return;
      child.kill('SIGTERM');
      if (await isGoneWithin(termGraceMs)) return;
      child.kill('SIGKILL');
      await isGoneWithin(termGraceMs);
    },
  };
};
