/** Plain files outside of the user's working tree: those of attempts. Paths are absolute. Rejects when the disk does. */
export interface RunFiles {
  /** Makes the file, and the folders above it. */
  write(path: string, text: string): Promise<void>;
  /**
   * Whether there is a file at `path` (asked about as ''), or below it, that is meant. What is asked about is relative to
   * `path`, with `/`. Links are not followed, and repositories' own folders not looked into.
   */
  hasFile(path: string, isMeant: (inside: string) => boolean): Promise<boolean>;
  /** Removes a file, or a folder with all that is in it, if it is there. Links are not followed. */
  remove(path: string): Promise<void>;
  /** Whether the file at `path` holds exactly this text. */
  hasText(path: string, text: string): Promise<boolean>;
}
