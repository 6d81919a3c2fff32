import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

const blockBytes = 512;

/** What removing a folder or file frees: not what other names share with it. No link is followed. */
export const removableBytes = async (place: string): Promise<number> => {
  const stats = await lstat(place).catch(() => undefined);
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.nlink <= 1 ? stats.blocks * blockBytes : 0;
  let bytes = 0;
  for (const name of await readdir(place).catch(() => [])) bytes += await removableBytes(path.join(place, name));
  return bytes;
};
