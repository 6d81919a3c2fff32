import type { AgentEvent, AgentVerdict } from '../../domain/agent.ts';

/** How a program ended. */
export interface ProgramEnd {
  /** `failed`: by itself, or by a signal that was not ours. The last four are our doing, or planloom's end. */
  readonly outcome:
    'succeeded' | 'failed' | 'not_started' | 'timed_out' | 'idle_timed_out' | 'cancelled' | 'interrupted';
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last line that it printed; may be empty. */
  readonly lastLine: string;
}

/** Reads what one program prints. It keeps little: an agent may print for days. */
export interface AgentReader {
  /** A line of standard output without its end. What cannot be read is passed over. */
  line(text: string): readonly AgentEvent[];
  /** Whether a line of standard output is a piece of what comes whole as well, and need not be kept; known by its first 200 characters. */
  isPiece?(text: string): boolean;
  /** A line of standard error. */
  errorLine(text: string): readonly AgentEvent[];
  /**
   * Of a line of standard error: to be shown to people (also where this is absent), kept with the events, which `line` is
   * given when they are replayed, or neither.
   */
  useOfErrorLine?(text: string): 'show' | 'keep' | 'drop';
  /** What it came to; also in the middle, for what was used so far. */
  verdict(end: ProgramEnd): AgentVerdict;
}
