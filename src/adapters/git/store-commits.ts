import path from 'node:path';
import type { CommitWords, MergeOutcome } from '../../ports/run-store.ts';
import { commitText } from './commit-text.ts';
import { type Git, lineOf } from './git.ts';
import { textOfPath } from './path-bytes.ts';
import { pathCollisions } from './path-collisions.ts';

/** Git tells the type, `CONFLICT (contents)`, and then the sentence. */
const conflictSentence = /^CONFLICT \(.*\): /;

/** Commits and merges in a repository without touching any file but its objects. */
export class StoreCommits {
  readonly #folder: string;
  readonly #git: Git;
  readonly #attributes: string | undefined;
  readonly #byPath: boolean;
  /** What we have committed: from which commit, with which tree. */
  readonly #known = new Map<string, { readonly base: string; readonly tree: string }>();

  /**
   * `attributes`: a folder whose `.gitattributes` says how files are merged. `byPath`: a file that both sides have changed
   * is a conflict, even if their lines could be merged.
   */
  constructor(folder: string, git: Git, attributes?: string, byPath = false) {
    this.#folder = folder;
    this.#git = git;
    this.#attributes = attributes;
    this.#byPath = byPath;
  }

  get #call(): { readonly cwd: string; readonly env: Readonly<Record<string, string>> } {
    return { cwd: this.#folder, env: { GIT_DIR: this.#folder } };
  }

  /** Remembers that `commit` has this tree and comes from `base`, which saves a merge. */
  remember(commit: string, base: string, tree: string): void {
    this.#known.set(commit, { base, tree });
  }

  async commit(tree: string, parents: readonly string[], words: CommitWords): Promise<string> {
    const args = ['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'];
    return lineOf(await this.#git(args, { ...this.#call, input: commitText(words) }));
  }

  async treeOf(commit: string): Promise<string> {
    return this.#known.get(commit)?.tree ?? lineOf(await this.#git(['rev-parse', `${commit}^{tree}`], this.#call));
  }

  async isAncestor(commit: string, of: string): Promise<boolean> {
    const args = ['merge-base', '--is-ancestor', commit, of];
    return (await this.#git(args, { ...this.#call, accept: [0, 1] })).code === 0;
  }

  /** The merge commit of `commit` into `into`, or what is in conflict. */
  async merge(into: string, commit: string, words: CommitWords): Promise<MergeOutcome> {
    const merged = await this.mergedTree(into, commit);
    if (merged.kind === 'conflict') return merged;
    const { tree } = merged;
    return { kind: 'merged', commit: await this.commit(tree, [into, commit], words), tree };
  }

  /** The tree that a merge gives. */
  async mergedTree(
    into: string,
    commit: string,
  ): Promise<{ readonly kind: 'tree'; readonly tree: string } | Extract<MergeOutcome, { kind: 'conflict' }>> {
    const known = this.#known.get(commit);
    // Nothing has come in since the work began, so there is nothing to merge with.
    if (known?.base === into) return { kind: 'tree', tree: known.tree };
    const collisions = this.#byPath ? await pathCollisions(into, commit, this.#call, this.#git) : null;
    if (collisions !== null) return { kind: 'conflict', ...collisions };
    const folder = this.#attributes;
    const answer = await this.#git(['merge-tree', '--write-tree', '-z', '--name-only', into, commit], {
      cwd: folder ?? this.#folder,
      env: { GIT_DIR: this.#folder, ...(folder === undefined ? {} : { GIT_WORK_TREE: folder }) },
      accept: [0, 1],
    });
    const [head = '', ...messages] = answer.stdout.toString('latin1').split('\0\0');
    const [tree = '', ...paths] = head.split('\0');
    if (answer.code === 0) return { kind: 'tree', tree };
    const sentences = messages
      .flatMap((part) => part.split('\0'))
      .map((part) => textOfPath(part).trim())
      .filter((part) => conflictSentence.test(part));
    return {
      kind: 'conflict',
      paths: [...new Set(paths.map(textOfPath))],
      message: sentences.join('\n'),
    };
  }
}

/** The folder whose `.gitattributes` is asked how files are merged; fixed when a run begins. */
export const mergeFolder = (storeRoot: string): string => path.join(storeRoot, 'merge');
