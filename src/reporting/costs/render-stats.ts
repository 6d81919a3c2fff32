import type { RunStats } from '../../app/run-stats.ts';
import { attemptOutcomes, runOutcomes } from '../../domain/run.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { durationText } from '../run/duration.ts';
import { factLines } from '../run/fact-lines.ts';
import { stateWord } from '../run/run-words.ts';
import { stateSign } from '../run/state-mark.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { tableLines } from '../table.ts';
import { countOf, percentText } from '../words.ts';
import { hanging } from '../wrap-text.ts';
import { usdText } from '../../text/usd-text.ts';
import { missingText, tokensInWords } from './cost-words.ts';

const shownChecks = 5;

const runsText = ({ outcomes }: RunStats): string =>
  [...runOutcomes, 'live' as const, 'interrupted' as const]
    .filter((outcome) => outcomes[outcome] !== undefined)
    .map((outcome) => `${outcomes[outcome]} ${outcome}`)
    .join(', ');

const attemptsText = ({ attempts, attemptsOpen, successRate }: RunStats): string => {
  const parts = attemptOutcomes
    .filter((outcome) => attempts[outcome] !== undefined)
    .map((outcome) => `${attempts[outcome]} ${stateWord(outcome)}`);
  const rate =
    successRate === null ? '' : `; ${percentText(successRate * 100)} of those that ended by themselves succeeded`;
  return [...parts, ...(attemptsOpen > 0 ? [`${attemptsOpen} without an end yet`] : [])].join(', ') + rate;
};

/** Attempts are compared with attempts: merges and waits are in what the runs took, and in nothing else. */
const timeText = ({ makespanSeconds, busySeconds, sequentialSeconds }: RunStats): string => {
  if (makespanSeconds === 0) return '';
  const saved = sequentialSeconds - busySeconds;
  const took = `${durationText(makespanSeconds)} in all; attempts at work for ${durationText(busySeconds)}`;
  return saved <= 0
    ? `${took}, one after the other`
    : `${took} instead of ${durationText(sequentialSeconds)} one after the other (${percentText((saved / sequentialSeconds) * 100)} saved)`;
};

const checksText = ({ checksPassed, checksFailed }: RunStats): string => {
  const failures = checksFailed.reduce((sum, check) => sum + check.failures, 0);
  if (checksPassed + failures === 0) return '';
  const names = checksFailed.slice(0, shownChecks).map((check) => `${oneLine(check.name)} (${check.failures})`);
  return `${checksPassed} passed, ${failures} failed${names.length === 0 ? '' : `: ${names.join(', ')}`}`;
};

const mergesText = ({ conflicts, failedAfterMerge }: RunStats): string =>
  [
    ...(conflicts > 0 ? [`${countOf(conflicts, 'merge')} in conflict`] : []),
    ...(failedAfterMerge > 0 ? [`${countOf(failedAfterMerge, 'merge')} whose checks failed`] : []),
  ].join(', ');

const costText = ({ spent }: RunStats): string => {
  const { usd, tokens } = spent;
  const parts = [
    ...(usd === null ? [] : [usdText(usd)]),
    ...(tokens === null ? [] : [`tokens ${tokensInWords(tokens)}`]),
  ];
  const missing = usd === null ? '' : missingText(spent, true);
  return parts.join(', ') + (missing === '' ? '' : `; ${missing}`);
};

const executorLines = ({ executors }: RunStats, look: Look): readonly string[] => {
  if (executors.length === 0) return [];
  const paint = paletteOf(look);
  const heading = ['', 'attempts', 'succeeded', 'median', '9 of 10 within'].map(paint.quiet);
  const rows = executors.map(({ executor, attempts, succeeded, medianSeconds, p90Seconds }) => [
    oneLine(executor),
    String(attempts),
    percentText((succeeded / attempts) * 100),
    durationText(medianSeconds),
    durationText(p90Seconds),
  ]);
  const right = { align: 'right' } as const;
  return [
    '',
    paint.strong('By executor'),
    ...tableLines([heading, ...rows], [{ least: 10 }, right, right, right, right], look),
  ];
};

const failedLines = ({ failedMost, plans }: RunStats, look: Look): readonly string[] => {
  if (failedMost.length === 0) return [];
  const paint = paletteOf(look);
  const rows = failedMost.map(({ plan, id, title, failures, attempts }) => [
    paint.error(stateSign('failed', look)),
    plans > 1 ? oneLine(plan) : '',
    paint.id(id),
    oneLine(title),
    `${failures} of ${countOf(attempts, 'attempt')}`,
  ]);
  const { arrow } = symbolsOf(look);
  const lines = tableLines(rows, [{}, { least: 8 }, {}, { least: 12 }, {}], look);
  return [
    '',
    paint.strong('Failed most'),
    ...lines.flatMap((line, index) => {
      const message = oneLine(failedMost[index]!.message);
      return message === '' ? [line] : [line, ...hanging(`     ${paint.quiet(arrow)} `, message, paint.quiet, look)];
    }),
  ];
};

/** How runs went, over all of them; what never happened has no line. */
export const renderStats = (stats: RunStats, look: Look): string => {
  if (stats.runs === 0) return 'Nothing was run here yet.\n';
  const { runs, plans, nodes, nodesDone, nodesUnverified, retries } = stats;
  const unverified = nodesUnverified === 0 ? '' : `, ${nodesUnverified} of them unverified`;
  const lines = [
    paletteOf(look).strong(`${countOf(runs, 'run')} of ${countOf(plans, 'plan')}`),
    ...factLines(
      [
        ['Outcomes', runsText(stats)],
        ['Done', `${nodesDone} of ${countOf(nodes, 'achievement')}${unverified}`],
        ['Attempts', attemptsText(stats)],
        ['Retries', retries === 0 ? '' : String(retries)],
        ['Time', timeText(stats)],
        ['Merges', mergesText(stats)],
        ['Checks', checksText(stats)],
        ['Cost', costText(stats)],
      ],
      look,
    ),
    ...executorLines(stats, look),
    ...failedLines(stats, look),
  ];
  return `${lines.join('\n')}\n`;
};
