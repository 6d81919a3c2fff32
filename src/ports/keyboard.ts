/** A key that a person has pressed, or what else comes from a terminal while keys are awaited. */
export interface Key {
  /**
   * `up`, `return`, `escape`, `backspace`; of a letter or digit the character itself. `pasted`: a text that was pasted,
   * whose line ends are spaces. `resize`: nobody has pressed anything, but the window has another size.
   */
  readonly name: string;
  /** What it writes; empty for a key that writes nothing. */
  readonly text: string;
  readonly ctrl: boolean;
}

/** The keys of a terminal, one by one. */
export interface Keyboard {
  /** From now on the terminal shows no keys by itself. What was typed before, at something else, is forgotten. */
  hold(): Promise<void>;
  /** The next key since it is held; null when there will be none any more. */
  next(): Promise<Key | null>;
  /** Gives the terminal back as it was: lines, echo, and Ctrl-C as a signal. */
  release(): void;
  /** What Ctrl-Z does elsewhere: gives the terminal back, and answers when the shell lets this process go on. */
  suspend(): Promise<void>;
}
