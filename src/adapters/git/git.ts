import { spawn } from 'node:child_process';
import { statfsSync } from 'node:fs';

export interface GitCall {
  /** Absolute. */
  readonly cwd?: string;
  /** Added to the environment: `GIT_DIR`, `GIT_INDEX_FILE` and the like. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  /** Bytes of output that are kept; what is more is an error, or is cut off if `cut` is true. */
  readonly maxBytes?: number;
  readonly cut?: boolean;
  /** Exit codes that are answers; 0 if absent. */
  readonly accept?: readonly number[];
  readonly timeoutMs?: number;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs one git command. Rejects with an `Error` that quotes git when it fails. */
export type Git = (args: readonly string[], call?: GitCall) => Promise<GitAnswer>;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface GitSetting {
  /** Environment of our own process; only what a program needs to start is taken from it. */
  readonly env: Environment;
  /** The global configuration file; null: the user's own, for what is done in his name. */
  readonly config: string | null;
  /** Ends what runs. */
  readonly signal?: AbortSignal;
  /** The run that it works for, by which it is found when planloom has died. */
  readonly runId?: string;
}

const needed = ['PATH', 'HOME', 'TMPDIR', 'TMP', 'TEMP', 'SystemRoot', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'];
/** Where the user's own configuration lies. */
const ofTheUser = ['XDG_CONFIG_HOME', 'USERPROFILE', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM'];

/** Outranks every configuration file, so that no repository makes git run something or tidy up. */
const always: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'core.fsync': 'committed,reference,loose-object',
  // One wait for the disk instead of one for each object.
  'core.fsyncMethod': 'batch',
  'fetch.writeCommitGraph': 'false',
  'submodule.recurse': 'false',
};

const fixed: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_CONFIG_COUNT: String(Object.keys(always).length),
  ...Object.fromEntries(
    Object.entries(always).flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${String(index)}`, key],
      [`GIT_CONFIG_VALUE_${String(index)}`, value],
    ]),
  ),
};

/** In the environment of all git that works for a run: the run's id. */
export const gitMark = 'PLANLOOM_GIT';

const environment = ({ env, config, runId }: GitSetting): Record<string, string> => {
  const taken = config === null ? [...needed, ...ofTheUser, 'GIT_CONFIG_NOSYSTEM'] : needed;
  return {
    ...Object.fromEntries(taken.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    // Refs that replace objects are for a person's own look at his history.
    ...(config === null ? {} : { GIT_CONFIG_GLOBAL: config, GIT_CONFIG_NOSYSTEM: '1', GIT_NO_REPLACE_OBJECTS: '1' }),
    ...fixed,
    ...(runId === undefined ? {} : { [gitMark]: runId }),
  };
};

const defaultMaxBytes = 256 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;

/** What the disk refuses, or a lock, is said first; the last line then only says what came of it. */
const saidFirst =
  /No space left on device|Disk quota exceeded|Read-only file system|Input\/output error|Unable to create '.*\.lock'/;

/** Bytes. With less of them git may fail in words that do not tell why. */
const hardlyAny = 1024 * 1024;

const roomIn = (folder: string | undefined): string => {
  if (folder === undefined) return '';
  try {
    const { bavail, bsize } = statfsSync(folder);
    const left = bavail * bsize;
    return left < hardlyAny ? ` (no space left on device: ${Math.floor(left / 1024)} KB, for ${folder})` : '';
  } catch {
    return '';
  }
};

const reasonIn = (text: string): string => {
  const lines = text.trimEnd().split('\n');
  return lines.find((line) => saidFirst.test(line)) ?? lines.at(-1) ?? '';
};

/** Git with an environment that is fully ours: nothing of `GIT_*` is inherited, no hook runs, nothing is asked. */
export const gitWith = (setting: GitSetting): Git => {
  const base = environment(setting);
  return (args, call = {}) =>
    new Promise((resolve, reject) => {
      const name = `git ${args.find((arg) => !arg.startsWith('-')) ?? ''}`;
      // A group of its own: Ctrl-C in the terminal is for planloom, which ends in order.
      const child = spawn('git', args, { cwd: call.cwd, env: { ...base, ...call.env }, detached: true });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      const max = call.maxBytes ?? defaultMaxBytes;
      let size = 0;
      let errorSize = 0;
      let stopped: 'full' | 'late' | 'aborted' | undefined;
      const stop = (why: 'full' | 'late' | 'aborted'): void => {
        stopped ??= why;
        // What git has started itself belongs to its group. Without a pid it never began.
        if (child.pid === undefined) return;
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          child.kill('SIGKILL');
        }
      };
      let timer: NodeJS.Timeout | undefined;
      if (call.timeoutMs !== undefined) timer = setTimeout(() => stop('late'), call.timeoutMs);
      const aborted = (): void => stop('aborted');
      if (setting.signal?.aborted === true) aborted();
      else setting.signal?.addEventListener('abort', aborted, { once: true });
      const over = (): void => {
        clearTimeout(timer);
        setting.signal?.removeEventListener('abort', aborted);
      };
      child.stdout.on('data', (chunk: Buffer) => {
        out.push(size + chunk.length > max ? chunk.subarray(0, Math.max(0, max - size)) : chunk);
        size += chunk.length;
        if (size > max) stop('full');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (errorSize < maxErrorBytes) err.push(chunk);
        errorSize += chunk.length;
      });
      // Git may end before it has read everything; its exit code tells.
      child.stdin.on('error', () => undefined);
      child.stdin.end(call.input ?? '');
      child.on('error', (error) => {
        over();
        reject(new Error(`${name} could not be started: ${error.message}`, { cause: error }));
      });
      child.on('close', (code, signal) => {
        over();
        const answer = { code: code ?? -1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() };
        const isCut = stopped === 'full' && call.cut === true;
        if (isCut || (stopped === undefined && (call.accept ?? [0]).includes(answer.code))) resolve(answer);
        else if (stopped === 'full') reject(new Error(`${name} answered with more than ${String(max)} bytes.`));
        else if (stopped === 'late') reject(new Error(`${name} took too long.`));
        else if (stopped === 'aborted') reject(new Error(`${name} was ended because the run ends.`));
        else {
          const why = signal ?? `exit code ${String(answer.code)}`;
          reject(new Error(`${name} failed (${why}): ${reasonIn(answer.stderr)}${roomIn(call.cwd)}`));
        }
      });
    });
};

/** The output as one line of text. */
export const lineOf = (answer: GitAnswer): string => answer.stdout.toString().trimEnd();
