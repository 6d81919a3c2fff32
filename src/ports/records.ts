/**
 * Small texts that planloom remembers for a workspace between commands, beside its journals and in nobody's commit.
 * `name` is a plain file name.
 */
export interface Records {
  read(name: string): Promise<string | undefined>;
  /** Puts `text` in the place of what was remembered, whole or not at all. */
  write(name: string, text: string): Promise<void>;
  /** The same for a text that must not be lost: where nothing can be written there, it goes to a temporary folder. Absolute. */
  keep(name: string, text: string): Promise<string>;
}
