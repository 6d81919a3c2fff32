import { lstatSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Git } from '../git/git.ts';
import { fileOf, nulEnded, type PathBytes } from '../git/path-bytes.ts';
import type { FolderRepository } from './folder-repository.ts';

const maxListBytes = 1024 * 1024 * 1024;

let lists = 0;

/**
 * Every file and link of the folder that a run copies: all but what the ignore files leave out, `node_modules` and `.git`.
 * What lies in repositories inside of it is listed like everything else.
 */
export const folderFiles = async ({ repository, git }: FolderRepository): Promise<readonly PathBytes[]> => {
  const index = path.join(repository.home, `list-${String(process.pid)}-${String(lists++)}.index`);
  try {
    return await filesBelow(repository.top, '', index, git);
  } finally {
    await rm(index, { force: true });
  }
};

const filesBelow = async (top: string, prefix: PathBytes, index: string, git: Git): Promise<PathBytes[]> => {
  const folder = fileOf(top, prefix).toString();
  const args = ['ls-files', '-z', '--others', '--exclude-standard'];
  const env = { GIT_INDEX_FILE: index, GIT_WORK_TREE: folder };
  const { stdout } = await git(args, { cwd: folder, env, maxBytes: maxListBytes });
  const files: PathBytes[] = [];
  for (const name of nulEnded(stdout)) {
    // A repository inside; git does not look into it by itself.
    if (name.endsWith('/')) files.push(...(await filesBelow(top, `${prefix}${name}`, index, git)));
    else files.push(`${prefix}${name}`);
  }
  return files;
};

/** How much of a folder a run would copy for each attempt. */
export interface FolderSize {
  readonly files: number;
  readonly bytes: number;
}

export const folderSize = async (folder: FolderRepository): Promise<FolderSize> => {
  const files = await folderFiles(folder);
  let bytes = 0;
  for (const name of files) {
    bytes += lstatSync(fileOf(folder.repository.top, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return { files: files.length, bytes };
};
