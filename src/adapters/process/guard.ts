import { spawn } from 'node:child_process';
import { markName, markPrefix } from './process-mark.ts';

/** Outlives planloom for a moment, to end what planloom has left running. */
export interface Guard {
  /** The process group is to be ended when planloom dies. */
  add(group: number): void;
  /** It has ended; its number may soon be another's. */
  del(group: number): void;
  /** An orderly end: what was added and not taken out again is ended, and nothing is searched for. */
  close(): Promise<void>;
}

/** For systems without process groups, and for who does not want one. */
export const noGuard: Guard = { add: () => undefined, del: () => undefined, close: () => Promise.resolve() };

/**
 * Reads what is to be guarded from its standard input, whose other end only planloom holds: at its end, planloom has
 * died, however that came. What it then ends has a second at most to end by itself.
 */
const script = `
trap '' INT TERM HUP
live=' '
mark=$1
while read -r word group; do
  case $word in
    add) live="$live$group " ;;
    del) case $live in *" $group "*) live="\${live%% $group *} \${live#* $group }" ;; esac ;;
    end) mark= ;;
  esac
done
marked() {
  test -n "$mark" && test -d /proc/self || return
  for file in $(grep -lF -- "$mark" /proc/[0-9]*/environ 2>/dev/null); do
    file=\${file#/proc/}
    echo "\${file%/environ}"
  done
}
all() {
  for group in $live; do kill -s "$1" -- "-$group" 2>/dev/null; done
  for process in $(marked); do kill -s "$1" "$process" 2>/dev/null; done
}
none() {
  for group in $live; do kill -s 0 -- "-$group" 2>/dev/null && return 1; done
  test -z "$(marked)"
}
none && exit 0
all TERM
all CONT
for pause in 1 2 3 4 5 6 7; do
  sleep 0.1 2>/dev/null || { sleep 1; break; }
  none && exit 0
done
for again in 1 2 3 4 5 6 7 8 9 10; do
  all KILL
  live=' '
  none && exit 0
  sleep 0.1 2>/dev/null || sleep 1
done
`;

/** Starts the guard of a run, whose id it shows to who looks at the list of processes. */
export const startGuard = (runId: string): Guard => {
  if (process.platform === 'win32') return noGuard;
  const child = spawn('/bin/sh', ['-c', script, 'planloom-guard', `${markName}=${markPrefix}`, runId], {
    // A session of its own: a Ctrl-C and the end of the terminal are not meant for it.
    detached: true,
    cwd: '/',
    // Without the mark, by which it would find itself.
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  // Without a guard the run goes on; the next one finds by the tag what was left.
  if (child.pid === undefined) return noGuard;
  const { stdin } = child;
  stdin.on('error', () => undefined);
  child.unref();
  (stdin as unknown as { unref?: () => void }).unref?.();
  return {
    add: (group) => void stdin.write(`add ${group}\n`),
    del: (group) => void stdin.write(`del ${group}\n`),
    async close() {
      child.ref();
      stdin.end('end\n');
      await ended;
    },
  };
};
