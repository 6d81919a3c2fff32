import { posix } from 'node:path';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { isParallelFileName } from '../parallel-json/parallel-file-names.ts';
import type { ReadFailure } from '../ports/files.ts';
import { listLimits, maxDocumentBytes, readProblem } from './open-plan.ts';
import type { PlanPlace } from './open-plan.ts';

/** The texts that a plan's graph is made from, and the names of all files around it. Paths are relative to the root. */
export interface PlanSources {
  readonly place: PlanPlace;
  /** The text of the PLAN. */
  readonly text: string;
  readonly paths: readonly string[];
  /** Folders of documents that cannot be entered: what lies in them counts as missing, and is not. */
  readonly closed: readonly ReadFailure[];
  /** SUBPLANs and files of graphs among `paths`: the text, or why there is none. */
  readonly texts: ReadonlyMap<string, Result<string, ReadFailure>>;
}

const flatFolders = ['work-space/subplans', 'work-space/execution'];

/** The files that may belong to the plan: those below its folder, and those of the flat folders of older workspaces. */
const pathsAround = async ({ root, folder }: PlanPlace): Promise<Pick<PlanSources, 'paths' | 'closed'>> => {
  const isBelow = (other: string): boolean => folder === '.' || other === folder || other.startsWith(`${folder}/`);
  const folders = [folder, ...flatFolders.filter((flat) => !isBelow(flat))];
  const closed: ReadFailure[] = [];
  const listings = await Promise.all(
    folders.map(async (each) => {
      const listing = await root.files.list(each, listLimits);
      if (!listing.ok) {
        if (listing.error.reason === 'unreadable') closed.push({ ...listing.error, path: each });
        return [];
      }
      const shut = listing.value.closed.map((below) => posix.join(each, below)).filter(isOfDocuments);
      closed.push(...shut.map((path) => ({ reason: 'unreadable' as const, path, detail: 'permission denied' })));
      return listing.value.paths.map((file) => posix.join(each, file));
    }),
  );
  const own = listings[0] ?? [];
  const flat = listings.slice(1).flat();
  if (flat.length === 0) return { paths: own, closed };
  // Documents of flat folders may be another plan's; who else is there decides whose a nameless one is.
  const plans = await root.files.list('work-space', listLimits);
  const others = plans.ok ? plans.value.paths.filter((file) => /(?:^|\/)PLAN_[^/]+\.md$/i.test(file)) : [];
  return { paths: [...own, ...flat, ...others.map((file) => posix.join('work-space', file))], closed };
};

/** A closed folder of another kind, such as that of a database, holds no documents. */
const isOfDocuments = (folder: string): boolean => /(?:^|\/)(?:subplans?|executions?|feedbacks?)$/i.test(folder);

const isSource = (path: string): boolean => {
  const name = posix.basename(path);
  return /^SUBPLAN_.*\.md$/i.test(name) || isParallelFileName(name);
};

/** Reads everything that the graph of a plan rests on. Fails when there is no PLAN text to read. */
export const readSources = async (place: PlanPlace): Promise<Result<PlanSources>> => {
  const { files, label } = place.root;
  const plan = await files.readText(place.file, maxDocumentBytes);
  if (!plan.ok) return fail([readProblem(label(place.file), plan.error)]);
  const { paths, closed } = await pathsAround(place);
  const texts = await Promise.all(
    paths.filter(isSource).map(async (path) => [path, await files.readText(path, maxDocumentBytes)] as const),
  );
  return ok({ place, text: plan.value, paths, closed, texts: new Map(texts) });
};
