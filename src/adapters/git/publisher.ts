import { type Git, lineOf } from './git.ts';

export interface PublisherSetting {
  /** A folder of the user's repository. */
  readonly folder: string;
  readonly store: string;
  readonly runId: string;
  readonly branch: string;
}

/**
 * Brings commits of the store into the user's repository, one call after the other: objects, then a ref. Nothing else of
 * the repository is written, not even FETCH_HEAD.
 */
export class Publisher {
  readonly #setting: PublisherSetting;
  readonly #git: Git;
  /** Where the user's branch is; null: not there. */
  #published: string | null;
  #queue: Promise<unknown> = Promise.resolve();
  #next: Promise<string> | undefined;
  #isClosed = false;

  constructor(setting: PublisherSetting, git: Git, published: string | null) {
    this.#setting = setting;
    this.#git = git;
    this.#published = published;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #fetch(commit: string): Promise<void> {
    const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--no-recurse-submodules'];
    const args = ['fetch', ...quiet, '--no-prune', '--', this.#setting.store, commit];
    await this.#git(args, { cwd: this.#setting.folder });
  }

  async #updateRef(ref: string, to: string, from: string | null): Promise<void> {
    const expected = from ?? '0'.repeat(to.length);
    const args = ['update-ref', '--create-reflog', '-m', `planloom: run ${this.#setting.runId}`, ref, to, expected];
    await this.#git(args, { cwd: this.#setting.folder });
  }

  /** Brings what `tip` answers with, when its turn has come, to the user's branch. Calls that wait share one turn. */
  publish(tip: () => string): Promise<string> {
    this.#next ??= this.#inOrder(async () => {
      this.#next = undefined;
      const commit = tip();
      if (this.#isClosed || commit === this.#published) return this.#published ?? commit;
      await this.#fetch(commit);
      await this.#moveBranch(`refs/heads/${this.#setting.branch}`, commit);
      this.#published = commit;
      return commit;
    });
    return this.#next;
  }

  /** A branch that somebody has deleted meanwhile is made again; one that somebody has moved is left alone. */
  async #moveBranch(ref: string, commit: string): Promise<void> {
    try {
      await this.#updateRef(ref, commit, this.#published);
    } catch (error) {
      const call = { cwd: this.#setting.folder, accept: [0, 1] };
      if (lineOf(await this.#git(['rev-parse', '--verify', '--quiet', ref], call)) !== '') throw error;
      await this.#updateRef(ref, commit, null);
    }
  }

  /** Brings the commit under a ref of its own. */
  keep(ref: string, commit: string): Promise<string> {
    return this.#inOrder(async () => {
      await this.#fetch(commit);
      const call = { cwd: this.#setting.folder, accept: [0, 1] };
      const found = lineOf(await this.#git(['rev-parse', '--verify', '--quiet', ref], call));
      // Where the end of a journal was lost, another attempt has had this number: its work is not to go.
      if (found !== '' && found !== commit && !(await this.#isSame(found, commit))) {
        await this.#git(['update-ref', '--create-reflog', `${ref}-${found.slice(0, 8)}`, found], call);
      }
      await this.#updateRef(ref, commit, found === '' ? null : found);
      return ref;
    });
  }

  /** Whether two commits have the same tree, made from the same commits. */
  async #isSame(one: string, other: string): Promise<boolean> {
    const args = ['log', '--no-walk=unsorted', '--format=%T %P', one, other];
    const lines = lineOf(await this.#git(args, { cwd: this.#setting.folder })).split('\n');
    return lines[0] === lines[1];
  }

  /** Waits for what is on its way; after that nothing more is published. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue;
  }
}
