import path from 'node:path';
import { compareIds } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { readParallelJson } from '../parallel-json/read-parallel-json.ts';
import type { ParallelFile } from '../parallel-json/parallel-file.ts';
import { maxDocumentBytes, readProblem, rootOf } from './open-plan.ts';
import type { Root } from './open-plan.ts';
import type { Surroundings } from './surroundings.ts';

/** A plan that is known from its parallel.json alone. */
export interface ParallelPlan {
  readonly root: Root;
  /** Relative to the root. */
  readonly file: string;
  readonly plan: Result<Plan>;
  /** The file's text by the name that problems use; empty where it could not be read. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads a parallel.json by itself, as a path on the command line names it. */
export const openParallelPlan = async (
  world: Surroundings,
  argument: string,
  givenRoot: string | undefined,
): Promise<ParallelPlan> => {
  const absolute = path.resolve(world.cwd, argument);
  const root = rootOf(world, path.dirname(absolute), givenRoot, path.dirname(absolute));
  const file = path.relative(root.path, absolute).split(path.sep).join('/');
  const label = root.label(file);
  const read = await root.files.readText(file, maxDocumentBytes);
  if (!read.ok) return { root, file, plan: fail([readProblem(label, read.error)]), sources: new Map() };
  const parsed = readParallelJson(label, read.value);
  return { root, file, plan: parsed.ok ? ok(planOf(parsed.value)) : parsed, sources: new Map([[label, read.value]]) };
};

const planOf = (file: ParallelFile): Plan => ({
  file: file.file,
  name: file.planName,
  title: file.planName,
  metadata: {},
  scope: file.scope,
  achievements: file.achievements
    .map(({ id, title, priority, estimate, dependencies, deliverables, validationScript, at }) => ({
      id,
      title: title ?? '',
      severity: null,
      priority: priority === null ? null : { number: priority, label: '' },
      goal: null,
      estimate,
      documentStatus: null,
      deliverables,
      successCriteria: [],
      tests: [],
      validationScript,
      position: { line: at.line ?? 1, column: at.column ?? 1 },
      indexPosition: null,
      section: null,
      dependencies: dependencies
        .map(({ on, at: place, text }) => ({
          on,
          strength: 'stated' as const,
          evidence: [{ kind: 'manual' as const, file: file.file, line: place.line, column: place.column, text }],
        }))
        .sort((a, b) => compareIds(a.on, b.on)),
    }))
    .sort((a, b) => compareIds(a.id, b.id)),
  conflicts: realConflicts(file),
  contradictions: [],
  groupStatements: [],
  notes: [],
  problems: file.problems,
});

/** Pairs of two achievements that the file has; what else a person wrote there holds nobody up. */
const realConflicts = ({ achievements, conflicts }: ParallelFile): Plan['conflicts'] => {
  const ids = new Set(achievements.map(({ id }) => id));
  return conflicts.filter(({ a, b }) => a !== b && ids.has(a) && ids.has(b));
};
