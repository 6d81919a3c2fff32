import { posix } from 'node:path';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Files, ListLimits, Listing, ReadFailure, WriteFailure } from './files.ts';

const isEntered = (folder: string): boolean => !folder.startsWith('.') && folder !== 'node_modules';

/** Files that exist only in memory. What the disk can do wrong is set through the public fields. */
export class MemoryFiles implements Files {
  readonly texts: Map<string, string>;
  /** Files and folders that cannot be read or written. */
  readonly locked = new Set<string>();
  /** Symlinks: a path, and where it leads. A target that starts with `../` or `/` is outside. */
  readonly links = new Map<string, string>();

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(texts).map(([path, text]) => [posix.normalize(path), text]));
  }

  readText(path: string, maxBytes: number): Promise<Result<string, ReadFailure>> {
    return Promise.resolve(this.#read(path, maxBytes));
  }

  list(folder: string, limits: ListLimits): Promise<Result<Listing, ReadFailure>> {
    return Promise.resolve(this.#list(folder, limits));
  }

  exists(path: string): Promise<boolean> {
    return Promise.resolve(this.#exists(path));
  }

  mayWriteNew(path: string): Promise<Result<undefined, WriteFailure>> {
    return Promise.resolve(
      this.#exists(path) ? fail({ reason: 'exists', path, detail: 'the file exists' }) : ok(undefined),
    );
  }

  writeNew(path: string, text: string): Promise<Result<undefined, WriteFailure>> {
    return Promise.resolve(
      this.#exists(path) ? fail({ reason: 'exists', path, detail: 'the file exists' }) : this.#write(path, text),
    );
  }

  replace(path: string, text: string): Promise<Result<undefined, WriteFailure>> {
    return Promise.resolve(this.#write(path, text));
  }

  change(path: string, before: string, after: string): Promise<Result<boolean, WriteFailure>> {
    const real = this.#resolve(path);
    const mark = real !== null && this.texts.get(real)?.startsWith('\uFEFF') === true ? '\uFEFF' : '';
    if (real !== null && this.texts.get(real) !== mark + before) return Promise.resolve(ok(false));
    const written = this.#write(path, mark + after);
    return Promise.resolve(written.ok ? ok(true) : written);
  }

  rename(path: string, to: string): Promise<Result<undefined, WriteFailure>> {
    const from = this.#resolve(path);
    const text = from === null ? undefined : this.texts.get(from);
    if (from === null || text === undefined)
      return Promise.resolve(fail({ reason: 'unwritable', path: to, detail: 'no such file' }));
    if (this.#exists(to)) return Promise.resolve(fail({ reason: 'exists', path: to, detail: 'the file exists' }));
    const written = this.#write(to, text);
    if (written.ok) this.texts.delete(from);
    return Promise.resolve(written);
  }

  remove(path: string, text: string): Promise<Result<boolean, WriteFailure>> {
    const real = this.#resolve(path);
    if (real === null)
      return Promise.resolve(fail({ reason: 'outside', path, detail: 'the path leaves the workspace' }));
    if (this.#isLocked(real)) return Promise.resolve(fail({ reason: 'unwritable', path, detail: 'permission denied' }));
    return Promise.resolve(ok(this.texts.get(real) === text && this.texts.delete(real)));
  }

  #read(path: string, maxBytes: number): Result<string, ReadFailure> {
    const refuse = (reason: ReadFailure['reason'], detail: string) => fail({ reason, path, detail });
    const real = this.#resolve(path);
    if (real === null) return refuse('outside', 'the path leaves the workspace');
    if (this.#isLocked(real)) return refuse('unreadable', 'permission denied');
    const text = this.texts.get(real);
    if (text === undefined) {
      return this.#isFolder(real) ? refuse('unreadable', 'it is a folder') : refuse('missing', 'no such file');
    }
    const bytes = new TextEncoder().encode(text).length;
    if (bytes > maxBytes) return refuse('too-large', `${bytes} bytes`);
    if (text.includes('\0')) return refuse('binary', 'it holds a NUL byte');
    return ok(text.replace(/^\uFEFF/, ''));
  }

  #list(folder: string, limits: ListLimits): Result<Listing, ReadFailure> {
    const refuse = (reason: ReadFailure['reason'], detail: string) => fail({ reason, path: folder, detail });
    const real = this.#resolve(folder);
    if (real === null) return refuse('outside', 'the path leaves the workspace');
    if (this.#isLocked(real)) return refuse('unreadable', 'permission denied');
    if (!this.#isFolder(real)) return refuse('missing', 'no such folder');
    const below = real === '.' ? '' : `${real}/`;
    const found = [...this.texts.keys()]
      .filter((path) => path.startsWith(below))
      .map((path) => path.slice(below.length))
      .filter((path) => path.split('/').slice(0, -1).every(isEntered));
    const near = found.filter((path) => path.split('/').length <= limits.maxDepth);
    const paths = near.sort((a, b) => (a < b ? -1 : 1)).slice(0, limits.maxFiles);
    return ok({ paths, complete: paths.length === found.length, closed: [] });
  }

  #exists(path: string): boolean {
    const real = this.#resolve(path);
    return real !== null && (this.texts.has(real) || this.#isFolder(real));
  }

  #write(path: string, text: string): Result<undefined, WriteFailure> {
    const real = this.#resolve(path);
    if (real === null) return fail({ reason: 'outside', path, detail: 'the path leaves the workspace' });
    if (this.#isLocked(real)) return fail({ reason: 'unwritable', path, detail: 'permission denied' });
    this.texts.set(real, text);
    return ok(undefined);
  }

  #isFolder(path: string): boolean {
    return path === '.' || [...this.texts.keys()].some((file) => file.startsWith(`${path}/`));
  }

  #isLocked(path: string): boolean {
    return [...this.locked].some((locked) => path === locked || path.startsWith(`${locked}/`));
  }

  /** Follows links from the root downwards, as a file system does; null when the way leaves the root or never ends. */
  #resolve(path: string): string | null {
    let real = posix.normalize(path).replace(/(?<=.)\/$/, '');
    for (let steps = 0; steps < 40; steps++) {
      if (real.startsWith('/') || real === '..' || real.startsWith('../')) return null;
      const link = [...this.links].find(([from]) => real === from || real.startsWith(`${from}/`));
      if (link === undefined) return real;
      real = posix.join(posix.isAbsolute(link[1]) ? '' : posix.dirname(link[0]), link[1], real.slice(link[0].length));
    }
    return null;
  }
}
