import { writeSync } from 'node:fs';
import { jsonLine } from '../../../text/json-line.ts';
import { badlyEnded } from './own-line.ts';
import type { OwnEnd, Say } from './own-line.ts';

/** Between two lines that say no more than that something happens. */
const alivePauseMs = 5_000;

/** What a program of ours has to do, until `signal` asks it to stop. */
export type OwnWork<Options> = (options: Options, prompt: string, say: Say, signal: AbortSignal) => Promise<OwnEnd>;

/**
 * Runs a program of ours: its options are the JSON after `--options`, the prompt is its standard input, and it prints one
 * line of JSON for each event, the end last. It ends with 0 when its work is done, with 1 when not.
 */
export const runOwnProgram = async <Options>(work: OwnWork<Options>): Promise<never> => {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort());
  let lastLine = performance.now();
  const say: Say = (line) => {
    if (line.type === 'alive' && performance.now() - lastLine < alivePauseMs) return;
    lastLine = performance.now();
    print(jsonLine(line));
  };
  const end = await work(optionsIn(process.argv) as Options, await standardInput(), say, stop.signal).catch(
    (error: unknown) =>
      badlyEnded(`Internal error: ${error instanceof Error ? error.message : String(error)}`, 'crashed'),
  );
  say(end);
  return process.exit(end.ok ? 0 : 1);
};

const optionsIn = (argv: readonly string[]): unknown => JSON.parse(argv[argv.indexOf('--options') + 1] ?? '');

const standardInput = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

/** All of it is written when this returns, so that nothing is lost at the end; nobody listens when planloom has died. */
const print = (text: string): void => {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') process.exit(1);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
};
