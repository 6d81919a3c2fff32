import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { isRunId } from '../../src/adapters/run/run-id.ts';
import { decodeJournal } from '../../src/journal/journal-text.ts';
import { replay } from '../../src/journal/replay.ts';
import type { RunState } from '../../src/journal/run-state.ts';
import { killCheck, killDocuments, killPlan, killProject } from './kill-plan.ts';
import type { KillNode } from './kill-plan.ts';
import { isRunning } from './processes.ts';

/** A process of planloom, from outside. */
export interface Live {
  readonly pid: number;
  readonly isOver: () => boolean;
  /** It does nothing more until it is killed. */
  readonly stop: () => void;
  /** Its exit code, null when it was killed; and what it printed. */
  readonly over: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

export interface KillPlace {
  /** Top of the user's repository. */
  readonly root: string;
  /** Where commands tell what they did. */
  readonly outside: string;
  readonly worktrees: string;
  readonly runsFolder: string;
  readonly plan: Readonly<Record<string, KillNode>>;
  git(...args: string[]): string;
  /** Starts planloom as a process of its own. */
  start(argv: readonly string[]): Live;
  runIds(): readonly string[];
  journalFile(runId: string): string;
  /** Undefined where there is no run that began. */
  state(runId: string): RunState | undefined;
  /** How often the command of each node was started. */
  starts(): Readonly<Record<string, number>>;
  /** From now on no command ends well by itself. */
  hold(): void;
  letGo(): void;
  /** The bare store of a run. */
  storeOf(runId: string): string;
  /** The folders of runs in the worktree root, as `<repository>/<run>`. */
  storesOf(): readonly string[];
}

let command: string | undefined;

/** The command, built once for all tests of a process: planloom as a user has it, and its launcher. */
const builtCommand = (): string => {
  if (command !== undefined) return command;
  const folder = mkdtempSync(path.join(tmpdir(), 'planloom-built-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = (file: string): string => path.resolve(import.meta.dirname, '../../src', file);
  buildSync({
    entryPoints: { main: source('main.ts'), launcher: source('adapters/run/launcher-main.ts') },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    define: { PLANLOOM_VERSION: '"0.0.0-test"', 'import.meta.dirname': '__dirname' },
    logLevel: 'error',
  });
  return (command = path.join(folder, 'main.js'));
};

/** The user's own doings that no run may touch: something staged, something not, a stash, a file that git does not know. */
const makeUserBusy = (root: string, git: KillPlace['git']): void => {
  const put = (file: string, text: string): void => writeFileSync(path.join(root, file), text);
  put('src/part-0/file-0.txt', 'stashed\n');
  git('stash', 'push', '--quiet');
  put('src/part-1/file-1.txt', 'staged\n');
  git('add', 'src/part-1/file-1.txt');
  put('src/part-2/file-2.txt', 'changed\n');
  put('notes.txt', 'mine\n');
};

/** A repository with the plan in it, all of it or a part, and everything beside it in a folder that is removed when `use` has ended. */
export const withKillPlace = async <T>(part: number | null, use: (place: KillPlace) => Promise<T>): Promise<T> => {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'planloom-kill-')));
  try {
    return await use(killPlace(base, killPlan(part)));
  } finally {
    await endAll((pid) => belongs(pid, base));
    rmSync(base, { recursive: true, force: true });
  }
};

const killPlace = (base: string, plan: KillPlace['plan']): KillPlace => {
  const at = (...parts: string[]): string => path.join(base, ...parts);
  const [root, outside, worktrees] = [at('project'), at('outside'), at('worktrees')];
  for (const folder of [root, at('home'), path.join(outside, 'starts'), path.join(outside, 'deeds')]) {
    mkdirSync(folder, { recursive: true });
  }
  const [script, checkScript] = [path.join(outside, 'work.sh'), path.join(outside, 'check.sh')];
  const runsFolder = path.join(root, '.git', 'planloom', 'runs');
  const setting = `OUTSIDE='${outside}'; JOURNAL="${runsFolder}/$PLANLOOM_RUN/journal.jsonl"; set -e`;
  writeFileSync(checkScript, `${[setting, ...killCheck].join('\n')}\n`);
  writeFileSync(
    script,
    `${[
      setting,
      'echo "$PLANLOOM_ATTEMPT" >> "$OUTSIDE/starts/$PLANLOOM_NODE"',
      'sleep 0.03',
      '. "$OUTSIDE/deeds/$PLANLOOM_NODE.sh"',
      'while test -e "$OUTSIDE/hold"; do sleep 0.02; done',
    ].join('\n')}\n`,
  );
  for (const [id, { work }] of Object.entries(plan)) {
    writeFileSync(path.join(outside, 'deeds', `${id}.sh`), `${work.join('\n')}\n`);
  }
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: at('home'),
    XDG_STATE_HOME: at('state'),
    XDG_CONFIG_HOME: at('config'),
    PLANLOOM_WORKTREE_ROOT: worktrees,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: root,
      env: { ...env, GIT_OPTIONAL_LOCKS: '0' },
      stdio: 'pipe',
      maxBuffer: 64 * 1024 * 1024,
    })
      .toString()
      .trimEnd();
  for (const [file, text] of Object.entries({ ...killProject(), ...killDocuments(plan, script, checkScript) })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'first');
  makeUserBusy(root, git);

  const journalFile = (runId: string): string => path.join(runsFolder, runId, 'journal.jsonl');
  return {
    root,
    outside,
    worktrees,
    runsFolder,
    plan,
    git,
    start: (argv) => startPlanloom(argv, root, env),
    runIds: () => (existsSync(runsFolder) ? readdirSync(runsFolder).filter(isRunId).sort() : []),
    journalFile,
    state(runId) {
      if (!existsSync(journalFile(runId))) return undefined;
      const journal = decodeJournal('journal.jsonl', readFileSync(journalFile(runId), 'utf8'));
      return journal.ok ? replay(journal.value.entries) : undefined;
    },
    starts: () =>
      Object.fromEntries(
        readdirSync(path.join(outside, 'starts')).map((id) => [
          id,
          readFileSync(path.join(outside, 'starts', id), 'utf8').split('\n').length - 1,
        ]),
      ),
    hold: () => writeFileSync(path.join(outside, 'hold'), ''),
    letGo: () => rmSync(path.join(outside, 'hold'), { force: true }),
    storesOf: () =>
      !existsSync(worktrees)
        ? []
        : readdirSync(worktrees).flatMap((name) =>
            readdirSync(path.join(worktrees, name)).map((runId) => path.join(name, runId)),
          ),
    storeOf(runId) {
      const found = (existsSync(worktrees) ? readdirSync(worktrees) : []).find((name) =>
        existsSync(path.join(worktrees, name, runId)),
      );
      return path.join(worktrees, found ?? '', runId, 'store.git');
    },
  };
};

/** Where a process that lives on holds the pipes open. */
const longestReadingMs = 5_000;

/** Starts planloom as a process of its own. */
export const startPlanloom = (argv: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Live => {
  const child = spawn(process.execPath, [builtCommand(), ...argv], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
  }
  let isOver = false;
  const over = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('exit', (code) => {
      isOver = true;
      const end = (): void => resolve({ code, ...texts });
      // What it printed is in its pipes still; of who was killed nobody reads that, and what is left behind holds them.
      if (code === null) end();
      else if (child.stdout.closed && child.stderr.closed) end();
      else {
        child.once('close', end);
        setTimeout(end, longestReadingMs).unref();
      }
    });
  });
  return { pid: child.pid!, isOver: () => isOver, stop: () => void child.kill('SIGSTOP'), over };
};

const processIds = (): readonly number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

/** Whether a process belongs to a test's folder: by its environment, or by where it works. */
export const belongs = (pid: number, folder: string): boolean => {
  if (pid === process.pid) return false;
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(folder) && isRunning(pid);
  } catch {
    return false;
  }
};

/** All processes that belong to the place: planloom, its launcher, its git, commands and what these started. */
export const processesOf = ({ root }: KillPlace): readonly number[] =>
  processIds().filter((pid) => belongs(pid, path.dirname(root)));

/** Commands of runs that live: those with a tag. */
export const commandsOf = (place: KillPlace): readonly number[] =>
  processesOf(place).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes('PLANLOOM_TAG=');
    } catch {
      return false;
    }
  });

const endAll = async (isMeant: (pid: number) => boolean): Promise<void> => {
  for (;;) {
    const found = processIds().filter(isMeant);
    if (found.length === 0) return;
    for (const pid of found) kill(pid);
    await wait(2);
  }
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone meanwhile.
  }
};

/** Kills planloom with everything that it has started, as a machine that loses its power does. */
export const killTree = async (place: KillPlace, live: Live): Promise<void> => {
  kill(live.pid);
  await endAll((pid) => belongs(pid, path.dirname(place.root)));
  await live.over;
};

/** Kills planloom alone. */
export const killAlone = async (live: Live): Promise<void> => {
  kill(live.pid);
  await live.over;
};
