import path from 'node:path';
import { Readable } from 'node:stream';
import { fileCache } from '../../src/adapters/file-cache.ts';
import { NodeFiles } from '../../src/adapters/node-files.ts';
import { fileRecords } from '../../src/adapters/file-records.ts';
import { nodeRunAdapters } from '../../src/adapters/run/node-run-adapters.ts';
import { runReader } from '../../src/adapters/run/run-reader.ts';
import { isInsideAttempt } from '../../src/adapters/inside-attempt.ts';
import { readInput } from '../../src/adapters/read-input.ts';
import { findRoot } from '../../src/adapters/find-root.ts';
import type { AgentCalls } from '../../src/ports/agent-calls.ts';
import type { AgentState } from '../../src/ports/agent-probe.ts';
import type { Key } from '../../src/ports/keyboard.ts';
import type { ToolVersions } from '../../src/ports/tool-versions.ts';
import type { Watch } from '../../src/ports/watch.ts';
import { noCache } from '../../src/ports/cache.ts';
import type { World } from '../../src/cli/world.ts';
import { runCli } from '../../src/cli/cli.ts';
import type { Workspace } from './workspace.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which a terminal would show them. */
  readonly output: string;
  /** `stdout` as JSON. */
  json(): unknown;
}

export interface Setting {
  /** Relative to the workspace. */
  readonly cwd?: string;
  /** What a person at the terminal answers; without it there is no terminal. */
  readonly answer?: boolean;
  /** The lines that this person types, one for each question; `\u0003` is Ctrl-C, and after the last one the input has ended. */
  readonly lines?: readonly string[];
  readonly width?: number;
  readonly now?: string;
  readonly author?: string | null;
  /** Whether commands keep what they worked out, as they do for a user. */
  readonly cache?: boolean;
  /** Rows of the terminal; without them there is none to draw on. */
  readonly rows?: number;
  /** Says when something has changed, and when the user has seen enough. */
  readonly watch?: Watch;
  readonly interrupted?: Promise<void>;
  /** The first Ctrl-C, the second …; after the last one there is none any more. A run takes [] for none at all. */
  readonly interruptions?: readonly Promise<void>[];
  /** The environment of planloom, for what a run starts. Default: the usual one, with a home of its own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Who answers what agents are asked. Default: the real ones. */
  readonly agentCalls?: AgentCalls;
  /** What is known of agents on this machine. Default: nothing. */
  readonly agents?: readonly AgentState[];
  /** What planloom rests on. Default: all is there. */
  readonly tools?: ToolVersions;
  /** Takes what is put on the clipboard. Default: there is none. */
  readonly clipboard?: (text: string) => void;
  /** What a person types at a terminal that can be drawn on, key by key, as `typed` makes it; then the window is closed. */
  readonly keys?: readonly Key[];
  /** What stands on stdin. */
  readonly input?: string;
  /** Is told of everything that goes to stdout, as it is printed. */
  readonly onOut?: (text: string) => void;
}

const ctrlC = '\u0003';

const named: Readonly<Record<string, string>> = { '\r': 'return', '\u001b': 'escape', '\u0003': 'c', '\u0004': 'd' };

/** The keys of a text; words in brackets are keys by name: `1yes\r`, `[down][down]\r`. */
export const typed = (text: string): readonly Key[] =>
  (text.match(/\[\w+\]|[^]/gu) ?? []).map((one) => {
    const name = /^\[(\w+)\]$/.exec(one)?.[1] ?? named[one] ?? one;
    const ctrl = one === '\u0003' || one === '\u0004';
    return { name, ctrl, text: name === one && !ctrl ? one : '' };
  });

const never = new Promise<void>(() => undefined);

/** No run of a test sees, or leaves, anything in the home of who runs the tests. */
const runEnvironment = (place: Workspace, { environment }: Setting) => ({
  ...process.env,
  HOME: `${place.root}.home`,
  XDG_STATE_HOME: `${place.root}.state`,
  XDG_CONFIG_HOME: `${place.root}.config`,
  PLANLOOM_WORKTREE_ROOT: `${place.root}.worktrees`,
  ...environment,
});

/** Runs a command in this process, on the real files of `place`, with a clock that stands still. */
export const planloom = async (place: Workspace, argv: readonly string[], setting: Setting = {}): Promise<Outcome> => {
  let stdout = '';
  let stderr = '';
  let output = '';
  const interruptions = setting.interruptions ?? (setting.interrupted === undefined ? [] : [setting.interrupted]);
  let asked = 0;
  const keys = [...(setting.keys ?? [])];
  const lines = [...(setting.lines ?? [])];
  let isInterrupted = false;
  const ask = (question: string): Promise<string | null> => {
    const line = isInterrupted ? undefined : lines.shift();
    stderr += `${question} ${line ?? ''}\n`;
    isInterrupted ||= line === ctrlC;
    return Promise.resolve(line === undefined || line === ctrlC ? null : line);
  };
  const look = { color: false, width: setting.width ?? 100, unicode: true };
  const world: World = {
    cwd: path.join(place.root, setting.cwd ?? ''),
    progress: () => undefined,
    files: (root) => new NodeFiles(root),
    findRoot,
    records: fileRecords,
    runs: runReader,
    isInsideAttempt: () => isInsideAttempt(setting.environment ?? {}, path.join(place.root, setting.cwd ?? '')),
    runAdapters: (root) => Promise.resolve(nodeRunAdapters(root, runEnvironment(place, setting))),
    agentCalls: async (root, executors) => {
      if (setting.agentCalls !== undefined) return setting.agentCalls;
      const { nodeAgentCalls } = await import('../../src/adapters/run/node-agent-calls.ts');
      const home = { root, environment: runEnvironment(place, setting), launcherFile: undefined };
      return nodeAgentCalls(home, executors);
    },
    agentProbe: () =>
      Promise.resolve({
        agents: () => Promise.resolve(setting.agents ?? []),
        whyNot: ({ kind }) => {
          if (setting.agents === undefined) return null;
          const found = setting.agents.find(({ name }) => name === kind);
          return found === undefined ? 'It is not installed.' : (found.reason ?? null);
        },
      }),
    toolVersions: () =>
      Promise.resolve(setting.tools ?? { node: '20.20.2', git: { version: '2.39.5', problem: null } }),
    toClipboard: (text) => {
      setting.clipboard?.(text);
      return Promise.resolve(setting.clipboard === undefined ? 'There is no screen.' : null);
    },
    watch: setting.watch ?? { watch: () => Promise.resolve(() => Promise.resolve()) },
    interrupted: () => interruptions[asked++] ?? (setting.interruptions === undefined ? Promise.resolve() : never),
    cache: (root) => (setting.cache === true ? fileCache(root, '1.0.0', {}) : noCache),
    keyboard: () =>
      Promise.resolve({
        hold: () => Promise.resolve(),
        next: () => Promise.resolve(keys.shift() ?? null),
        release: () => undefined,
        suspend: () => Promise.resolve(),
      }),
    input: (maxBytes) => readInput(Readable.from([Buffer.from(setting.input ?? '')]), maxBytes),
    clock: { now: () => new Date(setting.now ?? '2026-03-01T09:30:00Z') },
    identity: () => ({ author: () => Promise.resolve(setting.author === undefined ? 'Ada Example' : setting.author) }),
    terminal: {
      out: (text) => {
        stdout += text;
        output += text;
        setting.onOut?.(text);
      },
      progress: () => undefined,
      rows: setting.rows ?? null,
      errRows: setting.keys === undefined ? null : 24,
      atExit: () => () => undefined,
      err: (text) => {
        stderr += text;
        output += text;
      },
      look,
      errLook: look,
      interactive: setting.answer !== undefined || setting.keys !== undefined || setting.lines !== undefined,
      get isInterrupted() {
        return isInterrupted;
      },
      ask,
      confirm: async (question) =>
        setting.lines === undefined ? (setting.answer ?? false) : (await ask(`${question} [y/N]`)) === 'y',
    },
  };
  const code = await runCli(argv, world);
  return { code, stdout, stderr, output, json: () => JSON.parse(stdout) as unknown };
};
