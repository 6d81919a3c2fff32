import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { NodeId } from '../../domain/run.ts';
import type {
  AttemptTree,
  CommitWords,
  Edits,
  MergeMade,
  MergeOutcome,
  RunStore,
  TakenWork,
  TreeChange,
} from '../../ports/run-store.ts';
import { attemptFiles } from '../../execution/workplace-tools.ts';
import { attemptPlace, attemptsFolder, digestOf, hasMoved, safeName, writeClone } from './attempt-folder.ts';
import { readNotes, writeNotes } from './attempt-notes.ts';
import { bringFiles, broughtPaths } from './bring-files.ts';
import { updateCheckFolder } from './check-folder.ts';
import { type Git, lineOf } from './git.ts';
import { nulEnded, textOfPath } from './path-bytes.ts';
import { Publisher } from './publisher.ts';
import { readRawChanges, treeChange } from './raw-changes.ts';
import type { Repository } from './repository.ts';
import { restorePaths } from './restore-paths.ts';
import type { StoreCommits } from './store-commits.ts';
import type { StoreConfig } from './store-config.ts';
import type { StoreGuard } from './store-guard.ts';
import { type OpenAttempt, type Taken, WorkReader } from './take-work.ts';
import { removeFolder, TreeRemoval } from './tree-removal.ts';

const maxTextBytes = 16 * 1024 * 1024;

/** What a store is made of, once it is open. */
export interface StoreParts {
  readonly repository: Repository;
  readonly storeRoot: string;
  /** The store itself. */
  readonly store: string;
  readonly runId: string;
  readonly branch: string;
  readonly bring: readonly string[];
  readonly config: StoreConfig;
  readonly git: Git;
  readonly guard: StoreGuard;
  readonly commits: StoreCommits;
  readonly tip: string;
  /** Where the user's branch is; null: not there yet. */
  readonly published: string | null;
  readonly abort: AbortController;
  /** Where the integration branch began. */
  readonly start: string;
  readonly baseCommit: string;
  readonly snapshotCommit: string | null;
  readonly leftOut: readonly string[];
}

/**
 * The version control of a run with git. All paths, of changes, of `restore` and in trees, are relative to the top of the
 * repository; the workspace root is at `prefix` below the folder of every tree.
 */
export class GitRunStore implements RunStore {
  /** Top folder of the user's working tree; absolute. */
  readonly repositoryTop: string;
  /** The workspace root relative to the top, with `/`; empty when they are the same. */
  readonly prefix: string;
  /** The commit of the user's that the run stands on. */
  readonly baseCommit: string;
  /** The commit with the plan's documents as they were on disk; null when all of them were committed. */
  readonly snapshotCommit: string | null;
  /** Paths of the user's working tree that did not enter; at most 1000. */
  readonly leftOut: readonly string[];
  readonly #parts: StoreParts;
  readonly #brought: readonly string[];
  readonly #reader: WorkReader;
  readonly #publisher: Publisher;
  readonly #removal: TreeRemoval;
  readonly #openedAt = new Map<string, number>();
  /** How often the store had been put right when a tree was made. */
  readonly #mendedAt = new Map<string, number>();
  /** So many trees were there at once; as many more may wait for their removal. */
  #mostTrees = 0;
  readonly #attempts = new Map<string, OpenAttempt>();
  readonly #taken = new WeakMap<TakenWork, Taken>();
  #tip: string;
  #scratch = 0;
  #checking: Promise<unknown> = Promise.resolve();

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#tip = parts.tip;
    this.repositoryTop = parts.repository.top;
    this.prefix = parts.repository.prefix;
    this.baseCommit = parts.baseCommit;
    this.snapshotCommit = parts.snapshotCommit;
    this.leftOut = parts.leftOut;
    this.#brought = broughtPaths(this.prefix, parts.bring);
    this.#reader = new WorkReader(parts.store, parts.git, this.#isSha256);
    const { store, storeRoot, runId, branch } = parts;
    this.#removal = new TreeRemoval(storeRoot);
    this.#publisher = new Publisher(
      { folder: parts.repository.home, store, runId, branch },
      parts.git,
      parts.published,
    );
  }

  get #isSha256(): boolean {
    return this.#parts.repository.objectFormat === 'sha256';
  }

  get #call(): { readonly cwd: string; readonly env: Readonly<Record<string, string>> } {
    return { cwd: this.#parts.store, env: { GIT_DIR: this.#parts.store } };
  }

  get tip(): string {
    return this.#tip;
  }

  async openTree(node: NodeId, attempt: number, base: string, withGit: boolean): Promise<AttemptTree> {
    const { storeRoot, store, git, config } = this.#parts;
    const place = attemptPlace(storeRoot, node, attempt);
    await removeFolder(place.root);
    for (const folder of [place.tree, place.beside]) mkdirSync(folder, { recursive: true });
    await git(['read-tree', '-m', '-u', base], {
      cwd: place.tree,
      env: { GIT_DIR: store, GIT_WORK_TREE: place.tree, GIT_INDEX_FILE: place.index },
    });
    const { tree, index } = place;
    const written = digestOf(index);
    if (withGit) {
      const branch = `planloom/${path.basename(place.root)}`;
      const clone = { tree, store, index, commit: base, branch, isSha256: this.#isSha256 };
      writeClone({ ...clone, config: config.ofAttempts, excludes: config.excludes });
    }
    mkdirSync(path.join(tree, this.prefix), { recursive: true });
    await bringFiles(this.repositoryTop, tree, this.#brought);
    const noted = { base, bySetup: new Map<string, string>(), ignoredBefore: new Set<string>() };
    writeNotes(place, noted);
    this.#attempts.set(tree, { place, index: written, brought: this.#brought, ...noted });
    this.#openedAt.set(tree, Date.now());
    this.#mendedAt.set(tree, this.#parts.guard.mended);
    this.#mostTrees = Math.max(this.#mostTrees, this.#openedAt.size);
    return { node, attempt, base, folder: tree, beside: place.beside };
  }

  leftTrees(nodes: Iterable<NodeId>): readonly { readonly node: NodeId; readonly attempt: number }[] {
    const folder = attemptsFolder(this.#parts.storeRoot);
    if (!existsSync(folder)) return [];
    const byName = new Map([...nodes].map((node) => [safeName(node), node]));
    return readdirSync(folder).flatMap((name) => {
      const [, first = '', number] = /^(.+)-([1-9]\d*)$/.exec(name) ?? [];
      const node = byName.get(first);
      return node === undefined ? [] : [{ node, attempt: Number(number) }];
    });
  }

  async recover(node: NodeId, attempt: number): Promise<AttemptTree | { readonly unreadable: string } | null> {
    const place = attemptPlace(this.#parts.storeRoot, node, attempt);
    if (!existsSync(place.notes)) {
      // Without notes its making was cut short; what had begun all the same has lost them.
      if (existsSync(path.join(place.beside, attemptFiles.prompt))) return { unreadable: place.tree };
      await this.#removal.remove(place.root, 0).catch(() => undefined);
      return null;
    }
    const noted = readNotes(place);
    if (noted === undefined || !(await this.has(noted.base))) return { unreadable: place.tree };
    this.#attempts.set(place.tree, { place, index: null, brought: this.#brought, ...noted });
    return { node, attempt, base: noted.base, folder: place.tree, beside: place.beside };
  }

  async has(commit: string): Promise<boolean> {
    const { cwd, env } = this.#call;
    return (
      (await this.#parts.git(['cat-file', '-e', `${commit}^{commit}`], { cwd, env, accept: [0, 1, 128] })).code === 0
    );
  }

  async merges(): Promise<readonly MergeMade[]> {
    const { runId, start } = this.#parts;
    const trailers = ['Run', 'Node', 'Attempt'].map((key) => `%(trailers:key=Planloom-${key},valueonly,separator=)`);
    const format = `--format=%H %P%x00${trailers.join('%x00')}`;
    const args = ['log', '--first-parent', '--merges', '--reverse', format, this.#tip, `^${start}`];
    const lines = lineOf(await this.#parts.git(args, this.#call)).split('\n');
    return lines.flatMap((line) => {
      const [commits = '', run, node = '', attempt] = line.split('\0');
      const [commit = '', , work = ''] = commits.split(' ');
      return run === runId && node !== '' ? [{ commit, work, node, attempt: Number(attempt) }] : [];
    });
  }

  async commitFiles(files: ReadonlyMap<string, string>, words: CommitWords): Promise<string> {
    const tip = this.#tip;
    const commit = await this.#parts.commits.commit(await this.#withFiles(tip, files), [tip], words);
    await this.advance(tip, commit);
    return commit;
  }

  /** The tree of `treeish` with these files in it. */
  async #withFiles(treeish: string, files: ReadonlyMap<string, string>): Promise<string> {
    const { git, storeRoot } = this.#parts;
    const index = path.join(storeRoot, `files-${String(++this.#scratch)}.index`);
    const { cwd, env: store } = this.#call;
    const env = { ...store, GIT_INDEX_FILE: index };
    try {
      await git(['read-tree', treeish], { cwd, env });
      for (const [file, text] of files) {
        const blob = lineOf(await git(['hash-object', '-w', '--stdin'], { cwd, env, input: Buffer.from(text) }));
        await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${file}`], { cwd, env });
      }
      return lineOf(await git(['write-tree'], { cwd, env }));
    } finally {
      rmSync(index, { force: true });
    }
  }

  #attempt(tree: AttemptTree): OpenAttempt {
    const place = attemptPlace(this.#parts.storeRoot, tree.node, tree.attempt);
    const found = this.#attempts.get(place.tree);
    if (found === undefined)
      throw new Error(`Internal error: attempt ${tree.node}-${String(tree.attempt)} is not open.`);
    return found;
  }

  async setupDone(tree: AttemptTree): Promise<void> {
    const attempt = this.#attempt(tree);
    const setup = await this.#reader.readSetup(attempt);
    this.#attempts.set(attempt.place.tree, { ...attempt, ...setup });
    writeNotes(attempt.place, { ...attempt, ...setup });
  }

  async bringWork(tree: AttemptTree, commit: string): Promise<boolean> {
    if (!(await this.has(commit))) return false;
    const merged = await this.#parts.commits.mergedTree(tree.base, commit);
    if (merged.kind === 'conflict') return false;
    const changes = await this.changes(tree.base, merged.tree);
    await this.restore(
      tree.folder,
      merged.tree,
      changes.map((change) => change.path),
    );
    return true;
  }

  async take(tree: AttemptTree): Promise<TakenWork> {
    const attempt = this.#attempt(tree);
    const taken = await this.#reader.take(attempt);
    const storeChanged = this.#parts.guard.mended > (this.#mendedAt.get(attempt.place.tree) ?? 0);
    return this.#remember({ ...taken, work: { ...taken.work, storeChanged } });
  }

  #remember(taken: Taken): TakenWork {
    this.#taken.set(taken.work, taken);
    return taken.work;
  }

  #takenOf(work: TakenWork): Taken {
    const taken = this.#taken.get(work);
    if (taken === undefined) throw new Error('Internal error: this work was not taken from this store.');
    return taken;
  }

  async putBack(tree: AttemptTree, work: TakenWork, paths: readonly string[]): Promise<TakenWork> {
    const { place, base } = this.#attempt(tree);
    return this.#remember(await this.#reader.putBack(place, base, this.#takenOf(work), paths));
  }

  async commit(tree: AttemptTree, work: TakenWork, words: CommitWords): Promise<string> {
    const { commits } = this.#parts;
    const { ownTree } = this.#takenOf(work);
    const isOwn = work.ownCommit !== null && ownTree === work.tree;
    const commit = isOwn ? work.ownCommit : await commits.commit(work.tree, [work.ownCommit ?? tree.base], words);
    commits.remember(commit, tree.base, work.tree);
    return commit;
  }

  async changes(from: string, to: string): Promise<readonly TreeChange[]> {
    const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', from, to];
    return readRawChanges((await this.#parts.git(args, this.#call)).stdout).map(treeChange);
  }

  async mergeBase(a: string, b: string): Promise<string> {
    return lineOf(await this.#parts.git(['merge-base', a, b], this.#call));
  }

  async paths(treeish: string): Promise<readonly string[]> {
    const args = ['ls-tree', '-r', '-z', '--name-only', '--full-tree', treeish];
    return nulEnded((await this.#parts.git(args, this.#call)).stdout).map(textOfPath);
  }

  async textOf(treeish: string, file: string): Promise<string | undefined> {
    const call = { ...this.#call, accept: [0, 128], maxBytes: maxTextBytes, cut: true };
    const { code, stdout } = await this.#parts.git(['cat-file', 'blob', `${treeish}:${file}`], call);
    if (code !== 0 || stdout.length >= maxTextBytes || stdout.includes(0)) return undefined;
    const text = stdout.toString();
    return Buffer.from(text).equals(stdout) ? text : undefined;
  }

  async diff(from: string, to: string, maxBytes: number): Promise<string> {
    const args = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', from, to, '--'];
    const { stdout } = await this.#parts.git(args, { ...this.#call, maxBytes, cut: true });
    return stdout.toString();
  }

  restore(folder: string, treeish: string, paths: readonly string[]): Promise<void> {
    const { store, storeRoot, git } = this.#parts;
    const scratch = path.join(storeRoot, `restore-${String(this.#scratch++)}.index`);
    return restorePaths({ store, folder, treeish, paths, scratch }, git);
  }

  async merge(into: string, commit: string, words: CommitWords, edits: Edits = new Map()): Promise<MergeOutcome> {
    const { commits } = this.#parts;
    const merged = await commits.mergedTree(into, commit);
    if (merged.kind === 'conflict') return merged;
    const { tree } = merged;
    const files = new Map<string, string>();
    for (const [file, edit] of edits) {
      const text = edit(await this.textOf(tree, file));
      if (text !== undefined) files.set(file, text);
    }
    const edited = files.size === 0 ? tree : await this.#withFiles(tree, files);
    return { kind: 'merged', commit: await commits.commit(edited, [into, commit], words), tree };
  }

  checkTree(commit: string): Promise<{ readonly folder: string; readonly isNew: boolean }> {
    const { repository, storeRoot, store, config, git } = this.#parts;
    const update = async (): Promise<{ readonly folder: string; readonly isNew: boolean }> => {
      const withGit = !repository.isOurs;
      const request = { storeRoot, store, commit, withGit, isSha256: this.#isSha256, config };
      const made = await updateCheckFolder(request, git);
      mkdirSync(path.join(made.folder, this.prefix), { recursive: true });
      if (made.isNew) await bringFiles(this.repositoryTop, made.folder, this.#brought);
      return made;
    };
    const made = this.#checking.then(update);
    this.#checking = made.catch(() => undefined);
    return made;
  }

  async advance(from: string, to: string): Promise<void> {
    const ref = `refs/heads/${this.#parts.branch}`;
    await this.#parts.git(['update-ref', '-m', `planloom: run ${this.#parts.runId}`, ref, to, from], this.#call);
    this.#tip = to;
  }

  publish(): Promise<string> {
    return this.#publisher.publish(() => this.#tip);
  }

  keep(node: NodeId, attempt: number, commit: string): Promise<string> {
    const ref = `refs/planloom/${safeName(this.#parts.runId)}/${safeName(node)}/${String(attempt)}`;
    return this.#publisher.keep(ref, commit);
  }

  hasMoved(tree: AttemptTree): boolean {
    return hasMoved(attemptPlace(this.#parts.storeRoot, tree.node, tree.attempt));
  }

  async removeTree(tree: Pick<AttemptTree, 'node' | 'attempt'>): Promise<void> {
    const place = attemptPlace(this.#parts.storeRoot, tree.node, tree.attempt);
    this.#attempts.delete(place.tree);
    const openedAt = this.#openedAt.get(place.tree) ?? 0;
    this.#openedAt.delete(place.tree);
    this.#mendedAt.delete(place.tree);
    // What cannot be removed (it may belong to somebody else) stays in the store, and is no reason to end a run.
    await this.#removal.remove(place.root, openedAt, this.#mostTrees).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#publisher.close();
    this.#parts.abort.abort();
    await this.#removal.finish().catch(() => undefined);
  }
}
