import { mkdir, mkdtemp, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Records } from '../ports/records.ts';
import { stateFolder } from './state-folder.ts';

/** Records in the state folder of the workspace with this root. */
export const fileRecords = (root: string): Records => ({
  read: (name) => readFile(path.join(stateFolder(root), name), 'utf8').catch(() => undefined),
  async write(name, text) {
    await writeWhole(stateFolder(root), name, text);
  },
  async keep(name, text) {
    const folder = path.join(stateFolder(root), 'answers');
    return writeWhole(folder, name, text).catch(async () =>
      writeWhole(await mkdtemp(path.join(tmpdir(), 'planloom-')), name, text),
    );
  },
});

/** Answers with where it is. */
const writeWhole = async (folder: string, name: string, text: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const temporary = path.join(folder, `.${name}.${process.pid}.tmp`);
  const file = path.join(folder, name);
  await writeFile(temporary, text);
  await rename(temporary, file);
  return file;
};
