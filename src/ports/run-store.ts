import type { NodeId } from '../domain/run.ts';

/** A path that differs between two trees. `mode` is git's, of the new side ('160000': a repository inside). */
export interface TreeChange {
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted';
  readonly mode: string;
}

/** A working tree of one attempt, with the work of its dependencies in it. */
export interface AttemptTree {
  readonly node: NodeId;
  readonly attempt: number;
  /** The commit that it starts from. */
  readonly base: string;
  /** The folder to work in; absolute. Nothing of ours is in it. */
  readonly folder: string;
  /** A folder beside it, for prompt, transcript and result while the attempt lives; absolute. */
  readonly beside: string;
}

/** What an attempt left, read by our own git. */
export interface TakenWork {
  /** The tree with everything that is to be kept. */
  readonly tree: string;
  /** Against the base, in path order, without what setup made and what was brought. */
  readonly changes: readonly TreeChange[];
  /** The commit that the attempt left HEAD on, in the store by now, when it made commits on top of its base. */
  readonly ownCommit: string | null;
  /** Refs of the attempt's repository with commits that are not in this work: side branches, stashes. */
  readonly refsElsewhere: readonly string[];
  /** Paths of repositories that the attempt made inside; its work cannot be taken whole. */
  readonly nestedRepositories: readonly string[];
  /** Ignored files that stay behind, without what setup made and what was brought; at most 100. */
  readonly ignored: readonly string[];
  /** While the attempt worked, somebody changed how git works in the store; that was put back before git read it. */
  readonly storeChanged?: boolean;
}

export type MergeOutcome =
  /** `tree`: what the merge gave, without the edits. */
  | { readonly kind: 'merged'; readonly commit: string; readonly tree: string }
  | { readonly kind: 'conflict'; readonly paths: readonly string[]; readonly message: string };

/** A merge in the integration branch. */
export interface MergeMade {
  readonly commit: string;
  /** The commit that was merged. */
  readonly work: string;
  /** As its trailers say. */
  readonly node: string;
  readonly attempt: number;
}

export type Edits = ReadonlyMap<string, (text: string | undefined) => string | undefined>;

export interface CommitWords {
  readonly message: string;
  /** Key and value, in this order. */
  readonly trailers: readonly (readonly [string, string])[];
}

/**
 * The version control of one run: integration branch, working trees of attempts, merging. Rejects with an `Error` whose
 * message can be shown when the world fails (disk full, git killed); never for what an attempt did.
 */
export interface RunStore {
  /** Tip of the integration branch. */
  readonly tip: string;
  /** Makes the attempt's working tree from `base`. `withGit` false: a plain folder. */
  openTree(node: NodeId, attempt: number, base: string, withGit: boolean): Promise<AttemptTree>;
  /** The attempts of these nodes whose trees are there, left by a process that has died or kept by one that ended. */
  leftTrees(nodes: Iterable<NodeId>): readonly { readonly node: NodeId; readonly attempt: number }[];
  /**
   * A tree that another process has made, as that one knew it. Null where there is none, or it was not made to its end:
   * then it is removed. `unreadable`: the folder of one whose work cannot be read any more, as the store has lost its base.
   */
  recover(node: NodeId, attempt: number): Promise<AttemptTree | { readonly unreadable: string } | null>;
  /** Notes that setup has run: what it made or changed so far is not the attempt's work. */
  setupDone(tree: AttemptTree): Promise<void>;
  /**
   * Puts work that was kept into a new tree, as changes that are not committed. False: it does not go together with what
   * is there, which stays as it is.
   */
  bringWork(tree: AttemptTree, commit: string): Promise<boolean>;
  /** Reads what is there now. Runs no program and no configuration of the attempt. */
  take(tree: AttemptTree): Promise<TakenWork>;
  /** The work with `paths` put back to what they are in the base. */
  putBack(tree: AttemptTree, work: TakenWork, paths: readonly string[]): Promise<TakenWork>;
  /** Commits the work on top of the base, or on top of the attempt's own commits where it made some. */
  commit(tree: AttemptTree, work: TakenWork, words: CommitWords): Promise<string>;
  /** What differs between two tree-ishes, in path order. */
  changes(from: string, to: string): Promise<readonly TreeChange[]>;
  /** The newest commit that both stand on. */
  mergeBase(a: string, b: string): Promise<string>;
  /** Every path of a tree-ish, in path order. */
  paths(treeish: string): Promise<readonly string[]>;
  /** The text of a file in a tree-ish; undefined when it is not there, or not text. */
  textOf(treeish: string, path: string): Promise<string | undefined>;
  /** The unified diff of two tree-ishes, cut at `maxBytes`. */
  diff(from: string, to: string, maxBytes: number): Promise<string>;
  /** Makes `paths` in the folder what they are in `treeish`; those that it does not have are removed. */
  restore(folder: string, treeish: string, paths: readonly string[]): Promise<void>;
  /**
   * The merge commit of `commit` into `into`; nothing moves. `edits` are part of it: by path from the top, what becomes of
   * the file's text (undefined: it is not there; and where undefined comes back, it stays as it is).
   */
  merge(into: string, commit: string, words: CommitWords, edits?: Edits): Promise<MergeOutcome>;
  /** A working tree of ours with `commit` in it, made once and brought up to date after that: the place for checks. */
  checkTree(commit: string): Promise<{ readonly folder: string; readonly isNew: boolean }>;
  /** Whether the store has `commit`. */
  has(commit: string): Promise<boolean>;
  /** What this run has merged into the integration branch, first to last. */
  merges(): Promise<readonly MergeMade[]>;
  /** A commit on top of the integration branch with these files, texts by path from the top; the branch moves to it. */
  commitFiles(files: ReadonlyMap<string, string>, words: CommitWords): Promise<string>;
  /** Moves the integration branch from `from` to `to`; rejects when it is not at `from`. */
  advance(from: string, to: string): Promise<void>;
  /** Brings the integration branch into the user's repository. Calls that come meanwhile share the next one. */
  publish(): Promise<string>;
  /** Keeps unfinished work under a ref of its own in the user's repository; answers with the ref. */
  keep(node: NodeId, attempt: number, commit: string): Promise<string>;
  /** Whether the attempt's folder is gone, and something lies beside it that is not ours: it may be that folder. */
  hasMoved(tree: AttemptTree): boolean;
  /** Removes the attempt's folders; what cannot be removed stays in the store. */
  removeTree(tree: Pick<AttemptTree, 'node' | 'attempt'>): Promise<void>;
  /** Ends everything that runs inside the store, and publishes nothing more. */
  close(): Promise<void>;
}
