import path from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Files, ListLimits, ReadFailure } from '../ports/files.ts';
import { findPlan } from '../workspace/find-plan.ts';
import type { Surroundings } from './surroundings.ts';

/** A larger document is no plan that a person wrote. */
export const maxDocumentBytes = 20_000_000;
/** Enough for the largest workspace that we know of by a factor of ten; a plan's folder is far smaller. */
export const listLimits: ListLimits = { maxFiles: 100_000, maxDepth: 12 };

/** A root on disk, and how its files are named to the user: relative to where the user stands. */
export interface Root {
  /** Absolute. */
  readonly path: string;
  readonly files: Files;
  /** The name to show for a path that is relative to the root. */
  label(file: string): string;
}

/** Where a plan lies. `file` and `folder` are relative to the root, with `/` between the parts; the root itself is `.`. */
export interface PlanPlace {
  readonly root: Root;
  readonly file: string;
  readonly folder: string;
}

const posixPath = (file: string): string => file.split(path.sep).join('/');

export const openRoot = (world: Surroundings, root: string): Root => ({
  path: root,
  files: world.files(root),
  label: (file) => posixPath(path.relative(world.cwd, path.join(root, file))) || '.',
});

const reasons: Readonly<Record<ReadFailure['reason'], { readonly says: string; readonly advice: string }>> = {
  missing: { says: 'does not exist', advice: 'Check the path; @NAME finds a plan by a part of its name.' },
  unreadable: { says: 'cannot be read', advice: 'Check what it is and who may read it.' },
  binary: { says: 'is not a text file', advice: 'Give a Markdown or JSON file in UTF-8.' },
  'too-large': { says: 'is too large', advice: 'A plan is at most 20 MB; split it.' },
  outside: { says: 'lies outside of the workspace', advice: 'Give a path inside it, or another --root.' },
};

/** What a file that could not be read is to the user. */
export const readProblem = (label: string, { reason, detail }: ReadFailure): Problem => ({
  rule: `${reason === 'too-large' ? 'too-large' : reason}-file`,
  severity: 'error',
  at: { file: label },
  message: `${label} ${reasons[reason].says}: ${detail}.`,
  advice: reasons[reason].advice,
});

/** The root that a path on the command line belongs to: what `--root` says, else the mark above it, else `fallback`. */
export const rootOf = (world: Surroundings, from: string, given: string | undefined, fallback: string): Root =>
  openRoot(world, given === undefined ? (world.findRoot(from) ?? fallback) : path.resolve(world.cwd, given));

/**
 * The plan that a command means: `@NAME`, `@PLAN_X.md`, a path, or nothing where the workspace has one plan. A folder
 * stands for the one plan in it. Whether the file can be read is found out by whoever reads it.
 */
export const openPlan = async (
  world: Surroundings,
  argument: string | undefined,
  givenRoot?: string,
): Promise<Result<PlanPlace>> => {
  if (argument !== undefined && !argument.startsWith('@')) {
    const absolute = path.resolve(world.cwd, argument);
    const above = path.dirname(absolute);
    const root = rootOf(world, above, givenRoot, above);
    const file = posixPath(path.relative(root.path, absolute)) || '.';
    const listing = await root.files.list(file, { maxFiles: 10_000, maxDepth: 3 });
    if (!listing.ok) return ok({ root, file, folder: path.posix.dirname(file) });
    const inside = findPlan(undefined, listing.value.paths);
    return inside.ok ? ok(place(root, path.posix.join(file, inside.value.path))) : inside;
  }
  const root = rootOf(world, world.cwd, givenRoot, world.cwd);
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return fail([readProblem(root.label('.'), listing.error)]);
  const found = findPlan(argument, listing.value.paths);
  return found.ok ? ok(place(root, found.value.path)) : found;
};

const place = (root: Root, file: string): PlanPlace => ({ root, file, folder: path.posix.dirname(file) });
