import { lstatSync, mkdirSync, readdirSync, renameSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { removeFolder } from '../git/tree-removal.ts';

/** Beside what is removed: no id of a run begins with a point. */
const asideName = '.removed';

const asideFolder = (parent: string): string => path.join(parent, asideName);

/** What a removal has left in the folder `parent`, when it was cut short; absolute. */
export const leftAside = (parent: string): readonly string[] => {
  const aside = asideFolder(parent);
  if (lstatSync(aside, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(aside).map((name) => path.join(aside, name));
};

/**
 * Removes a folder: first its name, at once, then what is in it. Whoever is killed in between leaves nothing that looks
 * like half of it. A link is removed, not followed.
 */
export const removeAside = async (folder: string): Promise<void> => {
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return;
  const aside = asideFolder(path.dirname(folder));
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const place = freeName(path.join(aside, path.basename(folder)));
  renameSync(folder, place);
  await removeLeft(place);
};

/** Removes one of `leftAside`. */
export const removeLeft = async (place: string): Promise<void> => {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (stats.isDirectory()) await removeFolder(place);
  else unlinkSync(place);
};

const freeName = (wanted: string): string => {
  for (let count = 0; ; count++) {
    const place = `${wanted}-${process.pid}-${count}`;
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) return place;
  }
};
