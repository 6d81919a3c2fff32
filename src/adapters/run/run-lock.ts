import { createHash } from 'node:crypto';
import { closeSync, lstatSync, mkdirSync, openSync, realpathSync, renameSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { askSocket } from './ask-socket.ts';
import type { Answer } from './ask-socket.ts';

/** What there may be only one run of at a time. */
export interface LockName {
  /** The folder that all working trees of the repository share (`stateFolder`); it is made where it is missing. */
  readonly stateFolder: string;
  /** The plan's file, relative to the workspace. */
  readonly plan: string;
}

export type RunLock =
  | { readonly ok: true; readonly release: () => Promise<void> }
  /** `holder`: what the holder answered to `hello`; undefined when it did not. */
  | { readonly ok: false; readonly holder: string | undefined };

/**
 * Takes the lock of a plan, which ends with its process, however that ends. Who asks for it meanwhile sends a line, and
 * gets what `answer` says to that line, as a line. Rejects when the system gives no socket.
 */
export const takeRunLock = async (name: LockName, answer: (line: string) => string): Promise<RunLock> => {
  mkdirSync(name.stateFolder, { recursive: true });
  const places = open(name);
  const held: (() => Promise<void>)[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(held.map((end) => end()));
    places.close();
  };
  for (const place of places.list) {
    const taken = await take(place, answer).catch(async (error: unknown) => {
      await release();
      throw error;
    });
    if ('holder' in taken) {
      await release();
      return { ok: false, holder: taken.holder };
    }
    held.push(taken.end);
  }
  return { ok: true, release };
};

/** Sends `line` to who holds the lock: its answer, without `text` when it does not; undefined when nobody holds it. */
export const askRunLock = async (name: LockName, line = 'hello'): Promise<Answer | undefined> => {
  if (lstatSync(name.stateFolder, { throwIfNoEntry: false }) === undefined) return undefined;
  const places = open(name);
  try {
    for (const place of places.list) {
      const answer = await askSocket(place.address, line);
      if (answer !== undefined) return answer;
    }
    return undefined;
  } finally {
    places.close();
  }
};

/** `file`: a socket of the file system, which stays behind when its process dies. */
interface Place {
  readonly address: string;
  readonly file: boolean;
}

/** Longer paths do not fit into the address of a socket. */
const longestAddress = 100;

/**
 * Where the lock is held. On Linux first by a name without a file, which only one can have; it is not seen from other
 * containers, so that a file in the folder that they share comes second.
 */
const open = ({
  stateFolder: folderName,
  plan,
}: LockName): { readonly list: readonly Place[]; readonly close: () => void } => {
  const stateFolder = realpathSync(folderName);
  const digest = createHash('sha256').update(`${stateFolder}\0${plan}`).digest('hex').slice(0, 24);
  // Another container may have the folder at another path.
  const fileName = `${createHash('sha256').update(plan).digest('hex').slice(0, 16)}.lock`;
  if (process.platform === 'win32') {
    return { list: [{ address: `\\\\.\\pipe\\planloom-${digest}`, file: false }], close: () => undefined };
  }
  const inFolder = path.join(stateFolder, fileName);
  if (process.platform === 'linux') {
    const folder = openSync(stateFolder, 'r');
    const address = inFolder.length <= longestAddress ? inFolder : `/proc/self/fd/${folder}/${fileName}`;
    const list = [
      { address: `\0planloom-${digest}`, file: false },
      { address, file: true },
    ];
    return { list, close: () => closeSync(folder) };
  }
  const address = inFolder.length <= longestAddress ? inFolder : path.join(tmpdir(), `planloom-${digest}.lock`);
  return { list: [{ address, file: true }], close: () => undefined };
};

const take = async (
  place: Place,
  answer: (line: string) => string,
): Promise<{ readonly end: () => Promise<void> } | { readonly holder: string | undefined }> => {
  // Who held it may end between our question and our next try.
  for (let tries = 0; ; tries++) {
    const before = place.file ? lstatSync(place.address, { throwIfNoEntry: false }) : undefined;
    const end = await listen(place.address, answer);
    if (end !== undefined) return { end };
    const holder = await askSocket(place.address, 'hello');
    if (holder !== undefined || tries >= 50) return { holder: holder?.text };
    if (before !== undefined) removeStale(place.address, before.ino);
  }
};

/** What ends it, or undefined when the address is another's. */
const listen = (address: string, answer: (line: string) => string): Promise<(() => Promise<void>) | undefined> =>
  new Promise((resolve, reject) => {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket.once('close', () => sockets.delete(socket)));
      serve(socket, answer);
    });
    const end = (): Promise<void> =>
      new Promise((ended) => {
        server.close(() => ended());
        // Who has not asked yet would be waited for.
        for (const socket of sockets) socket.destroy();
      });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(end);
    });
  });

const longestLine = 65_536;
const patience = 5_000;

const serve = (socket: Socket, answer: (line: string) => string): void => {
  let text = '';
  socket.unref();
  socket.setTimeout(patience, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\n');
    if (end !== -1) socket.end(`${answer(text.slice(0, end))}\n`);
    else if (text.length > longestLine) socket.destroy();
  });
};

/** Removes the socket that a dead process left, and not the one that somebody has put in its place meanwhile. */
const removeStale = (address: string, inode: number): void => {
  const aside = `${address}.${process.pid}`;
  try {
    renameSync(address, aside);
    if (lstatSync(aside).ino === inode) unlinkSync(aside);
    else renameSync(aside, address);
  } catch {
    // Somebody else was quicker.
  }
};
