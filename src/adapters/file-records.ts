import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Records } from '../ports/records.ts';
import { stateFolder } from './state-folder.ts';

/** Records in the state folder of the workspace with this root. */
export const fileRecords = (root: string): Records => ({
  read: (name) => readFile(path.join(stateFolder(root), name), 'utf8').catch(() => undefined),
  async write(name, text) {
    const folder = stateFolder(root);
    await mkdir(folder, { recursive: true });
    const temporary = path.join(folder, `.${name}.${process.pid}.tmp`);
    await writeFile(temporary, text);
    await rename(temporary, path.join(folder, name));
  },
});
