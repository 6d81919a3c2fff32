import { mkdtempSync, rmSync } from 'node:fs';

let folder: string | undefined;

/** A folder that no agent has any business in, and that no sandbox lets it write to, as the temporary one would be. */
export const outside = (): string => (folder ??= mkdtempSync('/var/tmp/planloom-outside-'));

/** Called after the last test of a file. */
export const removeOutside = (): void => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
};
