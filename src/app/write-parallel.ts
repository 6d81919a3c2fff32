import { posix } from 'node:path';
import type { AchievementId } from '../domain/ids.ts';
import type { Status } from '../domain/status.ts';
import type { Problem } from '../domain/problem.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { parallelFileNames, pieceFileName } from '../parallel-json/parallel-file-names.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { personal } from '../parallel-json/personal.ts';
import { readParallelJson } from '../parallel-json/read-parallel-json.ts';
import { writeParallelJson } from '../parallel-json/write-parallel-json.ts';
import { findAchievement } from '../workspace/find-achievement.ts';
import type { AssembledPlan } from './assemble-plan.ts';
import { maxDocumentBytes, readProblem } from './open-plan.ts';
import { parallelContent } from './parallel-content.ts';
import { planGraph } from './plan-graph.ts';
import type { PlanGraph } from './plan-graph.ts';
import { planPieces } from './plan-pieces.ts';

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
}

export interface WriteParallelOptions {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Scope 1: the achievement to look into. */
  readonly achievement?: string;
  readonly withStatus?: ReadonlyMap<AchievementId, Status>;
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
      .map(({ from, on }) => `${from} does not need ${on} (taken away by a person)`),
    ...previous.achievements
      .filter(({ id, unknownKeys }) => !known.has(id) && unknownKeys.length > 0)
      .map(({ id, unknownKeys }) => `${unknownKeys.map(({ key }) => `"${key}"`).join(', ')} of ${id}`),
  ];
};

/** The parallel.json of a plan, or with scope 1 that of one achievement; nothing is written. */
export const planParallel = async (
  { disk, graph }: AssembledPlan,
  { today, achievement, withStatus }: WriteParallelOptions,
): Promise<Result<PlannedFile>> => {
  const { root, folder } = disk.place;
  if (graph.plan.scope !== 1) {
    if (disk.parallel !== null && disk.parallel.value === null) return fail(disk.parallel.problems);
    const path = posix.join(folder, parallelFileNames[0]);
    const previous = disk.parallel?.value ?? null;
    const text = writeParallelJson(parallelContent(graph, root.label(folder), previous, withStatus), previous, today);
    return ok(
      planned(path, root.label(path), text, graph, disk.parallel?.file === path ? disk.parallel.text : null, previous),
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
  const pieces = planPieces(plan, found.value, previous.value);
  if (!pieces.ok) return pieces;
  const inside = planGraph(pieces.value);
  const content = { ...parallelContent(inside, root.label(folder), previous.value), fileName: posix.basename(path) };
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
});

/** Writes what was planned. A file that somebody changed since it was read is left alone. */
export const writeParallel = async ({ disk }: AssembledPlan, file: PlannedFile): Promise<Result<undefined>> => {
  if (file.change === 'unchanged') return ok(undefined);
  const { files } = disk.place.root;
  const written =
    file.change === 'new' ? await files.writeNew(file.path, file.text) : await files.replace(file.path, file.text);
  if (written.ok) return written;
  const exists = written.error.reason === 'exists';
  return fail([
    {
      rule: exists ? 'changed-meanwhile' : 'unwritable-file',
      severity: 'error',
      at: { file: file.label },
      message: exists
        ? `${file.label} was made by somebody else in the meantime, and is left as it is.`
        : `${file.label} cannot be written: ${written.error.detail}.`,
      advice: exists ? 'Run the command again.' : 'Check who may write there.',
    },
  ]);
};
