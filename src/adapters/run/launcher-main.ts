// The process that starts the programs of a run. It is small, because to start a program costs the more the more memory
// the starting process has, and it is the guard as well: its standard input, whose other end only planloom holds, ends
// with planloom, however that ends. What runs then has a second at most to end by itself.
import { setFlagsFromString } from 'node:v8';
import { agentReader } from '../agents/agent-adapters.ts';
import { endGroup } from '../process/end-group.ts';
import { messageWriter, readMessages } from '../process/launcher-messages.ts';
import type { ToLauncher } from '../process/launcher-messages.ts';
import { markName, markPrefix } from '../process/process-mark.ts';
import { redaction } from '../process/redact.ts';
import { runProcess } from '../process/run-process.ts';
import type { ProcessMeans } from '../process/run-process.ts';
import { sweep } from '../process/sweep.ts';

// Code that was compiled for speed is memory, too, and there is little here to be fast at.
setFlagsFromString('--no-opt');
// An error is how the system says that a group has ended: nobody reads where it came from.
Error.stackTraceLimit = 0;

const lastGraceMs = 700;

/** Many a program has ended before its start is told. */
const patienceMs = 10;

const groups = new Set<number>();
const cancels = new Map<number, AbortController>();
const waiting: Extract<ToLauncher, { type: 'run' }>[] = [];
const say = messageWriter(process.stdout);
let means: ProcessMeans | undefined;
let isGuarded = false;
let isClosed = false;

const run = async ({ id, request }: Extract<ToLauncher, { type: 'run' }>): Promise<void> => {
  const exit = await runProcess(request, means!, cancels.get(id)!.signal, {
    started: (group) => say({ type: 'started', id, group }, patienceMs),
    session: (session) => say({ type: 'session', id, session }, patienceMs),
  });
  cancels.delete(id);
  say({ type: 'ended', id, exit });
};

/** One in each turn of the event loop: in between, the end of others is noticed and told. */
const runNext = (): void => {
  const next = waiting.shift();
  if (next !== undefined) void run(next);
  if (waiting.length > 0) setImmediate(runNext);
};

const end = async (): Promise<void> => {
  waiting.length = 0;
  if (!isClosed && isGuarded) {
    const marked = sweep({ markPrefix: `${markName}=${markPrefix}` }, lastGraceMs);
    await Promise.all([marked, ...[...groups].map((group) => endGroup(group, lastGraceMs))]);
  }
  process.exit(0);
};

// Ctrl-C and the end of a session are planloom's to act on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

readMessages(process.stdin, (given) => {
  const message = given as ToLauncher;
  if (message.type === 'run') {
    // Agents print much, and all of it is read.
    if (message.request.agent !== undefined) setFlagsFromString('--opt');
    cancels.set(message.id, new AbortController());
    if (waiting.push(message) === 1) setImmediate(runNext);
  } else if (message.type === 'cancel') cancels.get(message.id)?.abort();
  else if (message.type === 'close') isClosed = true;
  else {
    const { secrets, graceMs, maxOutputBytes, guarded } = message.settings;
    means = { redaction: redaction(secrets), readerOf: agentReader, graceMs, maxOutputBytes, groups };
    isGuarded = guarded;
  }
});
process.stdin.once('close', () => void end());
