/** A key that a person has pressed. */
export interface Key {
  /** `up`, `return`, `escape`, `backspace`; of a letter or digit the character itself. */
  readonly name: string;
  /** What it writes; empty for a key that writes nothing. */
  readonly text: string;
  readonly ctrl: boolean;
}

/** The keys of a terminal, one by one. */
export interface Keyboard {
  /** The next key; null when there will be none any more. From now on the terminal shows no keys by itself. */
  next(): Promise<Key | null>;
  /** Gives the terminal back as it was: lines, echo, and Ctrl-C as a signal. Keys that nobody has taken are forgotten. */
  release(): void;
}
