import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Every file below a folder, with what tells it from others: kind, mode, time and bytes. Names one character a byte. */
export const everything = (folder: string, isMeant: (file: string) => boolean): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  const look = (prefix: string): void => {
    const at = (name: string): Buffer => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name, 'latin1')]);
    for (const name of readdirSync(at(prefix), { encoding: 'buffer' })) {
      const file = prefix === '' ? name.toString('latin1') : `${prefix}/${name.toString('latin1')}`;
      if (!isMeant(file)) continue;
      const stats = lstatSync(at(file));
      if (stats.isDirectory()) {
        found[file] = `folder ${stats.mode}`;
        look(file);
        continue;
      }
      const bytes = stats.isSymbolicLink() ? readlinkSync(at(file)) : readFileSync(at(file));
      found[file] = `${stats.mode} ${stats.mtimeMs} ${createHash('sha256').update(bytes).digest('hex')}`;
    }
  };
  look('');
  return found;
};
