import { existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { TakenWork } from '../../ports/run-store.ts';
import { type AttemptPlace, copyIndex, digestOf } from './attempt-folder.ts';
import { type Git, lineOf } from './git.ts';
import { fetchOwnCommit, refsElsewhere } from './own-commit.ts';
import { bytesOfPath, nulEnded, type PathBytes, textOfPath } from './path-bytes.ts';
import { onlyLineEnds } from './only-line-ends.ts';
import { oldEntries, type RawChange, readRawChanges, repositoryMode, treeChange } from './raw-changes.ts';
import { stageFiles } from './stage-files.ts';

const mostIgnored = 100;

/** An attempt, as far as its work is read. */
export interface OpenAttempt {
  readonly place: AttemptPlace;
  readonly base: string;
  /** Digest of the index that we wrote for it; null where only its own folder could tell. */
  readonly index: string | null;
  /** Paths relative to the top, with `/`, that are never taken. */
  readonly brought: readonly string[];
  /** What setup changed, entry by entry: path to mode and id. */
  readonly bySetup: ReadonlyMap<PathBytes, string>;
  /** Ignored files and folders that setup left. */
  readonly ignoredBefore: ReadonlySet<string>;
}

/** What was taken, and what is needed to put some of it back. */
export interface Taken {
  readonly work: TakenWork;
  readonly raw: readonly RawChange[];
  /** The tree of the attempt's own commit. */
  readonly ownTree: string | null;
}

/** The commit that the attempt left HEAD on, as `commit` and `tree` where the work can go on from it. */
interface OwnWork {
  readonly commit: string | null;
  readonly tree: string | null;
  readonly head: string | null;
}

/**
 * Copies the index that the attempt's tree was made with. One that somebody has written since is not taken: it may know a
 * repository inside, and git would look into that one and run what its configuration says.
 */
const takeIndex = (place: AttemptPlace, digest: string | null): boolean => {
  try {
    if (digest === null) return false;
    copyIndex(place.index, place.work);
    return digestOf(place.work) === digest;
  } catch {
    return false;
  }
};

/** Reads and writes with our own git: the store's objects, the attempt's files, an index of ours. */
export class WorkReader {
  readonly #store: string;
  readonly #git: Git;
  readonly #isSha256: boolean;

  constructor(store: string, git: Git, isSha256: boolean) {
    this.#store = store;
    this.#git = git;
    this.#isSha256 = isSha256;
  }

  #env(place: AttemptPlace): Readonly<Record<string, string>> {
    return { GIT_DIR: this.#store, GIT_WORK_TREE: place.tree, GIT_INDEX_FILE: place.work };
  }

  /** An index for this reading, and a folder to read: the attempt may have removed its own. */
  async #prepare({ place, base, index }: Pick<OpenAttempt, 'place' | 'base' | 'index'>): Promise<void> {
    rmSync(`${place.work}.lock`, { recursive: true, force: true });
    rmSync(place.work, { recursive: true, force: true });
    mkdirSync(place.root, { recursive: true });
    if (!takeIndex(place, index)) await this.#readBase(place, base);
    if (lstatSync(place.tree, { throwIfNoEntry: false })?.isDirectory() === true) return;
    rmSync(place.tree, { force: true });
    mkdirSync(place.tree, { recursive: true });
  }

  /** An index that knows nothing of the files on disk: all of them are read. */
  async #readBase(place: AttemptPlace, base: string): Promise<void> {
    rmSync(place.work, { recursive: true, force: true });
    await this.#git(['read-tree', base], { cwd: this.#store, env: this.#env(place) });
  }

  async #stage(place: AttemptPlace, base: string): Promise<boolean> {
    const request = { store: this.#store, tree: place.tree, index: place.work };
    try {
      return await stageFiles(request, this.#git);
    } catch {
      // The attempt has broken the index.
      await this.#readBase(place, base);
      return stageFiles(request, this.#git);
    }
  }

  async #changes(base: string, tree: string): Promise<RawChange[]> {
    const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', base, tree];
    return readRawChanges((await this.#git(args, { cwd: this.#store, env: { GIT_DIR: this.#store } })).stdout);
  }

  async #writeTree(place: AttemptPlace): Promise<string> {
    return lineOf(await this.#git(['write-tree'], { cwd: this.#store, env: this.#env(place) }));
  }

  async #others(place: AttemptPlace, which: readonly string[]): Promise<string[]> {
    const args = ['ls-files', '-z', '--others', ...which, '--exclude-standard', '--directory'];
    const call = { cwd: place.tree, env: this.#env(place), maxBytes: 4 * 1024 * 1024, cut: true };
    return nulEnded((await this.#git(args, call)).stdout).map(textOfPath);
  }

  /** The tree after setup, as what it changed and what it left in ignored files. */
  async readSetup(attempt: OpenAttempt): Promise<Pick<OpenAttempt, 'bySetup' | 'ignoredBefore'>> {
    const { place, base } = attempt;
    await this.#prepare(attempt);
    await this.#stage(place, base);
    const [changes, ignored] = await Promise.all([
      this.#writeTree(place).then((tree) => this.#changes(base, tree)),
      this.#others(place, ['--ignored']),
    ]);
    const bySetup = new Map(changes.map((change) => [change.bytes, `${change.newMode} ${change.newId}`]));
    return { bySetup, ignoredBefore: new Set(ignored) };
  }

  /** Puts the attempt's own commit into the index, if it made one that we can use. */
  async #readOwn({ place, base, brought }: OpenAttempt): Promise<OwnWork> {
    const none = { commit: null, tree: null, head: null };
    const scratch = path.join(place.root, 'source.git');
    const request = { store: this.#store, tree: place.tree, base, scratch, isSha256: this.#isSha256 };
    const own = await fetchOwnCommit(request, this.#git);
    if (own === undefined) return none;
    const call = { cwd: this.#store, env: { GIT_DIR: this.#store } };
    const [changes, ancestor, tree, withBrought] = await Promise.all([
      this.#changes(base, own),
      this.#git(['merge-base', '--is-ancestor', base, own], { ...call, accept: [0, 1] }),
      this.#git(['rev-parse', `${own}^{tree}`], call),
      // A secret that was committed on the way stays in history, even if the last commit has it no more.
      brought.length === 0
        ? undefined
        : this.#git(['--literal-pathspecs', 'rev-list', '-1', own, `^${base}`, '--', ...brought], call),
    ]);
    // Git would look into a repository that its index knows, and run what that one's configuration says.
    if (changes.some((change) => change.newMode === repositoryMode)) return none;
    try {
      // With `--reset` entries that are the same keep what is known of the file on disk.
      await this.#git(['read-tree', '--reset', own], { cwd: this.#store, env: this.#env(place) });
    } catch {
      return none;
    }
    const isUsable = ancestor.code === 0 && (withBrought === undefined || withBrought.stdout.length === 0);
    return isUsable ? { commit: own, tree: lineOf(tree), head: own } : { ...none, head: own };
  }

  /** Of these refs those whose commits are not below `head`: what the store does not know, is not. */
  async #notIn(
    heads: readonly string[],
    refs: readonly { readonly name: string; readonly commit: string }[],
  ): Promise<readonly string[]> {
    const call = { cwd: this.#store, env: { GIT_DIR: this.#store }, accept: [0, 1, 128] };
    const names: string[] = [];
    for (const { name, commit } of refs) {
      let isIn = false;
      for (const head of heads) {
        isIn ||= (await this.#git(['merge-base', '--is-ancestor', commit, head], call)).code === 0;
      }
      if (!isIn) names.push(name);
    }
    return names;
  }

  /** Reads what is there now. */
  async take(attempt: OpenAttempt): Promise<Taken> {
    const { place, base, brought, bySetup, ignoredBefore } = attempt;
    await this.#prepare(attempt);
    const own = await this.#readOwn(attempt);
    const isAllStaged = await this.#stage(place, base);
    const [read, ignored, unstaged] = await Promise.all([
      this.#writeTree(place).then(async (tree) => ({ tree, changes: await this.#changes(base, tree) })),
      this.#others(place, ['--ignored']),
      isAllStaged ? [] : this.#others(place, []),
    ]);
    const roots = brought.map(bytesOfPath);
    const isBrought = (bytes: PathBytes): boolean =>
      roots.some((root) => bytes === root || bytes.startsWith(`${root}/`));
    const isKept = ({ bytes, oldMode, newMode, newId }: RawChange): boolean =>
      bySetup.get(bytes) !== `${newMode} ${newId}` && !(oldMode === '000000' && isBrought(bytes));
    const untouched = await onlyLineEnds(
      place.tree,
      read.changes,
      { cwd: this.#store, env: this.#env(place) },
      this.#git,
    );
    const dropped = read.changes.filter((change) => !isKept(change) || untouched.has(change.bytes));
    const { tree, changes } = dropped.length === 0 ? read : await this.#without(place, base, dropped);
    const emptyRepositories = unstaged.filter((name) => existsSync(path.join(place.tree, name, '.git')));
    const staysBehind = [...ignored, ...unstaged.filter((name) => !emptyRepositories.includes(name))];
    const work: TakenWork = {
      refsElsewhere: await this.#notIn(
        own.head === null ? [base] : [own.head, base],
        await refsElsewhere(place.tree, base),
      ),
      tree,
      changes: changes.map(treeChange),
      ownCommit: own.commit,
      nestedRepositories: [
        ...changes.filter((change) => change.newMode === repositoryMode).map(({ bytes }) => textOfPath(bytes)),
        ...emptyRepositories.map((name) => name.replace(/\/$/, '')),
      ].sort(),
      ignored: staysBehind
        .filter((name) => !ignoredBefore.has(name) && !isBrought(bytesOfPath(name.replace(/\/$/, ''))))
        .slice(0, mostIgnored),
    };
    return { work, raw: changes, ownTree: own.tree };
  }

  async #without(
    place: AttemptPlace,
    base: string,
    dropped: readonly RawChange[],
  ): Promise<{ tree: string; changes: RawChange[] }> {
    const args = ['update-index', '-z', '--index-info'];
    await this.#git(args, { cwd: this.#store, env: this.#env(place), input: oldEntries(dropped) });
    const tree = await this.#writeTree(place);
    return { tree, changes: await this.#changes(base, tree) };
  }

  /** The work without the changes in `paths`. */
  async putBack(place: AttemptPlace, base: string, taken: Taken, paths: readonly string[]): Promise<Taken> {
    const unwanted = new Set(paths);
    const dropped = taken.raw.filter(({ bytes }) => unwanted.has(textOfPath(bytes)));
    if (dropped.length === 0) return taken;
    await this.#git(['read-tree', '--reset', taken.work.tree], { cwd: this.#store, env: this.#env(place) });
    const { tree, changes } = await this.#without(place, base, dropped);
    return { ...taken, raw: changes, work: { ...taken.work, tree, changes: changes.map(treeChange) } };
  }
}
