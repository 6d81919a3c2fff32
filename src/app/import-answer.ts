import { posix } from 'node:path';
import { planClaims } from '../discovery/plan-claims.ts';
import { subplanClaims } from '../discovery/subplan-claims.ts';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Answer } from '../parallel-json/answer.ts';
import { personal } from '../parallel-json/personal.ts';
import type { PersonalClaims } from '../parallel-json/personal.ts';
import { findAchievement } from '../workspace/find-achievement.ts';
import { assembleFrom, discoverOnDisk } from './assemble-plan.ts';
import type { AssembledPlan, AssembleOptions } from './assemble-plan.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { Judgement, Situation } from './judge-answer.ts';
import { planPieces } from './plan-pieces.ts';
import type { PlanOnDisk } from './read-plan.ts';
import { citable } from './verify-citation.ts';
import type { Citable } from './verify-citation.ts';
import { planParallel } from './write-parallel.ts';
import type { PlannedFile } from './write-parallel.ts';

export interface ImportOptions extends Pick<AssembleOptions, 'scope' | 'assume'> {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Scope 1: the achievement that the answer takes apart. */
  readonly achievement?: string;
}

/** What an answer comes to. Nothing is written yet. */
export interface ImportedAnswer extends Judgement {
  readonly answer: Answer;
  /** The plan with what was accepted, and the file to write; without accepted proposals the file is as it is found now. */
  readonly assembled: AssembledPlan;
  readonly file: PlannedFile;
}

/**
 * Weighs an answer against the plan and what is on disk, and plans the parallel.json that keeps what was accepted.
 * Fails as `planParallel` does.
 */
export const importAnswer = async (
  current: AssembledPlan,
  answer: Answer,
  { today, achievement, scope, assume }: ImportOptions,
): Promise<Result<ImportedAnswer>> => {
  const { disk } = current;
  const options: AssembleOptions = {
    ...(scope === undefined ? {} : { scope }),
    ...(assume === undefined ? {} : { assume }),
  };
  const parallelOptions = { today, ...(achievement === undefined ? {} : { achievement }) };
  const before = await planParallel(current, parallelOptions);
  if (!before.ok) return before;
  const inside = current.graph.plan.scope === 1 ? insideOne(current, before.value, achievement) : undefined;
  const judgement = judgeAnswer(answer, {
    documents: citables(disk),
    ...(inside ?? wholePlan(current, options)),
  });
  const { proposed } = judgement;
  if (judgement.accepted.length === 0) return ok({ ...judgement, answer, assembled: current, file: before.value });
  const assembled = inside === undefined ? assembledWith(disk, options, proposed) : current;
  const file = await planParallel(assembled, { ...parallelOptions, proposed });
  return file.ok ? ok({ ...judgement, answer, assembled, file: file.value }) : file;
};

/** The documents of the plan, by the names that the prompt gives them: the PLAN, and the SUBPLANs that were read. */
export const citables = ({ place: { root, folder, file }, documents, sources }: PlanOnDisk): readonly Citable[] => {
  const subplans = [...documents.byAchievement.values()].flatMap(({ subplan }) => (subplan === null ? [] : [subplan]));
  return [file, ...subplans.sort()].flatMap((path) => {
    const text = sources.get(root.label(path));
    return text === undefined ? [] : [citable(root.label(path), posix.relative(folder, path), text)];
  });
};

const assembledWith = (disk: PlanOnDisk, options: AssembleOptions, proposed: PersonalClaims): AssembledPlan => {
  const assembled = assembleFrom(disk, discoverOnDisk(disk, { ...options, proposed }));
  if (assembled.ok) return assembled.value;
  throw new Error(`Internal error: accepted proposals leave no graph: ${assembled.error[0]?.message ?? ''}`);
};

type Known = Omit<Situation, 'documents'>;

const wholePlan = ({ disk, discovery }: AssembledPlan, options: AssembleOptions): Known => ({
  denials: discovery.denials,
  independence: discovery.independence,
  given: [...planClaims(disk.parsed).given, ...subplanClaims(disk.subplans, disk.parsed).given],
  planWith: (proposed) => assembledWith(disk, options, proposed).graph.plan,
});

/** Inside an achievement nothing is stated: only what stands in the file of its pieces is known. */
const insideOne = ({ graph }: AssembledPlan, { previous }: PlannedFile, achievement = ''): Known => ({
  denials: previous === null ? [] : personal(previous).denials,
  independence: [],
  given: [],
  planWith: (proposed) => {
    const found = findAchievement({ achievements: graph.plan.achievements, plan: graph.plan }, achievement);
    const pieces = found.ok ? planPieces(graph.plan, found.value, previous, proposed) : found;
    if (pieces.ok) return pieces.value;
    throw new Error(`Internal error: accepted proposals leave no graph: ${pieces.error[0]?.message ?? ''}`);
  },
});
