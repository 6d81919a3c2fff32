import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AgentVerdict, EarlierUse } from '../../domain/agent.ts';
import type { ProgramEnd } from '../process/agent-reader.ts';
import type { AgentAdapter } from './agent-adapter.ts';

/** What was kept of an attempt, and how it ended. */
export interface KeptAttempt {
  /** Its events; there need not be such a file. */
  readonly eventsFile: string;
  readonly model: string | null;
  readonly earlier: EarlierUse | null;
  readonly outcome: ProgramEnd['outcome'];
}

/** What an attempt came to, by nothing but the events that were kept. */
export const replay = async (
  adapter: Pick<AgentAdapter, 'reader'>,
  { eventsFile, model, earlier, outcome }: KeptAttempt,
): Promise<AgentVerdict> => {
  const reader = adapter.reader(earlier, model);
  await readLines(eventsFile, (line) => void reader.line(line));
  return reader.verdict({ outcome, exitCode: outcome === 'succeeded' ? 0 : null, signal: null, lastLine: '' });
};

const readLines = async (file: string, take: (line: string) => void): Promise<void> => {
  if (!existsSync(file)) return;
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) take(line);
  } catch {
    // What cannot be read tells nothing.
  }
};
