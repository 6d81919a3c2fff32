import type { Readable, Writable } from 'node:stream';
import type { LaunchSettings } from './launcher.ts';
import type { ProcessExit, ProcessRequest } from './run-process.ts';

/** What planloom says to its launcher: the settings first, and `close` at an orderly end. */
export type ToLauncher =
  | { readonly type: 'settings'; readonly settings: LaunchSettings }
  | { readonly type: 'run'; readonly id: number; readonly request: ProcessRequest }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' };

/** What the launcher answers. */
export type FromLauncher =
  | { readonly type: 'started'; readonly id: number; readonly group: number }
  | { readonly type: 'session'; readonly id: number; readonly session: string }
  | { readonly type: 'ended'; readonly id: number; readonly exit: ProcessExit };

/**
 * Writes messages as lines of JSON. Those of one turn of the event loop go together, as each write wakes the reader; one
 * with patience waits so many milliseconds for others to go with.
 */
export const messageWriter = (
  stream: Writable,
): ((message: ToLauncher | FromLauncher, patienceMs?: number) => void) => {
  let text = '';
  let isDue = false;
  let later: NodeJS.Timeout | undefined;
  // Who does not read any more is gone, which is seen elsewhere.
  stream.on('error', () => undefined);
  const flush = (): void => {
    isDue = false;
    clearTimeout(later);
    later = undefined;
    if (text !== '') stream.write(text);
    text = '';
  };
  return (message, patienceMs = 0) => {
    text += `${JSON.stringify(message)}\n`;
    if (patienceMs > 0) later ??= setTimeout(flush, patienceMs);
    else if (!isDue) {
      isDue = true;
      setImmediate(flush);
    }
  };
};

/** Hands over the messages that come, one after the other. */
export const readMessages = (stream: Readable, take: (message: unknown) => void): void => {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('error', () => undefined);
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line));
  });
};
