import { posix } from 'node:path';
import type { AchievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { planKey, planNameOfFile } from '../../workspace/names.ts';
import { planDocuments } from '../../workspace/documents-on-disk.ts';
import { assemblePlan, leftOutOf } from '../assemble-plan.ts';
import { listLimits, openPlan } from '../open-plan.ts';
import { openParallelPlan } from '../parallel-plan.ts';
import { planGraph } from '../plan-graph.ts';
import type { PlanState } from '../plan-state.ts';
import { readPlan } from '../read-plan.ts';
import type { Surroundings } from '../surroundings.ts';

/** What a run is made from: a PLAN with its documents, or a parallel.json by itself. */
export interface RunSource {
  readonly state: PlanState;
  /** The section of the PLAN that describes an achievement; empty where there is none. */
  readonly sectionOf: (id: AchievementId) => string;
  /** Files of the plan that enter the run as they are on disk; relative to the root. */
  readonly documents: readonly string[];
  /** Worth a word before anything starts. */
  readonly problems: readonly Problem[];
  /** Texts by the name that problems use. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface NoSource {
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
  /** It could be read, and is no graph. */
  readonly isNegative: boolean;
}

/** Reads what a command line names. */
export const readRunSource = async (
  world: Surroundings,
  argument: string | undefined,
  givenRoot: string | undefined,
): Promise<Result<RunSource, NoSource>> =>
  argument !== undefined && !argument.startsWith('@') && /\.json$/i.test(argument)
    ? fromParallel(world, argument, givenRoot)
    : fromPlan(world, argument, givenRoot);

const nothingRead: ReadonlyMap<string, string> = new Map();

const fromPlan = async (
  world: Surroundings,
  argument: string | undefined,
  givenRoot: string | undefined,
): Promise<Result<RunSource, NoSource>> => {
  const place = await openPlan(world, argument, givenRoot);
  if (!place.ok) return fail({ problems: place.error, texts: nothingRead, isNegative: false });
  const disk = await readPlan(place.value);
  if (!disk.ok) return fail({ problems: disk.error, texts: nothingRead, isNegative: false });
  const { sources: texts, text, parallel, parsed } = disk.value;
  const assembled = assemblePlan(disk.value, {});
  if (!assembled.ok) return fail({ problems: assembled.error, texts, isNegative: true });
  const { documents } = assembled.value;
  const lines = text.split('\n');
  const sections = new Map(parsed.achievements.map(({ id, section }) => [id, section]));
  return ok({
    state: assembled.value,
    sectionOf: (id) => {
      const section = sections.get(id);
      return section == null ? '' : lines.slice(section.from - 1, section.to).join('\n');
    },
    documents: [place.value.file, ...(parallel === null ? [] : [parallel.file]), ...documentFiles(documents)],
    problems: leftOutOf(assembled.value),
    texts,
  });
};

const fromParallel = async (
  world: Surroundings,
  argument: string,
  givenRoot: string | undefined,
): Promise<Result<RunSource, NoSource>> => {
  const { root, file, plan, sources } = await openParallelPlan(world, argument, givenRoot);
  if (!plan.ok) return fail({ problems: plan.error, texts: sources, isNegative: sources.size > 0 });
  const folder = posix.dirname(file);
  const listing = await root.files.list(folder, listLimits);
  const paths = listing.ok ? listing.value.paths.map((path) => posix.join(folder, path)) : [];
  const ids = plan.value.achievements.map(({ id }) => id);
  // Documents without a name in theirs belong to the PLAN beside, where there is one of this name.
  const planFile = paths.find((path) => isPlanOf(plan.value.name, path));
  const documents = planDocuments({ name: plan.value.name, file: planFile ?? file }, ids, paths);
  return ok({
    state: { place: { root, file, folder }, documents, graph: planGraph(plan.value), problems: [] },
    sectionOf: () => '',
    documents: [file, ...(planFile === undefined ? [] : [planFile]), ...documentFiles(documents)],
    problems: plan.value.problems,
    texts: sources,
  });
};

const isPlanOf = (name: string, path: string): boolean => {
  const ofFile = planNameOfFile(posix.basename(path));
  return ofFile !== undefined && planKey(ofFile) === planKey(name);
};

const documentFiles = ({ byAchievement }: PlanState['documents']): readonly string[] =>
  [...byAchievement.values()].flatMap(({ subplan, executionTasks, approved, fix, resolution, skipped }) =>
    [subplan, ...executionTasks, approved, fix, resolution, skipped].filter((path) => path !== null),
  );
