import { plannerPrompt } from '../../documents/planner-prompt.ts';
import type { PlanOrigin } from '../../documents/planner-document.ts';
import type { PlanDraft } from '../../documents/planner-draft.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import schema from '../../generated/planner-answer-text.js';
import { askTwice } from '../asking/ask-twice.ts';
import type { Answered, Ask, NoAnswer } from '../asking/ask-twice.ts';
import { newPlan } from './new-plan.ts';
import type { NewPlan } from './new-plan.ts';
import { readPlanAnswer } from './read-plan-answer.ts';

export interface PlanQuestion extends Omit<PlanOrigin, 'planner'> {
  readonly agent: string;
  /** Whether the agent is started in the repository. */
  readonly canRead: boolean;
  /** The name of the document for a draft, as problems use it. */
  readonly fileOf: (draft: PlanDraft) => string;
}

/** Has an agent plan from requirements; what it answers is checked, and asked for once more where it is no plan. */
export const planWithAgent = (
  { agent, canRead, requirements, today, fileOf }: PlanQuestion,
  ask: Ask,
): Promise<Result<Answered<NewPlan>, NoAnswer>> =>
  askTwice(
    {
      agent,
      prompt: (refused) => plannerPrompt({ requirements, canRead, schema, refused }),
      read: (file, text) => planOfAnswer(file, text, { planner: agent, requirements, today }, fileOf),
    },
    ask,
  );

/** The plan that an answer means. `file`: the name of the answer in problems. */
export const planOfAnswer = async (
  file: string,
  text: string,
  origin: PlanOrigin,
  fileOf: PlanQuestion['fileOf'],
): Promise<Result<NewPlan>> => {
  const read = readPlanAnswer(file, text);
  if (!read.ok) return read;
  const { draft, problems } = read.value;
  const plan = await newPlan(draft, origin, fileOf(draft));
  return plan.ok ? ok({ ...plan.value, problems: [...problems, ...plan.value.problems] }) : plan;
};
