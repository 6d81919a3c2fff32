/**
 * What was worked out before, kept by everything that it was worked out from. Losing it costs time and nothing else: a
 * text that is gone, damaged or cannot be written is simply not there.
 */
export interface Cache {
  /** The text that was kept for exactly these parts. */
  read(parts: readonly string[]): Promise<string | undefined>;
  write(parts: readonly string[], text: string): Promise<void>;
}

/** Keeps nothing. */
export const noCache: Cache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};
