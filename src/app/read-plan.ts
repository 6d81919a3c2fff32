import { posix } from 'node:path';
import type { AchievementId } from '../domain/ids.ts';
import type { ParsedPlan, ParsedSubplan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { parallelFileNames } from '../parallel-json/parallel-file-names.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { parsePlan } from '../plan-document/parse-plan.ts';
import type { ParsePlanOptions } from '../plan-document/parse-plan.ts';
import { parseSubplan } from '../plan-document/parse-subplan.ts';
import { planDocuments } from '../workspace/documents-on-disk.ts';
import type { PlanDocuments } from '../workspace/documents-on-disk.ts';
import { findParallelJson, foreignParallelJson } from '../workspace/find-parallel-json.ts';
import { listLimits, maxDocumentBytes, readProblem } from './open-plan.ts';
import type { PlanPlace, Root } from './open-plan.ts';

/** A parallel.json that lies beside the plan. `value` is null when it has errors, which are in `problems`. */
export interface ParallelOnDisk {
  /** Relative to the root. */
  readonly file: string;
  readonly text: string;
  readonly value: ParallelFile | null;
  readonly problems: readonly Problem[];
}

/** Everything that lies on disk for a plan, read. Paths of `documents` are relative to the root. */
export interface PlanOnDisk {
  readonly place: PlanPlace;
  readonly text: string;
  readonly parsed: ParsedPlan;
  readonly ids: readonly AchievementId[];
  readonly subplans: readonly ParsedSubplan[];
  readonly documents: PlanDocuments;
  readonly parallel: ParallelOnDisk | null;
  /** Texts by the name that problems and evidence use for the file. */
  readonly sources: ReadonlyMap<string, string>;
  /** What could not be read, and documents whose owner is not clear. */
  readonly problems: readonly Problem[];
}

/** Reads the PLAN document alone. Fails when there is no text to read. */
export const readPlanText = async (
  place: PlanPlace,
  options?: ParsePlanOptions,
): Promise<Result<{ readonly text: string; readonly parsed: ParsedPlan }>> => {
  const label = place.root.label(place.file);
  const read = await place.root.files.readText(place.file, maxDocumentBytes);
  if (!read.ok) return fail([readProblem(label, read.error)]);
  return ok({ text: read.value, parsed: await parsePlan(label, read.value, options) });
};

const flatFolders = ['work-space/subplans', 'work-space/execution'];

/** The files that may belong to the plan: those below its folder, and those of the flat folders of older workspaces. */
const pathsAround = async ({ root, folder }: PlanPlace): Promise<readonly string[]> => {
  const isBelow = (other: string): boolean => folder === '.' || other === folder || other.startsWith(`${folder}/`);
  const folders = [folder, ...flatFolders.filter((flat) => !isBelow(flat))];
  const listings = await Promise.all(
    folders.map(async (each) => {
      const listing = await root.files.list(each, listLimits);
      return listing.ok ? listing.value.paths.map((file) => posix.join(each, file)) : [];
    }),
  );
  const own = listings[0] ?? [];
  const flat = listings.slice(1).flat();
  if (flat.length === 0) return own;
  // Documents of flat folders may be another plan's; who else is there decides whose a nameless one is.
  const plans = await root.files.list('work-space', listLimits);
  const others = plans.ok ? plans.value.paths.filter((file) => /(?:^|\/)PLAN_[^/]+\.md$/i.test(file)) : [];
  return [...own, ...flat, ...others.map((file) => posix.join('work-space', file))];
};

const readParallel = async (
  { root, file: planFile }: PlanPlace,
  planName: string,
  paths: readonly string[],
  sharedWith: readonly string[],
): Promise<{ readonly parallel: ParallelOnDisk | null; readonly problems: readonly Problem[] }> => {
  const plan = { name: planName, file: planFile };
  const { path: file, problems } = findParallelJson(plan, paths, parallelFileNames);
  if (file === null) return { parallel: null, problems: labelled(root, problems) };
  const label = root.label(file);
  const read = await root.files.readText(file, maxDocumentBytes);
  if (!read.ok) return { parallel: null, problems: [...labelled(root, problems), readProblem(label, read.error)] };
  // The reader of JSON with places is loaded only where there is something to read.
  const { readParallelJson } = await import('../parallel-json/read-parallel-json.ts');
  const parsed = readParallelJson(label, read.value);
  const foreign = parsed.ok ? foreignParallelJson(plan, label, parsed.value.planName, sharedWith) : undefined;
  const parallel =
    parsed.ok && foreign === undefined
      ? { file, text: read.value, value: parsed.value, problems: parsed.value.problems }
      : { file, text: read.value, value: null, problems: parsed.ok ? foreignAt(parsed.value, foreign) : parsed.error };
  return { parallel, problems: labelled(root, problems) };
};

/** The problem of a file that is another plan's, at the name in it. */
const foreignAt = ({ planNameAt }: ParallelFile, foreign: Problem | undefined): readonly Problem[] =>
  foreign === undefined ? [] : [{ ...foreign, at: planNameAt }];

/** Problems whose files are relative to the root, under the names that the user sees. */
export const labelled = (root: Root, problems: readonly Problem[]): readonly Problem[] =>
  problems.map((problem) => ({ ...problem, at: { ...problem.at, file: root.label(problem.at.file) } }));

/** Reads a PLAN and everything that lies on disk for it. Fails when there is no PLAN text to read. */
export const readPlan = async (place: PlanPlace, options?: ParsePlanOptions): Promise<Result<PlanOnDisk>> => {
  const { root } = place;
  const plan = await readPlanText(place, options);
  if (!plan.ok) return plan;
  const { text, parsed } = plan.value;
  const ids = parsed.achievements.map(({ id }) => id);
  const paths = await pathsAround(place);
  const documents = planDocuments({ name: parsed.name, file: place.file }, ids, paths);
  const sources = new Map([[parsed.file, text]]);
  const problems: Problem[] = [...labelled(root, documents.problems)];
  const subplans: ParsedSubplan[] = [];
  for (const [id, { subplan }] of documents.byAchievement) {
    if (subplan === null) continue;
    const label = root.label(subplan);
    const read = await root.files.readText(subplan, maxDocumentBytes);
    if (!read.ok) {
      problems.push({ ...readProblem(label, read.error), severity: 'warning' });
      continue;
    }
    sources.set(label, read.value);
    const subplanRead = parseSubplan(label, read.value, [id]);
    if (subplanRead.ok) subplans.push(subplanRead.value);
    else problems.push(...subplanRead.error);
  }
  const { parallel, problems: unread } = await readParallel(place, parsed.name, paths, documents.sharedWith);
  if (parallel !== null) sources.set(root.label(parallel.file), parallel.text);
  problems.push(...unread);
  return ok({ place, text, parsed, ids, subplans, documents, parallel, sources, problems });
};
