import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a file has to say; null: it must not be there. */
type Wanted = Buffer | null;

/** The content of a plain file; null for anything else: a link leads elsewhere, a pipe keeps us waiting. */
export const readPlain = (file: string): Wanted =>
  lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file) : null;

const isAsWanted = (file: string, wanted: Wanted): boolean => {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (found === undefined || wanted === null) return found === undefined && wanted === null;
    return found.isFile() && found.size === wanted.length && readFileSync(file).equals(wanted);
  } catch {
    return false;
  }
};

/**
 * The files by which a store tells git how to work in it, and what to execute. Attempts borrow the store's objects, so
 * they can find it and write there; git is to believe only what we have written.
 */
export class StoreGuard {
  /** The folder of the store; absolute. */
  readonly store: string;
  readonly #files = new Map<string, Wanted>();
  #mended = 0;

  constructor(store: string) {
    this.store = store;
  }

  /** How often something had to be put back so far. */
  get mended(): number {
    return this.#mended;
  }

  /** Watches over the file (absolute) from now on; without `text` it is to stay what it is now. */
  watch(file: string, text?: string | null): void {
    this.#files.set(file, text === undefined ? readPlain(file) : text === null ? null : Buffer.from(text));
  }

  /** Makes every file again what it has to be. To be called before each git command. */
  putBack(): void {
    // A store that is gone is not to look like an empty one.
    if (!existsSync(this.store)) return;
    let isMended = false;
    for (const [file, wanted] of this.#files) {
      if (isAsWanted(file, wanted)) continue;
      isMended = true;
      rmSync(file, { recursive: true, force: true });
      if (wanted === null) continue;
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, wanted);
    }
    if (isMended) this.#mended++;
  }
}
