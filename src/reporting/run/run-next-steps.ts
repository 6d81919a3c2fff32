import type { NextStep } from '../../app/status-view.ts';
import { planArgument } from '../../app/plan-argument.ts';
import { resumeCommand } from '../../app/run/budget-command.ts';
import type { RunSummary, RunSummaryNode } from '../../app/run-summary.ts';
import { isEnd } from '../../journal/run-state.ts';
import { someOf } from './run-words.ts';

const idsOf = (nodes: readonly RunSummaryNode[]): string => someOf(nodes.map(({ id }) => id));

/** A resume goes on with it by itself. */
const isLeft = ({ state }: RunSummaryNode): boolean => !isEnd(state) || state === 'cancelled';

/** A new run starts from what the user has now; a resume from what the run had. */
const afterMending = ({ mode }: RunSummary): string =>
  mode === 'clone'
    ? 'Mended the plan, code or a script, and committed: run again from there.'
    : 'Mended the plan, code or a script: run again from there.';

/** What to do after a run, the recommended step first; nothing while somebody works on it. */
export const runNextSteps = (summary: RunSummary): readonly NextStep[] => {
  const { runId, counts, integrationBranch, acceptedInto } = summary;
  if (summary.isLive || summary.isDiscarded) return [];
  const own = summary.nodes.filter(({ before }) => before === null);
  const broken = own.filter(({ state }) => state === 'failed' || state === 'conflicted');
  const [first] = broken;
  const isWhole = own.every(({ state }) => state === 'succeeded' || state === 'skipped');
  const { budgetReached } = summary;
  const runAgain = `planloom run ${planArgument(summary.plan)}`;
  if (acceptedInto !== null) {
    return isWhole ? [] : [{ say: 'Start another run for what is left.', command: runAgain }];
  }
  const steps: NextStep[] = [];
  if (first !== undefined) {
    const more = counts.blocked > 0 ? `, and what waits for ${broken.length === 1 ? 'it' : 'them'}` : '';
    steps.push(
      { say: `See what ${first.id} did.`, command: `planloom logs ${runId} ${first.id}` },
      { say: afterMending(summary), command: runAgain },
      {
        say: `Nothing to mend: try ${idsOf(broken)} again${more}, as the run stands.`,
        command: resumeCommand(runId, budgetReached, ' --retry-failed'),
      },
    );
  }
  if (own.some(isLeft) && (budgetReached !== null || first === undefined)) {
    const say = budgetReached === null ? 'Go on where it was left.' : 'Go on with a larger budget.';
    steps.push({ say, command: resumeCommand(runId, budgetReached) });
  }
  if (integrationBranch !== null && counts.succeeded > 0) {
    const say = `Bring what is done into your ${summary.mode === 'copy' ? 'folder' : 'branch'}${isWhole ? '' : ', without the rest'}.`;
    steps.push({ say, command: `planloom runs accept ${runId}` });
  }
  return steps;
};
