import { constants } from 'node:fs';
import { access, link, lstat, mkdir, open, readFile, readdir, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { Result } from '../domain/result.ts';
import { fail, ok } from '../domain/result.ts';
import type { Files, Listing, ListLimits, ReadFailure, WriteFailure } from '../ports/files.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const words: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symlinks',
};
const detailOf = (error: unknown): string =>
  words[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));

const byteOrderMark = Buffer.from('\uFEFF');

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';

/** The files below a root on disk. No path leads out of it, symlinks included; what is written is written whole. */
export class NodeFiles implements Files {
  readonly #root: string;
  #realRoot: Promise<string> | undefined;

  /** `root` is an absolute path. */
  constructor(root: string) {
    this.#root = root;
  }

  async readText(file: string, maxBytes: number): Promise<Result<string, ReadFailure>> {
    const refuse = (reason: ReadFailure['reason'], detail: string) => fail({ reason, path: file, detail });
    try {
      const real = await this.#inside(file);
      if (real === null) return refuse('outside', 'the path leads out of the workspace');
      const status = await stat(real);
      // A pipe would be waited for, and a device has no end.
      if (!status.isFile() && !status.isDirectory()) return refuse('unreadable', 'it is a pipe, a socket or a device');
      if (status.size > maxBytes) return refuse('too-large', `${status.size} bytes`);
      const bytes = await readFile(real);
      if (bytes.includes(0)) return refuse('binary', 'it holds a NUL byte');
      // Text is decoded strictly: a replacement character in the middle of a word would be read as the plan's own.
      return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch (error) {
      if (error instanceof TypeError) return refuse('binary', 'it is not UTF-8 text');
      if (!isMissing(error)) return refuse('unreadable', detailOf(error));
      return (await this.#kindOf(file)) === 'symlink'
        ? refuse('unreadable', 'it is a symlink that leads nowhere')
        : refuse('missing', 'no such file');
    }
  }

  async list(folder: string, limits: ListLimits): Promise<Result<Listing, ReadFailure>> {
    const refuse = (reason: ReadFailure['reason'], detail: string) => fail({ reason, path: folder, detail });
    try {
      const real = await this.#inside(folder);
      if (real === null) return refuse('outside', 'the path leads out of the workspace');
      const paths: string[] = [];
      const closed: string[] = [];
      let complete = true;
      const folders: { readonly below: string; readonly depth: number }[] = [{ below: '', depth: 1 }];
      for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
        const { below, depth } = next;
        const entries = await readdir(path.join(real, below), { withFileTypes: true }).catch((error: unknown) => {
          // A folder that vanished or is closed to us while we look takes only its own files with it.
          if (below === '') throw error;
          complete = false;
          if (!isMissing(error)) closed.push(below);
          return [];
        });
        for (const entry of entries) {
          const found = below === '' ? entry.name : `${below}/${entry.name}`;
          if (entry.isDirectory()) {
            if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
            if (depth < limits.maxDepth) folders.push({ below: found, depth: depth + 1 });
            else complete = false;
          } else if (paths.length < limits.maxFiles) paths.push(found);
          else complete = false;
        }
      }
      return ok({ paths: paths.sort((a, b) => (a < b ? -1 : 1)), complete, closed });
    } catch (error) {
      if (!isMissing(error)) return refuse('unreadable', detailOf(error));
      return (await this.#kindOf(folder)) === 'file'
        ? refuse('unreadable', 'it is a file, not a folder')
        : refuse('missing', 'no such folder');
    }
  }

  async exists(file: string): Promise<boolean> {
    return lstat(this.#absolute(file)).then(
      () => true,
      () => false,
    );
  }

  async mayWriteNew(file: string): Promise<Result<undefined, WriteFailure>> {
    const refuse = (reason: WriteFailure['reason'], detail: string) => fail({ reason, path: file, detail });
    if (await this.exists(file)) return refuse('exists', 'the file exists');
    try {
      const real = await this.#inside(file);
      if (real === null) return refuse('outside', 'the path leads out of the workspace');
      for (let folder = path.dirname(real); ; folder = path.dirname(folder)) {
        const status = await stat(folder).catch((error: unknown) => {
          if (codeOf(error) !== 'ENOENT') throw error;
          return undefined;
        });
        if (status === undefined) continue;
        if (!status.isDirectory()) return refuse('unwritable', words.ENOTDIR ?? '');
        await access(folder, constants.W_OK | constants.X_OK);
        return ok(undefined);
      }
    } catch (error) {
      return refuse('unwritable', detailOf(error));
    }
  }

  async writeNew(file: string, text: string): Promise<Result<undefined, WriteFailure>> {
    return this.#write(file, text, async (temporary, target) => {
      // A hard link fails when anything has the name, so that of two writers at once only one wins.
      await link(temporary, target);
      await unlink(temporary);
    });
  }

  async replace(file: string, text: string): Promise<Result<undefined, WriteFailure>> {
    return this.#write(file, text, rename);
  }

  async change(file: string, before: string, after: string): Promise<Result<boolean, WriteFailure>> {
    try {
      const real = await this.#inside(file);
      if (real === null) return fail({ reason: 'outside', path: file, detail: 'the path leads out of the workspace' });
      const bytes = await readFile(real);
      const mark = bytes.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? '\uFEFF' : '';
      if (!bytes.equals(Buffer.from(mark + before))) return ok(false);
      const written = await this.replace(file, mark + after);
      return written.ok ? ok(true) : written;
    } catch (error) {
      return isMissing(error) ? ok(false) : fail({ reason: 'unwritable', path: file, detail: detailOf(error) });
    }
  }

  async rename(file: string, to: string): Promise<Result<undefined, WriteFailure>> {
    const refuse = (reason: WriteFailure['reason'], detail: string) => fail({ reason, path: to, detail });
    try {
      const [from, target] = [await this.#inside(file), await this.#inside(to)];
      if (from === null || target === null) return refuse('outside', 'the path leads out of the workspace');
      const [own, other] = [await lstat(from), await lstat(target).catch(() => null)];
      // Where case does not count, the new name is the file itself, and a link to it would fail.
      if (other !== null && own.ino === other.ino && own.dev === other.dev && own.nlink === 1) {
        await rename(from, target);
        return ok(undefined);
      }
      await link(from, target);
      await unlink(from);
      return ok(undefined);
    } catch (error) {
      return codeOf(error) === 'EEXIST' ? refuse('exists', 'the file exists') : refuse('unwritable', detailOf(error));
    }
  }

  async remove(file: string, text: string): Promise<Result<boolean, WriteFailure>> {
    try {
      const real = await this.#inside(file);
      if (real === null) return fail({ reason: 'outside', path: file, detail: 'the path leads out of the workspace' });
      if ((await readFile(real, 'utf8')) !== text) return ok(false);
      await unlink(real);
      return ok(true);
    } catch (error) {
      return isMissing(error) ? ok(false) : fail({ reason: 'unwritable', path: file, detail: detailOf(error) });
    }
  }

  async #write(
    file: string,
    text: string,
    publish: (temporary: string, target: string) => Promise<void>,
  ): Promise<Result<undefined, WriteFailure>> {
    const refuse = (reason: WriteFailure['reason'], detail: string) => fail({ reason, path: file, detail });
    let temporary: string | undefined;
    try {
      const target = await this.#inside(file);
      if (target === null) return refuse('outside', 'the path leads out of the workspace');
      const folder = path.dirname(target);
      await mkdir(folder, { recursive: true });
      const mode = await stat(target).then(
        (status) => status.mode & 0o777,
        () => 0o666,
      );
      // A file that its owner closed to writing is not replaced behind its back, though the folder would allow it.
      if (mode !== 0o666) await access(target, constants.W_OK);
      temporary = path.join(
        folder,
        `.${path.basename(target).slice(0, 100)}.${process.pid}-${process.hrtime.bigint()}.tmp`,
      );
      const handle = await open(temporary, 'wx', mode);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await publish(temporary, target);
      return ok(undefined);
    } catch (error) {
      if (temporary !== undefined) await unlink(temporary).catch(() => undefined);
      const kind = await this.#kindOf(file);
      if (kind === 'folder') return refuse('unwritable', 'a folder has that name');
      if (kind === 'symlink' && isMissing(error))
        return refuse('unwritable', 'a symlink that leads nowhere has that name');
      return codeOf(error) === 'EEXIST' ? refuse('exists', 'the file exists') : refuse('unwritable', detailOf(error));
    }
  }

  /** What the name itself stands for; symlinks are not followed. */
  async #kindOf(file: string): Promise<'file' | 'folder' | 'symlink' | 'nothing'> {
    return lstat(this.#absolute(file)).then(
      (status) => (status.isSymbolicLink() ? 'symlink' : status.isDirectory() ? 'folder' : 'file'),
      () => 'nothing',
    );
  }

  #absolute(file: string): string {
    return path.resolve(this.#root, file);
  }

  /** The real path of `file`, or null when it is not the root or below it. What does not exist yet is judged by its folder. */
  async #inside(file: string): Promise<string | null> {
    this.#realRoot ??= realpath(this.#root);
    const root = await this.#realRoot;
    const missing: string[] = [];
    let existing = this.#absolute(file);
    for (;;) {
      const real = await realpath(existing).catch(async (error: unknown) => {
        // A dangling symlink stands in the way, and where it leads is not known: it counts as outside.
        const dangling = await lstat(existing).then(
          (status) => status.isSymbolicLink(),
          () => false,
        );
        if (codeOf(error) === 'ENOENT' && !dangling) return undefined;
        throw error;
      });
      if (real !== undefined) {
        const whole = path.join(real, ...missing);
        return whole === root || whole.startsWith(root.endsWith(path.sep) ? root : root + path.sep) ? whole : null;
      }
      missing.unshift(path.basename(existing));
      existing = path.dirname(existing);
    }
  }
}
