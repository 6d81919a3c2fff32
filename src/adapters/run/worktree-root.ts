import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { gitStateFolder } from '../state-folder.ts';
import { userConfigFile, userStateFolder } from './user-folders.ts';
import type { UserPlace } from './user-folders.ts';

/**
 * The folder for the stores and working trees of this workspace's runs. Its name tells nothing about the repository,
 * because agents see it. Fails when the place that the user named is none, or lies in the project itself, where the
 * project's tools would walk into it.
 */
export const worktreeRoot = (root: string, user: UserPlace): Result<string> => {
  const place = statedPlace(user);
  if (!place.ok) return place;
  const { folder, file } = place.value;
  if (!path.isAbsolute(folder)) {
    return refuse(
      file,
      `The folder for working trees, "${folder}", is not an absolute path.`,
      'Write all of its path.',
    );
  }
  const project = projectFolder(root);
  if (isInside(realPath(folder), project)) {
    const message = `The folder for working trees, ${folder}, lies inside of the project, ${project}.`;
    const advice = `Name a folder elsewhere, as ${variable} or as "worktreeRoot" in ${userConfigFile(user)}: the tools of the project would find its files twice.`;
    return refuse(file, message, advice);
  }
  const identity = realPath(gitStateFolder(root) ?? root);
  return ok(path.join(folder, createHash('sha256').update(identity).digest('hex').slice(0, 16)));
};

const variable = 'PLANLOOM_WORKTREE_ROOT';

/** The folder, and who named it. */
const statedPlace = (user: UserPlace): Result<{ readonly folder: string; readonly file: string }> => {
  const fromEnvironment = user.environment[variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return ok({ folder: fromEnvironment, file: variable });
  const file = userConfigFile(user);
  const configured = configuredRoot(file);
  if (!configured.ok) return configured;
  const folder = configured.value?.replace(/^~(?=[\\/]|$)/, user.home);
  return ok({ folder: folder ?? path.join(userStateFolder(user), 'worktrees'), file });
};

/** What the user's configuration says; undefined when there is none, or when it says nothing about this. */
const configuredRoot = (file: string): Result<string | undefined> => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok(undefined);
    return refuse(file, `The user's configuration cannot be read (${code ?? ''}).`, 'Make it readable, or remove it.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = `The user's configuration is not JSON: ${(error as Error).message.replace(/\.$/, '')}.`;
    return refuse(file, message, 'Correct it, or remove it.');
  }
  const stated =
    typeof value === 'object' && value !== null && 'worktreeRoot' in value ? value.worktreeRoot : undefined;
  if (stated === undefined || typeof stated === 'string') return ok(stated);
  return refuse(file, '"worktreeRoot" is not a text.', 'Write "worktreeRoot": "/a/folder".');
};

const refuse = (file: string, message: string, advice: string): { readonly ok: false; readonly error: Problem[] } =>
  fail([{ rule: 'worktree-root', severity: 'error', at: { file }, message, advice }]);

/** The top of the repository that the workspace lies in, or the workspace itself. */
const projectFolder = (root: string): string => {
  const real = realPath(root);
  for (let folder = real; ; folder = path.dirname(folder)) {
    if (isRepository(folder)) return folder;
    if (folder === path.dirname(folder)) return real;
  }
};

/** Some sandboxes leave an empty folder named .git, also in folders that all projects share: that is no repository. */
const isRepository = (folder: string): boolean => {
  const git = path.join(folder, '.git');
  return statSync(git, { throwIfNoEntry: false })?.isFile() === true || existsSync(path.join(git, 'HEAD'));
};

/** Without links, also of a path whose end does not exist yet. */
const realPath = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    const folder = path.dirname(file);
    return folder === file ? file : path.join(realPath(folder), path.basename(file));
  }
};

const isInside = (file: string, folder: string): boolean => {
  const way = path.relative(folder, file);
  return way === '' || (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way));
};
