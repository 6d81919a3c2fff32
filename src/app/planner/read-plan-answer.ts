import type { PlanDraft } from '../../documents/planner-draft.ts';
import { achievementId, compareIds } from '../../domain/ids.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Problem } from '../../domain/problem.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import validate from '../../generated/planner-answer-schema.js';
import { answerFormProblems } from '../../parallel-json/answer-form.ts';
import { answerJson } from '../../parallel-json/answer-json.ts';
import { severalAnswers } from '../../parallel-json/several-answers.ts';
import { draftProblems } from './draft-problems.ts';

interface ReadPlanAnswer {
  readonly draft: PlanDraft;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** What the schema promises. */
interface WrittenPlan extends Pick<PlanDraft, 'title' | 'goal' | 'complexity' | 'keyFeatures' | 'technicalComponents'> {
  readonly achievements: readonly WrittenAchievement[];
  readonly coordination: readonly string[];
  readonly risks?: readonly string[];
}

interface WrittenAchievement {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly priority: number;
  readonly effort: 'low' | 'medium' | 'high';
  readonly hours: number;
  readonly dependencies: readonly string[];
  readonly files: readonly string[];
  readonly deliverables?: readonly string[];
  readonly successCriteria: readonly string[];
  readonly tests?: readonly string[];
}

/** What to write, by the key that is missing or has the wrong value. */
const advice: Readonly<Record<string, string>> = {
  complexity: 'Write "complexity": { "level": "medium", "reasons": [ "…" ] }.',
  achievements: 'Write "achievements": [ { … } ], one object for each.',
  id: 'Write the id as text: its priority from 1 to 5, a dot, and a number from 1 on: "2.1".',
  dependencies: 'Write the ids as text, "dependencies": ["1.1"], or [] when it needs nothing.',
  priority: 'Write a whole number from 1 to 5.',
  effort: 'Write "low", "medium" or "high".',
  hours: 'Write hours as a number above 0 and up to 200, such as 1.5; what takes longer is more than one achievement.',
  files: 'Write paths as a list of text, or [].',
  successCriteria: 'Write at least one sentence that somebody else can check.',
  coordination: 'Write a list of sentences, or [].',
  keyFeatures: 'Write a list of words, or [].',
  technicalComponents: 'Write a list of words, or [].',
};

/**
 * Reads what a model answered to a planning prompt. Fails with everything that is wrong with it, by its form or by its
 * meaning: ids that stand twice or that nobody has, cycles, paths that lead out of the repository.
 */
export const readPlanAnswer = (file: string, text: string): Result<ReadPlanAnswer> => {
  const json = answerJson(file, text, 'achievements');
  if (!json.ok) return json;
  const { document, duplicates, count } = json.value;
  const form = validate(document.value) ? [] : answerFormProblems(document, validate.errors ?? [], advice);
  if (duplicates.length + form.length > 0) return fail([...duplicates, ...form].sort(byPlace));
  const draft = toDraft(document.value as WrittenPlan);
  const problems = draftProblems(draft, (index, key) => document.placeOf(['achievements', index, key]));
  if (problems.length > 0) return fail(problems);
  return ok({
    draft: { ...draft, achievements: [...draft.achievements].sort((a, b) => compareIds(a.id, b.id)) },
    problems: count > 1 ? [severalAnswers(document, count)] : [],
  });
};

const toDraft = (plan: WrittenPlan): PlanDraft => ({
  title: plan.title,
  goal: plan.goal,
  complexity: plan.complexity,
  keyFeatures: plan.keyFeatures,
  technicalComponents: plan.technicalComponents,
  priorities: new Map(),
  achievements: plan.achievements.map((one) => ({
    id: idOf(one.id),
    title: one.title,
    description: one.description,
    priority: one.priority,
    effort: one.effort,
    hours: { least: one.hours, most: one.hours },
    dependencies: [...new Set(one.dependencies)].map(idOf).sort(compareIds),
    files: [...new Set(one.files.map((path) => path.trim().replace(/^\.\//, '')))],
    deliverables: one.deliverables ?? [],
    successCriteria: one.successCriteria,
    tests: one.tests ?? [],
  })),
  coordination: plan.coordination,
  risks: plan.risks ?? [],
});

const idOf = (text: string): AchievementId => {
  const id = achievementId(text);
  if (id === undefined) throw new Error(`Internal error: the schema lets "${text}" pass as an id.`);
  return id;
};

const byPlace = ({ at: a }: Problem, { at: b }: Problem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
