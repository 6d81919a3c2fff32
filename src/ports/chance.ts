/** Chance, asked for through a port so that a test can say what comes. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number;
}
