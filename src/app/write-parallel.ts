import { posix } from 'node:path';
import type { AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { ownConflicts } from '../parallel-json/own-conflicts.ts';
import { parallelFileNames, pieceFileName } from '../parallel-json/parallel-file-names.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { personal } from '../parallel-json/personal.ts';
import type { PersonalClaims } from '../parallel-json/personal.ts';
import { readParallelJson } from '../parallel-json/read-parallel-json.ts';
import { writeParallelJson } from '../parallel-json/write-parallel-json.ts';
import { findAchievement } from '../workspace/find-achievement.ts';
import type { AssembledPlan } from './assemble-plan.ts';
import { maxDocumentBytes, readProblem } from './open-plan.ts';
import { parallelContent } from './parallel-content.ts';
import { planGraph } from './plan-graph.ts';
import type { PlanGraph } from './plan-graph.ts';
import { planPieces } from './plan-pieces.ts';
import { vanishedPlan } from './vanished-plan.ts';
import { writeProblem } from './write-problem.ts';

/** A parallel.json that is ready to be written. */
export interface PlannedFile {
  /** Relative to the root. */
  readonly path: string;
  readonly label: string;
  readonly text: string;
  readonly graph: PlanGraph;
  readonly change: 'new' | 'changed' | 'unchanged';
  /** What a person or an import put in and the plan has no place for any more, a sentence each. */
  readonly drops: readonly string[];
  /** The file as it was. */
  readonly previous: ParallelFile | null;
}

export interface WriteParallelOptions {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Scope 1: the achievement to look into. */
  readonly achievement?: string;
  readonly withStatus?: ReadonlyMap<AchievementId, Status>;
  /** What an answer adds; the plan is assembled with it already. */
  readonly proposed?: PersonalClaims;
}

/** What of an earlier file has no place in the new one. */
const dropped = (previous: ParallelFile | null, { plan }: PlanGraph): readonly string[] => {
  if (previous === null) return [];
  const known = new Set(plan.achievements.map(({ id }) => id));
  const { claims, denials } = personal(previous);
  const imported = !previous.recordsEvidence;
  return [
    ...claims
      .filter(({ from, on }) => !known.has(from) || !known.has(on))
      // An older file without evidence names what it always named; only edges are worth a question.
      .map(({ from, on, evidence }) => `${from} needs ${on} (${imported ? 'imported' : evidence.kind})`),
    ...denials
      .filter(({ from, on }) => !known.has(from) || !known.has(on))
      .map(({ from, on, evidence }) => {
        const by = evidence.kind === 'manual' ? 'a person' : 'an answer';
        return `${from} does not need ${on} (taken away by ${by})`;
      }),
    ...previous.achievements
      .filter(({ id, unknownKeys }) => !known.has(id) && unknownKeys.length > 0)
      .map(({ id, unknownKeys }) => `${unknownKeys.map(({ key }) => `"${key}"`).join(', ')} of ${id}`),
  ];
};

/** The graph with the conflicts that a person wrote into the earlier file; pairs that are known already come once. */
const withOwnConflicts = (graph: PlanGraph, previous: ParallelFile | null): PlanGraph => {
  const { plan } = graph;
  if (previous === null) return graph;
  const pairs = new Set(plan.conflicts.map(({ a, b }) => `${a} ${b}`));
  const added = ownConflicts(previous, new Set(plan.achievements.map(({ id }) => id))).filter(({ a, b }) => {
    const isNew = !pairs.has(`${a} ${b}`);
    pairs.add(`${a} ${b}`);
    return isNew;
  });
  return added.length === 0 ? graph : planGraph({ ...plan, conflicts: [...plan.conflicts, ...added] });
};

/** The parallel.json of a plan, or with scope 1 that of one achievement; nothing is written. */
export const planParallel = async (
  { disk, graph }: AssembledPlan,
  { today, achievement, withStatus, proposed }: WriteParallelOptions,
): Promise<Result<PlannedFile>> => {
  const { root, folder } = disk.place;
  if (graph.plan.scope !== 1) {
    if (disk.parallel !== null && disk.parallel.value === null) return fail(disk.parallel.problems);
    const path = posix.join(folder, parallelFileNames[0]);
    const previous = disk.parallel?.value ?? null;
    const whole = withOwnConflicts(graph, previous);
    const content = parallelContent(whole, root.label(folder), previous, withStatus, proposed);
    const text = writeParallelJson(content, previous, today);
    return ok(
      planned(path, root.label(path), text, whole, disk.parallel?.file === path ? disk.parallel.text : null, previous),
    );
  }
  const { plan } = graph;
  if (achievement === undefined) return fail([missingAchievement(plan.file)]);
  const found = findAchievement({ achievements: plan.achievements, plan }, achievement);
  if (!found.ok) return found;
  const path = posix.join(folder, pieceFileName(found.value.id));
  const label = root.label(path);
  const read = await root.files.readText(path, maxDocumentBytes);
  if (!read.ok && read.error.reason !== 'missing') return fail([readProblem(label, read.error)]);
  const existing = read.ok ? read.value : null;
  const previous = existing === null ? ok(null) : readParallelJson(label, existing);
  if (!previous.ok) return previous;
  const pieces = planPieces(plan, found.value, previous.value, proposed);
  if (!pieces.ok) return pieces;
  const inside = withOwnConflicts(planGraph(pieces.value), previous.value);
  const content = {
    ...parallelContent(inside, root.label(folder), previous.value, undefined, proposed),
    fileName: posix.basename(path),
  };
  return ok(planned(path, label, writeParallelJson(content, previous.value, today), inside, existing, previous.value));
};

const missingAchievement = (file: string): Problem => ({
  rule: 'usage',
  severity: 'error',
  at: { file },
  message: 'Scope 1 looks inside one achievement, and none was named.',
  advice: 'Add --achievement <id>, for instance --achievement 1.1.',
});

const planned = (
  path: string,
  label: string,
  text: string,
  graph: PlanGraph,
  existing: string | null,
  previous: ParallelFile | null,
): PlannedFile => ({
  path,
  label,
  text,
  graph,
  change: existing === null ? 'new' : existing === text ? 'unchanged' : 'changed',
  drops: dropped(previous, graph),
  previous,
});

/** Writes what was planned. A file that somebody changed since it was read is left alone. */
export const writeParallel = async ({ disk }: AssembledPlan, file: PlannedFile): Promise<Result<undefined>> => {
  if (file.change === 'unchanged') return ok(undefined);
  const vanished = await vanishedPlan(disk.place);
  if (vanished !== undefined) return fail([vanished]);
  const { files } = disk.place.root;
  const written =
    file.change === 'new' ? await files.writeNew(file.path, file.text) : await files.replace(file.path, file.text);
  return written.ok ? written : fail([writeProblem(file.label, written.error)]);
};
