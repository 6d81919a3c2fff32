import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../domain/result.ts';
import { type Environment, type Git, gitWith, lineOf } from '../git/git.ts';
import { untouchedFiles } from '../git/make-store.ts';
import { gitProblem, type Repository } from '../git/repository.ts';
import { type Person, writeStoreConfig } from '../git/store-config.ts';
import { gitStateFolder, stateFolder } from '../state-folder.ts';

/** A repository of ours that holds the states of a folder, and the work that runs have done on them. */
export interface FolderRepository {
  /** As runs know it; its `head` is empty as long as no state was committed. */
  readonly repository: Repository;
  /** Works in the repository, whatever the folder. */
  readonly git: Git;
}

/** The branch that the folder's states are on. */
export const folderRef = 'refs/heads/folder';

/** By this ref a run is known as one on copies, even when it was killed before it had merged anything. */
export const copiesRef = (branch: string): string => `refs/copies/${branch}`;

/** What is never copied, wherever there is no `.gitignore` to say so. */
const neverCopied = ['/.planloom', 'node_modules'];

/** Where the repository for a folder lies; absolute. */
const placeOf = (root: string): string => {
  const state = stateFolder(root);
  if (state === path.join(root, '.planloom')) return path.join(state, 'folder.git');
  // Working trees of one repository share its folder for state.
  const name = createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16);
  return path.join(state, 'folders', `${name}.git`);
};

const init = async (root: string, place: string, environment: Environment): Promise<void> => {
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const git = gitWith({ env: environment, config: '/dev/null' });
  await git(['init', '--quiet', '--bare', '--template=', place]);
  mkdirSync(path.join(place, 'info'), { recursive: true });
  writeFileSync(path.join(place, 'HEAD'), `ref: ${folderRef}\n`);
  writeFileSync(path.join(place, 'info', 'attributes'), untouchedFiles);
  // Whoever makes a repository of the folder later is not to commit what runs keep here.
  const above = path.dirname(place);
  if (above === path.join(root, '.planloom')) writeFileSync(path.join(above, '.gitignore'), '*\n');
};

/** What the folder's own repository leaves out beside its `.gitignore` files, if it has one. */
const excludesOfGit = async (root: string): Promise<string> => {
  const inGit = gitStateFolder(root);
  if (inGit === undefined) return '';
  return readFile(path.join(inGit, '..', 'info', 'exclude'), 'utf8').catch(() => '');
};

/**
 * The repository that stands for the folder at `root`; made if there is none. `bring`: paths relative to the root that
 * runs get otherwise. Refuses where git is missing or too old.
 */
export const openFolderRepository = async (
  root: string,
  environment: Environment,
  bring: readonly string[] = [],
  author: Person | null = null,
): Promise<Result<FolderRepository>> => {
  const own = gitWith({ env: environment, config: null });
  const unusable = await gitProblem(root, own);
  if (unusable !== undefined) return fail([unusable]);
  const top = realpathSync(root);
  const place = placeOf(top);
  if (!existsSync(path.join(place, 'HEAD'))) await init(top, place, environment);
  writeFileSync(path.join(place, 'info', 'exclude'), `${await excludesOfGit(top)}\n${neverCopied.join('\n')}\n`);
  const found = { top, prefix: '', commonFolder: place, gitFolder: place, home: place, isOurs: true } as const;
  const repository: Repository = { ...found, objectFormat: 'sha1', head: '' };
  const config = await writeStoreConfig(place, repository, own, author, bring);
  const ours = gitWith({ env: environment, config: config.file });
  const git: Git = (args, call = {}) =>
    ours(args, { ...call, env: { GIT_DIR: place, GIT_WORK_TREE: top, ...call.env } });
  const head = await git(['rev-parse', '--verify', '--quiet', `${folderRef}^{commit}`], { cwd: place, accept: [0, 1] });
  return ok({ repository: { ...repository, head: lineOf(head) }, git });
};

/** Whether the run with this branch works on copies of the folder at `root`. */
export const worksOnCopies = async (root: string, branch: string, environment: Environment): Promise<boolean> => {
  const place = placeOf(realpathSync(root));
  if (!existsSync(path.join(place, 'HEAD'))) return false;
  const git = gitWith({ env: environment, config: '/dev/null' });
  const args = ['rev-parse', '--verify', '--quiet', copiesRef(branch)];
  return (await git(args, { cwd: place, env: { GIT_DIR: place }, accept: [0, 1] })).code === 0;
};

/** Whether the folder at `root` has taken in `commit`. */
export const isInFolder = async (root: string, commit: string, environment: Environment): Promise<boolean> => {
  const place = placeOf(realpathSync(root));
  if (!existsSync(path.join(place, 'HEAD'))) return false;
  const git = gitWith({ env: environment, config: '/dev/null' });
  const args = ['merge-base', '--is-ancestor', commit, folderRef];
  return (await git(args, { cwd: place, env: { GIT_DIR: place }, accept: [0, 1, 128] })).code === 0;
};
