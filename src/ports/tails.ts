/** The end of a file that somebody else is writing. */
export interface Tail {
  /** What was read of it; the first character may be half of one. */
  readonly text: string;
  /** Of the whole file. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** Looks at the ends of files, and at nothing else. */
export interface Tails {
  /** The last `maxBytes` of the plain file at an absolute path; undefined when there is none. Never throws. */
  read(path: string, maxBytes: number): Tail | undefined;
}
