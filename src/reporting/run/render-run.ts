import type { RunSummary, RunSummaryNode } from '../../app/run-summary.ts';
import type { AttemptRun } from '../../journal/run-state.ts';
import { cutText } from '../cut-text.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import type { Paint } from '../palette.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { countOf } from '../words.ts';
import { hanging } from '../wrap-text.ts';
import { durationText } from './duration.ts';
import { renderRunSummary } from './render-run-summary.ts';
import { shortCommit, someOf, stateWord } from './run-words.ts';
import { statePaint, stateSign } from './state-mark.ts';

const shownPaths = 5;

const attemptPaint = ({ outcome }: AttemptRun, look: Look): Paint => {
  const paint = paletteOf(look);
  if (outcome === null) return paint.strong;
  if (outcome === 'succeeded') return paint.done;
  return outcome === 'cancelled' || outcome === 'interrupted' ? paint.warning : paint.error;
};

const attemptFacts = (attempt: AttemptRun): string =>
  [
    attempt.executor,
    ...(attempt.seconds === null ? [] : [durationText(attempt.seconds)]),
    ...(attempt.exitCode === null ? [] : [`exit code ${attempt.exitCode}`]),
    ...(attempt.commit === null ? [] : [`commit ${shortCommit(attempt.commit)}`]),
    ...(attempt.reason === 'first' || attempt.reason === 'retry' ? [] : [`because of: ${attempt.reason}`]),
  ]
    .map(oneLine)
    .join(', ');

/** What the attempt left, and how its checks ended. */
const evidenceFacts = ({ evidence, summary, outcome }: AttemptRun): readonly string[] => {
  const said = summary === null || oneLine(summary) === '' ? [] : [`says: ${oneLine(summary)}`];
  if (evidence === null) return said;
  const paths = (name: string, list: readonly string[]): readonly string[] =>
    list.length === 0 ? [] : [`${name}: ${someOf(list, shownPaths)}`];
  return [
    ...said,
    ...paths(`${countOf(evidence.changed.length, 'file')} changed`, evidence.changed),
    ...evidence.checks.map(({ name, outcome, detail, seconds }) => {
      const ran = outcome === 'not_run' ? 'not run' : `${outcome} in ${durationText(seconds)}`;
      return `check ${oneLine(name)}: ${ran}${oneLine(detail) === '' ? '' : `, ${oneLine(detail)}`}`;
    }),
    ...(evidence.unverified && outcome === 'succeeded' ? ['unverified: no check proves it'] : []),
    ...paths('taken back', evidence.takenBack),
    ...paths('files of checks changed', evidence.protectedChanged),
    ...paths('left behind, as git ignores them', evidence.ignored),
    ...evidence.remarks.map(oneLine),
  ];
};

const attemptLines = (attempt: AttemptRun, isLive: boolean, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const word = attemptPaint(
    attempt,
    look,
  )(attempt.outcome === null ? (isLive ? 'at work' : 'cut short') : stateWord(attempt.outcome));
  return [
    ...hanging(`     ${attempt.number}  ${word}  `, attemptFacts(attempt), paint.quiet, look),
    ...(oneLine(attempt.message) === '' ? [] : hanging('        ', oneLine(attempt.message), paint.plain, look)),
    ...evidenceFacts(attempt).flatMap((fact) => hanging('        ', fact, paint.quiet, look)),
  ];
};

const nodeLines = (node: RunSummaryNode, isLive: boolean, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const sign = statePaint(node.state, look)(stateSign(node.state, look));
  const head = `  ${sign}  ${paint.id(node.id)}  ${oneLine(node.title)}`;
  return [
    '',
    cutText(head, usableWidth(look), symbolsOf(look).ellipsis),
    ...node.attempts.flatMap((attempt) => attemptLines(attempt, isLive, look)),
    ...(node.commit === null ? [] : [`     merged as ${shortCommit(node.commit)}`]),
  ];
};

/** One run: its summary, with every attempt of every node, how it ended and what proves it. */
export const renderRun = (summary: RunSummary, look: Look): string => {
  const tried = summary.nodes.filter(({ attempts }) => attempts.length > 0);
  const heading = paletteOf(look).strong('Attempts');
  const lines =
    tried.length === 0 ? [] : ['', heading, ...tried.flatMap((node) => nodeLines(node, summary.isLive, look))];
  return renderRunSummary(summary, look, lines);
};
