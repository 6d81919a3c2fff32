import type { RunSummary } from '../../app/run-summary.ts';
import { nodeStates } from '../../domain/run.ts';
import { amountText } from '../../text/amount-text.ts';
import { headline } from '../headline.ts';
import type { Look } from '../look.ts';
import { nextLines } from '../next-step.ts';
import { paletteOf } from '../palette.ts';
import { progressBar } from '../progress-bar.ts';
import { oneLine } from '../safe-text.ts';
import { countOf } from '../words.ts';
import { hanging } from '../wrap-text.ts';
import { runFigures } from './run-figures.ts';
import { runNextSteps } from './run-next-steps.ts';
import { doneNodes, unfinishedNodes } from './run-node-lines.ts';
import { runRemarks } from './run-remarks.ts';
import { stateWord } from './run-words.ts';
import { outcomePaint } from './state-mark.ts';

const outcomeSentence = ({ outcome, counts, nodes, settledBefore, isLive, budgetReached }: RunSummary): string => {
  const own = nodes.length - settledBefore;
  const doneOfAll = `${counts.succeeded} of ${countOf(own, 'achievement')} done`;
  if (own === 0) return 'There was nothing left to do.';
  switch (outcome) {
    case 'succeeded':
      if (counts.skipped > 0) return `${counts.succeeded} of ${countOf(own, 'achievement')} done, the others skipped.`;
      return own === 1 ? 'The achievement is done.' : `All ${own} achievements are done.`;
    case 'partial':
      return `${doneOfAll}; the others are below, with the reason.`;
    case 'failed':
      return `${doneOfAll}.`;
    case 'cancelled':
      return `Stopped with ${doneOfAll}; what is done stays.`;
    case 'paused':
      if (budgetReached !== null) {
        const { unit, spent, limit } = budgetReached;
        return `The budget of ${amountText(unit, limit)} is reached, ${amountText(unit, spent)} spent: ${doneOfAll}; the rest waits.`;
      }
      return nodes.some(({ escalated }) => escalated)
        ? `${doneOfAll}; a person has to decide how to go on.`
        : `Stopped with ${doneOfAll}; the rest waits.`;
    case null:
      return isLive ? `${doneOfAll} so far.` : `${doneOfAll}; nobody works on it now.`;
  }
};

/** `7 succeeded, 1 failed, 3 blocked`: the furthest first, nothing that is zero. Nothing runs where nobody works on it. */
const countsText = ({ counts, outcome, isLive }: RunSummary): string => {
  const isCut = outcome === null && !isLive;
  const ended = nodeStates.slice(nodeStates.indexOf('succeeded'));
  const order = [...ended, ...nodeStates.filter((state) => !ended.includes(state)).toReversed()];
  const cut = isCut ? counts.running + counts.verifying + counts.merging : 0;
  const shown = order
    .filter(
      (state) => counts[state] > 0 && !(isCut && (state === 'running' || state === 'verifying' || state === 'merging')),
    )
    .map((state) => `${counts[state]} ${stateWord(state)}`);
  return [...shown, ...(cut > 0 ? [`${cut} cut short`] : [])].join(', ');
};

/**
 * What became of a run: the outcome, what is not done and why, what is done, what deserves a look, `details`, time and
 * money, and last what to do next.
 */
export const renderRunSummary = (summary: RunSummary, look: Look, details: readonly string[] = []): string => {
  const paint = paletteOf(look);
  const { counts, nodes, settledBefore } = summary;
  const own = nodes.length - settledBefore;
  const next = runNextSteps(summary);
  const outcome = summary.outcome ?? (summary.isLive ? 'live' : 'interrupted');
  const bar = progressBar(counts.succeeded + counts.skipped, own, 20, look);
  const lines = [
    headline(summary.plan, look),
    paint.quiet(`run ${oneLine(summary.runId)}`),
    '',
    ...hanging(`${outcomePaint(outcome, look)(outcome)}  `, outcomeSentence(summary), paint.plain, look),
    ...(own === 0 ? [] : hanging(`${bar}  `, countsText(summary), paint.quiet, look)),
    ...unfinishedNodes(summary, look),
    ...doneNodes(summary, look),
    ...runRemarks(summary, look),
    ...details,
    '',
    ...runFigures(summary, look),
    ...(next.length > 0 ? ['', paint.strong('Next'), ...nextLines(next, look)] : []),
  ];
  return `${lines.join('\n')}\n`;
};
