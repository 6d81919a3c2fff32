import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** What a person has allowed to be executed, by workspace and digest of what may be executed. */
export interface TrustStore {
  isTrusted(root: string, digest: string): boolean;
  /** Whether anything was ever trusted there. */
  hasTrusted(root: string): boolean;
  /** Remembers it. Rejects when that cannot be written down. */
  trust(root: string, digest: string): Promise<void>;
}

/** Digests that are remembered for a workspace; of more, the oldest are forgotten. */
const maxDigests = 50;

/** Who holds it for so long has died. */
const staleMs = 5_000;

/** Trust as a file in the user's own state folder (`userStateFolder`), where no repository can write it. */
export const trustFile = (stateFolder: string): TrustStore => {
  const file = path.join(stateFolder, 'trust.json');
  return {
    isTrusted: (root, digest) => read(file).get(realpathSync(root))?.includes(digest) === true,
    hasTrusted: (root) => read(file).has(realpathSync(root)),
    async trust(root, digest) {
      mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
      await alone(`${file}.lock`, () => {
        const trusted = read(file);
        const real = realpathSync(root);
        const others = (trusted.get(real) ?? []).filter((each) => each !== digest);
        trusted.set(real, [...others, digest].slice(-maxDigests));
        const temporary = `${file}.${process.pid}.tmp`;
        writeFileSync(temporary, `${JSON.stringify({ version: 1, trusted: Object.fromEntries(trusted) }, null, 2)}\n`);
        chmodSync(temporary, 0o600);
        renameSync(temporary, file);
      });
    },
  };
};

/** What cannot be read trusts nothing. */
const read = (file: string): Map<string, readonly string[]> => {
  try {
    const { trusted } = JSON.parse(readFileSync(file, 'utf8')) as { trusted: Record<string, unknown> };
    const entries = Object.entries(trusted).map(([root, digests]): [string, readonly string[]] => [
      root,
      Array.isArray(digests) ? digests.filter((digest) => typeof digest === 'string') : [],
    ]);
    return new Map(entries);
  } catch {
    return new Map();
  }
};

/** Reads and writes while nobody else does. */
const alone = async (lock: string, act: () => void): Promise<void> => {
  while (!tryLock(lock)) await wait(5);
  try {
    act();
  } finally {
    rmdirSync(lock);
  }
};

const tryLock = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const made = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  if (Date.now() - made > staleMs) breakLock(lock);
  return false;
};

/** Renamed first: of two who find it too old, only one gets it. */
const breakLock = (lock: string): void => {
  try {
    const broken = `${lock}.${process.pid}`;
    renameSync(lock, broken);
    rmdirSync(broken);
  } catch {
    // The other one did.
  }
};
