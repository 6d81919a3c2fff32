import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunEvent } from '../../src/domain/run.ts';
import { modelServer } from '../support/model-server/model-server.ts';
import type { ModelServer } from '../support/model-server/model-server.ts';
import type { Scenario } from '../support/model-server/scenario.ts';
import { until } from '../support/processes.ts';
import { runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace, RunPlaceOptions } from '../support/run-place.ts';
import type { AgentSetting } from './agent-settings.ts';
import { mainFile, programPath } from './programs.ts';

export interface AgentRunOptions {
  /** Default: one achievement, 1.1, whose deliverable is out.txt. */
  readonly todo?: RunPlaceOptions['todo'];
  /** Keys of planloom.config.json. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Keys of the executor there. */
  readonly executor?: Readonly<Record<string, unknown>>;
  /** Further files of the repository. */
  readonly files?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
}

/** A run of the built planloom that drives a real agent. */
export interface AgentRun {
  readonly place: RunPlace;
  readonly server: ModelServer;
  /** Planloom's process. */
  readonly pid: number;
  /** The process group of an attempt at 1.1, as soon as it is there. */
  group(attempt: number): Promise<number>;
  /** Settles when the agent has written down, somewhere in its home, that its first call of a tool was answered. */
  hasKept(): Promise<void>;
  /** Settles when an attempt at 1.1 has ended. */
  hasEnded(attempt: number): Promise<void>;
  /** How the run has ended. */
  readonly ended: Promise<EndedRun>;
}

/** Processes whose environment holds this, with their command lines. */
export const processesWith = (variable: string): readonly { readonly pid: number; readonly command: string }[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(variable)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return [{ pid: Number(name), command }];
      } catch {
        return [];
      }
    });

/** The id of the model's first call of a tool. It stands in a session twice: in the call, and in what came of it. */
const firstCall = 'call_0_0';
const mostBytes = 20_000_000;

const textsBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => {
      try {
        return statSync(file).size > mostBytes ? '' : readFileSync(file, 'latin1');
      } catch {
        return '';
      }
    });

const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
};

type Ended = Extract<RunEvent, { type: 'attempt_ended' }>;

/** The ends of a run's attempts, in the order in which they came. */
export const endsOf = (run: EndedRun): readonly Ended[] =>
  run.events.filter((event): event is Ended => event.type === 'attempt_ended');

/** Starts `planloom run` as a process, for an agent that a model of ours answers. All of it is gone with the test. */
export const startAgentRun = async (
  setting: AgentSetting,
  scenario: Scenario,
  options: AgentRunOptions = {},
): Promise<AgentRun> => {
  const {
    todo = { '1.1': { deliverables: ['out.txt'] } },
    config = {},
    executor = {},
    files = {},
    argv = [],
  } = options;
  const agent = { kind: setting.name, model: setting.model, ...setting.executor, ...executor };
  const place = runPlace({
    todo,
    files,
    config: { executors: { agent }, defaultExecutor: 'agent', ...config },
  });
  const server = await modelServer(scenario);
  const home = `${place.root}.home`;
  const inHome = path.join('..', path.basename(home));
  for (const [file, text] of Object.entries(setting.files(server))) place.write(path.join(inHome, file), text);
  // Programs leave sockets and notes there.
  const temporary = path.join(home, 'tmp');
  mkdirSync(temporary, { recursive: true });

  const plan = 'work-space/plans/SHIP/PLAN_SHIP.md';
  const child = spawn(process.execPath, [mainFile, 'run', plan, '--trust', '--yes', '--json', ...argv], {
    cwd: place.root,
    env: {
      PATH: programPath,
      HOME: home,
      TMPDIR: temporary,
      LANG: 'C.UTF-8',
      XDG_STATE_HOME: `${place.root}.state`,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      PLANLOOM_WORKTREE_ROOT: place.worktrees,
      ...setting.env(server),
      ...server.proxy,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const closed = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  onTestFinished(async () => {
    // A test that has failed may leave what works on.
    child.kill('SIGKILL');
    for (const { pid } of processesWith(`HOME=${home}`)) end(pid);
    await closed;
    await server.close();
    // A program that is being ended may still write there.
    rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  });

  const journal = (): string => {
    const [id] = place.runIds();
    if (id === undefined) return '';
    try {
      return readFileSync(path.join(place.runsFolder, id, 'journal.jsonl'), 'utf8');
    } catch {
      return '';
    }
  };
  const spawned = (attempt: number) =>
    new RegExp(`"type":"attempt_spawned","node":"1\\.1","attempt":${attempt},"group":(\\d+)`).exec(journal())?.[1];
  return {
    place,
    server,
    pid: child.pid!,
    group: async (attempt) => {
      await until(() => spawned(attempt) !== undefined);
      return Number(spawned(attempt));
    },
    hasKept: () => until(() => textsBelow(home).some((text) => text.split(firstCall).length > 2)),
    hasEnded: (attempt) => until(() => journal().includes(`"type":"attempt_ended","node":"1.1","attempt":${attempt},`)),
    ended: closed.then((code) => {
      if (!stdout.startsWith('{')) throw new Error(`The run did not start: ${stdout}${stderr}`);
      const output = stdout + stderr;
      return place.ended({ code, stdout, stderr, output, json: () => JSON.parse(stdout) as unknown });
    }),
  };
};
