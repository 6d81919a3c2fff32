import { headingsOf } from '../../documents/headings.ts';
import { openParts } from '../../documents/open-parts.ts';
import type { WorkPromptKind } from '../../documents/prompts/work-prompt-kinds.ts';
import type { AchievementId } from '../../domain/ids.ts';
import { nextActions } from '../../workspace/next-action.ts';
import type { NextAction } from '../../workspace/next-action.ts';
import type { StatusReport } from '../../workspace/status-report.ts';
import { maxDocumentBytes } from '../open-plan.ts';
import type { PlanState } from '../plan-state.ts';

/** The prompt for where a plan stands. */
export interface NextPrompt {
  readonly kind: WorkPromptKind;
  readonly id: AchievementId | undefined;
  /** The action that it is for. */
  readonly action: NextAction;
  /** What it is for, as one sentence: the action, or what comes before it. */
  readonly purpose: string;
}

/** Whether words can help with an action, and not only a command or time. */
export const hasPrompt = (kind: NextAction['kind']): boolean =>
  !/_run$|^run_level$|^wait$|^add_achievements$/.test(kind);

/**
 * The prompt for the first of the next actions that words can help with, and for the achievement on the longest way to the
 * end. `first`: the action that is recommended before it and needs a command instead. No prompt: nothing can be done now.
 */
export const nextPrompt = async (
  state: PlanState,
  report: StatusReport,
): Promise<{ readonly prompt: NextPrompt | null; readonly first: NextAction }> => {
  const actions = nextActions(report);
  const first = actions[0]!;
  for (const action of actions) {
    const prompt = await promptFor(state, report, action);
    if (prompt !== undefined) return { prompt: { ...prompt, action, purpose: purposeOf(prompt, action) }, first };
  }
  return { prompt: null, first };
};

type Chosen = Pick<NextPrompt, 'kind' | 'id'>;

/** Some prompts do what an action builds on, and not the action itself. */
const purposeOf = ({ kind, id }: Chosen, { message }: NextAction): string => {
  if (kind === 'continue-subplan') return `Fill what is open in the SUBPLAN of ${id}, before: ${message}`;
  if (kind === 'synthesise') return `Bring together what the EXECUTION_TASKs of ${id} say, before: ${message}`;
  return message;
};

const promptFor = async (
  state: PlanState,
  report: StatusReport,
  { kind, achievements }: NextAction,
): Promise<Chosen | undefined> => {
  const id = state.graph.order.find((one) => achievements.includes(one)) ?? achievements[0];
  switch (kind) {
    case 'create_subplans':
      return { kind: 'create-subplan', id };
    case 'create_execution_tasks':
      return { kind: (await isDesigned(state, id)) ? 'design-execution' : 'continue-subplan', id };
    case 'execute':
      return { kind: (await isDesigned(state, id)) ? 'continue-execution' : 'continue-subplan', id };
    case 'review':
      return { kind: (await wantsSynthesis(state, report, id)) ? 'synthesise' : 'review', id };
    case 'resolve_fix':
      return { kind: 'fix', id };
    case 'complete':
      return { kind: 'verify', id: undefined };
    case 'resume_run':
    case 'retry_run':
    case 'accept_run':
    case 'run_level':
    case 'wait':
    case 'add_achievements':
      return undefined;
  }
};

const subplanOf = async ({ place, documents }: PlanState, id: AchievementId | undefined): Promise<string | null> => {
  const file = id === undefined ? undefined : documents.byAchievement.get(id)?.subplan;
  const read = file == null ? undefined : await place.root.files.readText(file, maxDocumentBytes);
  return read?.ok === true ? read.value : null;
};

/** Nothing is open in its SUBPLAN; where it has none, there is nothing to complete. */
const isDesigned = async (state: PlanState, id: AchievementId | undefined): Promise<boolean> => {
  const text = await subplanOf(state, id);
  return text === null || openParts(text).length === 0;
};

/** Several EXECUTION_TASKs are done, and nobody has brought together what they say. */
const wantsSynthesis = async (
  state: PlanState,
  report: StatusReport,
  id: AchievementId | undefined,
): Promise<boolean> => {
  const own = report.achievements.find((one) => one.id === id);
  if (own === undefined || !own.awaitsReview || own.documents.executionTasks.length < 2) return false;
  const text = await subplanOf(state, id);
  return text !== null && !headingsOf(text).some(({ words }) => /^(?:results|synthesis)\b/.test(words));
};
