import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { send } from '../process/end-group.ts';

/** What a program said; `failure`: why it did not end in order, as a part of a sentence. */
export interface ProgramAnswer {
  readonly output: string;
  readonly failure: string | null;
}

const maxOutput = 64 * 1024;
const maxReason = 200;

/** Asks a program something that it answers at once, such as its version. Never rejects. */
export const askProgram = async (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<ProgramAnswer> => {
  try {
    return await ask(program, args, env, limitMs);
  } catch (error) {
    // Some of what keeps a program from being started is thrown, the rest comes as an event.
    return { output: '', failure: (error as Error).message };
  }
};

const ask = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<ProgramAnswer> =>
  new Promise((resolve) => {
    let output = '';
    // A group of its own, so that what it starts can be ended with it; a folder that configures nothing.
    const detached = process.platform !== 'win32';
    const child = spawn(program, args, { cwd: tmpdir(), env, detached, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = (): void => {
      if (child.pid !== undefined) send(detached ? -child.pid : child.pid, 'SIGKILL');
    };
    const timer = setTimeout(() => {
      kill();
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ output, failure: `no answer in ${limitMs / 1000} s` });
    }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (output.length < maxOutput) output += text;
      });
    }
    child.once('error', ({ message }) => {
      clearTimeout(timer);
      resolve({ output, failure: message });
    });
    // What it leaves behind is of no use, and may hold its output open.
    if (detached) child.once('exit', kill);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ output, failure: code === 0 ? null : howItEnded(code, signal, output) });
    });
  });

const howItEnded = (code: number | null, signal: string | null, output: string): string => {
  const last = output.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const how = signal === null ? `exit code ${code ?? 'unknown'}` : `ended by ${signal}`;
  return last === '' ? how : `${how}: ${last.slice(0, maxReason)}`;
};
