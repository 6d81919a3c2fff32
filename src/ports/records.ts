/**
 * Small texts that planloom remembers for a workspace between commands, beside its journals and in nobody's commit.
 * `name` is a plain file name.
 */
export interface Records {
  read(name: string): Promise<string | undefined>;
  /** Puts `text` in the place of what was remembered, whole or not at all. */
  write(name: string, text: string): Promise<void>;
}
