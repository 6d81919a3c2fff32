import type { Result } from '../domain/result.ts';

/** Why a text could not be read. `outside`: the path leaves the root, symlinks included. */
export interface ReadFailure {
  readonly reason: 'missing' | 'unreadable' | 'binary' | 'too-large' | 'outside';
  readonly path: string;
  /** What the operating system says, or the size in bytes, in words. */
  readonly detail: string;
}

/** Why a text could not be written. `exists`: `writeNew` found something in its place. */
export interface WriteFailure {
  readonly reason: 'exists' | 'unwritable' | 'outside';
  readonly path: string;
  readonly detail: string;
}

export interface Listing {
  /** Files, never folders, relative to the folder that was listed, with `/` between the parts, sorted. */
  readonly paths: readonly string[];
  /** False when `maxFiles` or `maxDepth` cut it short, or a folder is closed. */
  readonly complete: boolean;
  /** Folders below that could not be entered, relative to the folder that was listed. */
  readonly closed: readonly string[];
}

export interface ListLimits {
  readonly maxFiles: number;
  readonly maxDepth: number;
}

/** Text files of a workspace. Paths are relative to its root, or absolute and below it; `/` between the parts. */
export interface Files {
  /** UTF-8 text without its byte order mark. A file with a NUL byte or of invalid UTF-8 is `binary`. */
  readText(path: string, maxBytes: number): Promise<Result<string, ReadFailure>>;
  /** Every file below `folder`. Folders that are symlinks, hidden, or named node_modules are not entered. */
  list(folder: string, limits: ListLimits): Promise<Result<Listing, ReadFailure>>;
  exists(path: string): Promise<boolean>;
  /** Whether a file could be made there, as far as can be told without making it. */
  mayWriteNew(path: string): Promise<Result<undefined, WriteFailure>>;
  /** Makes the file and the folders above it, whole or not at all; fails when anything is in its place. */
  writeNew(path: string, text: string): Promise<Result<undefined, WriteFailure>>;
  /** Puts `text` in the place of the file, whole or not at all, whether it was there or not. */
  replace(path: string, text: string): Promise<Result<undefined, WriteFailure>>;
  /** Puts `after` in the place of `before`, whole or not at all, if the file still holds `before`; says whether it did. Keeps a byte order mark. */
  change(path: string, before: string, after: string): Promise<Result<boolean, WriteFailure>>;
  /** Gives a file another name in the same folder; fails when anything has that name. */
  rename(path: string, to: string): Promise<Result<undefined, WriteFailure>>;
  /** Removes the file if it still holds `text`; says whether it did. */
  remove(path: string, text: string): Promise<Result<boolean, WriteFailure>>;
}
