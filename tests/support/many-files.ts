import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes so many small files below the folder, a few hundred in each folder. */
export const writeManyFiles = (folder: string, count: number): void => {
  for (let number = 0; number < count; number++) {
    const below = path.join(folder, 'many', String(number % 16), String(Math.floor(number / 16) % 16));
    if (number < 256) mkdirSync(below, { recursive: true });
    writeFileSync(path.join(below, `file-${String(number)}.txt`), `${String(number)}\n`);
  }
};
