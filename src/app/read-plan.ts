import type { AchievementId } from '../domain/ids.ts';
import type { ParsedPlan, ParsedSubplan } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { parallelFileNames } from '../parallel-json/parallel-file-names.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { parsePlan } from '../plan-document/parse-plan.ts';
import { parseSubplan } from '../plan-document/parse-subplan.ts';
import { planDocuments } from '../workspace/documents-on-disk.ts';
import type { PlanDocuments } from '../workspace/documents-on-disk.ts';
import { findParallelJson, foreignParallelJson } from '../workspace/find-parallel-json.ts';
import { labelled, maxDocumentBytes, readProblem } from './open-plan.ts';
import type { PlanPlace } from './open-plan.ts';
import { readSources } from './plan-sources.ts';
import type { PlanSources } from './plan-sources.ts';

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
  /** Files around the plan, relative to the root. */
  readonly paths: readonly string[];
  /** Whether every folder of documents could be entered. */
  readonly isWhole: boolean;
  readonly parallel: ParallelOnDisk | null;
  /** Texts by the name that problems and evidence use for the file. */
  readonly sources: ReadonlyMap<string, string>;
  /** SUBPLANs that could not be read, and documents whose owner is not clear. */
  readonly problems: readonly Problem[];
  /** Files that were left out of the graph because they could not be read or understood, one problem each. */
  readonly leftOut: readonly Problem[];
}

/** UTF-16 units from which on reading a plan takes longer than a user waits without a word. */
const longText = 1_000_000;

/** Reads the PLAN document alone. Fails when there is no text to read. */
export const readPlanText = async (
  place: PlanPlace,
): Promise<Result<{ readonly text: string; readonly parsed: ParsedPlan }>> => {
  const label = place.root.label(place.file);
  const read = await place.root.files.readText(place.file, maxDocumentBytes);
  if (!read.ok) return fail([readProblem(label, read.error)]);
  place.root.progress(`reading ${label}`, read.value.length > longText);
  return ok({ text: read.value, parsed: await parsePlan(label, read.value) });
};

const readParallel = async (
  { place: { root, file: planFile }, paths, texts }: PlanSources,
  planName: string,
  sharedWith: readonly string[],
): Promise<{ readonly parallel: ParallelOnDisk | null; readonly problems: readonly Problem[] }> => {
  const plan = { name: planName, file: planFile };
  const { path: file, problems } = findParallelJson(plan, paths, parallelFileNames);
  if (file === null) return { parallel: null, problems: labelled(root, problems) };
  const label = root.label(file);
  const read = texts.get(file);
  if (read === undefined) return { parallel: null, problems: labelled(root, problems) };
  if (!read.ok) {
    const unread = { file, text: '', value: null, problems: [readProblem(label, read.error)] };
    return { parallel: unread, problems: labelled(root, problems) };
  }
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

/** A parallel.json with errors may hold what a person decided, so that its absence from the graph is worth a word. */
const parallelLeftOut = (parallel: ParallelOnDisk | null): readonly Problem[] => {
  const [first, ...others] = parallel?.value === null ? parallel.problems.filter(isError) : [];
  if (first === undefined) return [];
  const consequence = `Until then nothing in ${first.at.file} counts${others.length > 0 ? '; planloom check shows all that is wrong with it' : ''}.`;
  return [{ ...first, severity: 'warning', advice: [first.advice ?? '', consequence].join(' ').trim() }];
};

const isError = ({ severity }: Problem): boolean => severity === 'error';

/** Reads a PLAN and everything that lies on disk for it. Fails when there is no PLAN text to read. */
export const readPlan = async (place: PlanPlace): Promise<Result<PlanOnDisk>> => {
  const sources = await readSources(place);
  return sources.ok ? ok(await readPlanFrom(sources.value)) : sources;
};

/** The same, from texts that were read before. */
export const readPlanFrom = async (sources: PlanSources): Promise<PlanOnDisk> => {
  const { place, text, paths, closed, texts } = sources;
  const { root } = place;
  root.progress(`reading ${root.label(place.file)}`, text.length > longText);
  const parsed = await parsePlan(root.label(place.file), text);
  const ids = parsed.achievements.map(({ id }) => id);
  const documents = planDocuments({ name: parsed.name, file: place.file }, ids, paths);
  const shown = new Map([[parsed.file, text]]);
  const problems: Problem[] = [...labelled(root, documents.problems)];
  const leftOut: Problem[] = closed.map((failure) => ({
    ...readProblem(root.label(failure.path), failure),
    severity: 'warning',
    advice: 'Check who may read it. Until then the documents in it count as missing.',
  }));
  const subplans: ParsedSubplan[] = [];
  for (const [id, { subplan }] of documents.byAchievement) {
    if (subplan === null) continue;
    const label = root.label(subplan);
    const read = texts.get(subplan);
    if (read === undefined) continue;
    if (!read.ok) {
      leftOut.push({ ...readProblem(label, read.error), severity: 'warning' });
      continue;
    }
    shown.set(label, read.value);
    const subplanRead = parseSubplan(label, read.value, [id]);
    if (subplanRead.ok) subplans.push(subplanRead.value);
    else problems.push(...subplanRead.error);
  }
  const { parallel, problems: unread } = await readParallel(sources, parsed.name, documents.sharedWith);
  if (parallel !== null && parallel.text !== '') shown.set(root.label(parallel.file), parallel.text);
  problems.push(...leftOut, ...unread);
  leftOut.push(...parallelLeftOut(parallel));
  return {
    place,
    text,
    parsed,
    ids,
    subplans,
    documents,
    paths,
    isWhole: closed.length === 0,
    parallel,
    sources: shown,
    problems,
    leftOut,
  };
};
