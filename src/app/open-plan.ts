import path from 'node:path';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Files, ListLimits, ReadFailure } from '../ports/files.ts';
import type { RunReader } from '../ports/run-reader.ts';
import { findPlan, noPlanAdvice } from '../workspace/find-plan.ts';
import { listInWords } from '../text/list-in-words.ts';
import { isParallelFileName } from '../parallel-json/parallel-file-names.ts';
import { planNameOfFile } from '../workspace/names.ts';
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
  readonly label: (file: string) => string;
  readonly progress: Surroundings['progress'];
  readonly runs: RunReader;
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
  progress: (doing, isLong) => world.progress(doing, isLong),
  runs: world.runs(root),
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

/** Problems whose files are relative to the root, under the names that the user sees. */
export const labelled = (root: Root, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, at: { ...problem.at, file: root.label(problem.at.file) } }));

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
    const wrong = givenRoot === undefined ? undefined : await wrongRoot(root);
    if (wrong !== undefined) return fail([wrong]);
    const listing = await root.files.list(file, { maxFiles: 10_000, maxDepth: 3 });
    if (!listing.ok) return /\.json$/i.test(file) ? planBeside(root, file) : ok(place(root, file));
    const inside = findPlan(undefined, listing.value.paths);
    if (inside.ok) return ok(place(root, path.posix.join(file, inside.value.path)));
    const plans = listing.value.paths.filter((each) => planNameOfFile(path.posix.basename(each)) !== undefined);
    return fail([notOnePlan(root.label(file), plans)]);
  }
  const root = rootOf(world, world.cwd, givenRoot, world.cwd);
  const listing = await root.files.list('.', listLimits);
  if (!listing.ok) return fail([(await wrongRoot(root)) ?? readProblem(root.label('.'), listing.error)]);
  const found = findPlan(argument, listing.value.paths);
  return found.ok ? ok(place(root, found.value.path)) : found;
};

/** The PLAN that a parallel.json lies beside. */
const planBeside = async (root: Root, file: string): Promise<Result<PlanPlace>> => {
  if (!(await root.files.exists(file))) return ok(place(root, file));
  const folder = path.posix.dirname(file);
  const listing = await root.files.list(folder, { maxFiles: 10_000, maxDepth: 1 });
  const names = listing.ok ? listing.value.paths.filter((name) => planNameOfFile(name) !== undefined) : [];
  const [name] = names;
  if (name !== undefined && names.length === 1 && isParallelFileName(path.posix.basename(file))) {
    return ok(place(root, path.posix.join(folder, name)));
  }
  return fail([
    {
      rule: 'no-plan',
      severity: 'error',
      at: { file: root.label(file) },
      message: `${root.label(file)} is no PLAN, and stands for none: only the parallel.json beside a PLAN does.`,
      advice: 'Give the PLAN; check, schedule and run read such a file by itself.',
    },
  ]);
};

/** What is wrong with a root that cannot be looked into, or nothing. */
export const wrongRoot = async (root: Root): Promise<Problem | undefined> => {
  const listing = await root.files.list('.', { maxFiles: 1, maxDepth: 1 });
  if (listing.ok) return undefined;
  const advice =
    'Give --root the folder of a workspace, or leave it out: the workspace is found upwards from the plan.';
  return { ...readProblem(root.label('.'), listing.error), advice };
};

/** A folder that was named for the one plan in it, and has none or several. `plans` are relative to it. */
const notOnePlan = (folder: string, plans: readonly string[]): Problem => {
  const files = plans.map((file) => path.posix.join(folder, file));
  return {
    rule: files.length === 0 ? 'no-plan' : 'ambiguous-plan',
    severity: 'error',
    at: { file: folder },
    message:
      files.length === 0
        ? `${folder} is a folder, and holds no PLAN_*.md file.`
        : `${folder} holds ${files.length} plans: ${listInWords(files)}.`,
    advice: files.length === 0 ? noPlanAdvice : `Say which, for instance ${files[0]}.`,
  };
};

const place = (root: Root, file: string): PlanPlace => ({ root, file, folder: path.posix.dirname(file) });
