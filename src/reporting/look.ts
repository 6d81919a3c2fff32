/** How the reader sees what we print: decided once by the door (cli, gateway), never looked up here. */
export interface Look {
  readonly color: boolean;
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number;
  /** False: symbols, bars and lines are drawn in ASCII. Words of the plan are never changed. */
  readonly unicode: boolean;
}

// Below this, cutting would leave nothing to read; the terminal wraps instead.
const leastWidth = 40;

/** The columns that a renderer may fill. */
export const usableWidth = (look: Look): number => Math.max(leastWidth, Math.floor(look.width));
