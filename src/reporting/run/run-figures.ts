import type { RunSummary } from '../../app/run-summary.ts';
import { usdText } from '../../text/usd-text.ts';
import { budgetText } from '../costs/budget-text.ts';
import { tokensInWords } from '../costs/cost-words.ts';
import type { Look } from '../look.ts';
import { oneLine } from '../safe-text.ts';
import { countOf, percentText } from '../words.ts';
import { durationText } from './duration.ts';
import { factLines } from './fact-lines.ts';
import { forecastText } from './forecast-text.ts';

const timeText = ({ makespanSeconds, sequentialSeconds, nodes, outcome, isLive }: RunSummary): string => {
  if (makespanSeconds === null) {
    const isStarted = nodes.some(({ attempts }) => attempts.length > 0);
    return isStarted ? 'not known: it was interrupted before anything had ended' : 'nothing was started';
  }
  const isCut = outcome === null && !isLive;
  const took = `${isCut ? 'at least ' : ''}${durationText(makespanSeconds)}`;
  const saved = sequentialSeconds - makespanSeconds;
  if (sequentialSeconds === 0) return took;
  if (saved <= 0) return `${took}, ${durationText(sequentialSeconds)} of it work`;
  const part = percentText((saved / sequentialSeconds) * 100);
  return `${took} instead of ${durationText(sequentialSeconds)} one after the other (${part} saved)`;
};

const costText = ({ costUsd, tokens }: RunSummary): string => {
  const money = costUsd === null ? [] : [usdText(costUsd)];
  if (tokens === null) return money.join('');
  return [...money, `tokens ${tokensInWords(tokens)}`].join(', ');
};

/** Time, estimates, money and where the result is, one fact a line; what is not known has no line. */
export const runFigures = (summary: RunSummary, look: Look): readonly string[] => {
  const { retries, settledBefore, integrationBranch, acceptedInto, forecast, mode } = summary;
  return factLines(
    [
      ['Time', timeText(summary)],
      ['Estimates', forecast === null ? '' : forecastText(forecast)],
      ['Cost', costText(summary)],
      ['Budget', summary.budget === null ? '' : budgetText(summary.budget)],
      ['Retries', retries === 0 ? '' : String(retries)],
      ['Before', settledBefore === 0 ? '' : `${countOf(settledBefore, 'achievement')} settled before this run`],
      // That of a copy is in a repository which nobody looks at.
      ['Branch', integrationBranch === null || mode === 'copy' ? '' : oneLine(integrationBranch)],
      ['Given up', summary.isDiscarded ? 'with its branch; what it has merged counts no more' : ''],
      ['Accepted', acceptedInto === null ? '' : `into ${oneLine(acceptedInto)}`],
    ],
    look,
  );
};
