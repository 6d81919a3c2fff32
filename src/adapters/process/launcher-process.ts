import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { childEnvironment } from './child-environment.ts';
import type { Environment } from './child-environment.ts';
import { endGroup } from './end-group.ts';
import type { Launcher, LaunchSettings } from './launcher.ts';
import { messageWriter, readMessages } from './launcher-messages.ts';
import type { FromLauncher, ToLauncher } from './launcher-messages.ts';
import type { ProcessExit, ProcessNews, ProcessRequest } from './run-process.ts';
import { marksOf } from './process-mark.ts';
import { neverRan } from './run-process.ts';
import { sweep } from './sweep.ts';

/** What the process of a launcher is started with. */
export interface LauncherStart {
  /** The program, built from `launcher-main.ts`; absolute. */
  readonly file: string;
  /** The run's tag, which all its programs have in their environment; it is shown in the list of processes. */
  readonly tag: string;
  readonly environment: Environment;
  readonly settings: LaunchSettings;
}

/** Each page of memory, and each thread, makes it dearer to start a program. */
const sparing = ['--v8-pool-size=0', '--max-semi-space-size=1'];

/** What a program that is left behind by a dead launcher has to end by itself. */
const lastGraceMs = 1_000;

/**
 * Starts programs from a small process beside this one. Should that one die, the programs of that moment are ended and
 * reported as `interrupted`, and the next ones get another launcher.
 */
export const launcherProcess = (start: LauncherStart): Launcher => {
  let count = 0;
  let isClosing = false;
  /** The launcher that lives, or the next one, once what the last one left is ended. */
  let link: Promise<Link> | Link = new Link(start);
  const watch = (watched: Link): Link => {
    void watched.gone.then(() => {
      if (!isClosing) link = watched.bury().then(() => watch(new Link(start)));
    });
    return watched;
  };
  watch(link);
  return {
    async run(request, signal, news = {}) {
      const open = link instanceof Link ? link : await link;
      return open.run(++count, request, signal, news);
    },
    async close() {
      isClosing = true;
      await (await link).close();
    },
  };
};

interface Job {
  group: number | undefined;
  readonly signal: AbortSignal;
  readonly news: ProcessNews;
  readonly end: (exit: ProcessExit) => void;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** The wire to one launcher. */
class Link {
  /** Settles when it has ended. */
  readonly gone: Promise<void>;
  readonly #child: Child;
  readonly #say: (message: ToLauncher) => void;
  readonly #jobs = new Map<number, Job>();
  /** Those that are listened to: many programs share one. */
  readonly #signals = new WeakSet<AbortSignal>();
  #why = '';

  constructor({ file, tag, environment, settings }: LauncherStart) {
    this.#child = spawn(process.execPath, [...sparing, file, tag], {
      // A session of its own: a Ctrl-C and the end of the terminal are not meant for it.
      detached: process.platform !== 'win32',
      windowsHide: true,
      cwd: '/',
      // Without secrets, and without the tag, by which it would be taken for one of the programs.
      env: childEnvironment(environment, [], {}),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#say = messageWriter(this.#child.stdin);
    readMessages(this.#child.stdout, (message) => this.#take(message as FromLauncher));
    this.gone = new Promise((resolve) => {
      this.#child.once('close', (code, by) => {
        this.#why = by ?? `exit code ${code}`;
        resolve();
      });
      this.#child.once('error', (error) => {
        this.#why = error.message;
        resolve();
      });
    });
    this.#child.unref();
    this.#hold(false);
    this.#say({ type: 'settings', settings });
  }

  run(id: number, request: ProcessRequest, signal: AbortSignal, news: ProcessNews): Promise<ProcessExit> {
    if (signal.aborted) return Promise.resolve(neverRan('cancelled', 'It was cancelled before it started.'));
    this.#listen(signal);
    return new Promise((resolve) => {
      const end = (exit: ProcessExit): void => {
        if (this.#jobs.delete(id) && this.#jobs.size === 0) this.#hold(false);
        resolve(exit);
      };
      if (this.#jobs.size === 0) this.#hold(true);
      this.#jobs.set(id, { group: undefined, signal, news, end });
      this.#say({ type: 'run', id, request });
    });
  }

  /** Ends what a launcher that has died has left running, and all that waits for it. */
  async bury(): Promise<void> {
    const jobs = [...this.#jobs.values()];
    const groups = jobs.flatMap(({ group }) => (group === undefined ? [] : [group]));
    await Promise.all(groups.map((group) => endGroup(group, lastGraceMs)));
    // Also what was started, and nobody was told of it any more.
    if (this.#child.pid !== undefined) await sweep({ markPrefix: marksOf(this.#child.pid) }, lastGraceMs);
    for (const { end } of jobs)
      end(neverRan('interrupted', `The process of planloom that had started it has died (${this.#why}).`));
  }

  async close(): Promise<void> {
    this.#child.ref();
    this.#say({ type: 'close' });
    setImmediate(() => this.#child.stdin.end());
    await this.gone;
  }

  #listen(signal: AbortSignal): void {
    if (this.#signals.has(signal)) return;
    this.#signals.add(signal);
    const cancel = (): void => {
      for (const [id, job] of this.#jobs) if (job.signal === signal) this.#say({ type: 'cancel', id });
    };
    signal.addEventListener('abort', cancel, { once: true });
  }

  #take(message: FromLauncher): void {
    const job = this.#jobs.get(message.id);
    if (job === undefined) return;
    if (message.type === 'started') {
      job.group = message.group;
      job.news.started?.(message.group);
    } else if (message.type === 'session') job.news.session?.(message.session);
    else job.end(message.exit);
  }

  /** Whether this process waits for the launcher's answers, if it has nothing else to do. */
  #hold(isHeld: boolean): void {
    for (const stream of [this.#child.stdin, this.#child.stdout]) {
      const handle = stream as unknown as { ref?: () => void; unref?: () => void };
      if (isHeld) handle.ref?.();
      else handle.unref?.();
    }
  }
}
