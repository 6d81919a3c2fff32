import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A real folder that is gone when the test is over. */
export interface Workspace {
  readonly root: string;
  path(...parts: string[]): string;
  read(file: string): string;
  write(file: string, text: string | Uint8Array): void;
  /** Every file below the root, relative, sorted. */
  files(): readonly string[];
}

/** The workspace in a folder that is there. */
export const workspaceAt = (root: string): Workspace => {
  const at = (...parts: string[]): string => path.join(root, ...parts);
  const write = (file: string, text: string | Uint8Array): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), text);
  };
  return {
    root,
    path: at,
    write,
    read: (file) => readFileSync(at(file), 'utf8'),
    files: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
        .sort(),
  };
};

/** A temporary workspace with these files, relative path to text. */
export const workspace = (files: Readonly<Record<string, string>> = {}): Workspace => {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'planloom-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const place = workspaceAt(root);
  for (const [file, text] of Object.entries(files)) place.write(file, text);
  return place;
};
