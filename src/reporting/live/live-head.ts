import type { LiveView } from '../../app/run/live-view.ts';
import type { Spent } from '../../app/run/spent.ts';
import { allTokens } from '../../journal/amounts.ts';
import { tokenText } from '../../text/token-text.ts';
import { usdText } from '../../text/usd-text.ts';
import { cutText, padText } from '../cut-text.ts';
import { headline } from '../headline.ts';
import { missingText } from '../costs/cost-words.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import type { Paint } from '../palette.ts';
import { paletteOf } from '../palette.ts';
import { progressBar } from '../progress-bar.ts';
import { elapsedText } from '../run/duration.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { timeLeftText } from './time-left-text.ts';

/** The lines at the top: plan and time, how far it is, how many are where, what it has cost, and that it stops. */
export const liveHead = (view: LiveView, look: Look): readonly string[] => {
  const width = usableWidth(look);
  const { ellipsis } = symbolsOf(look);
  return [titleLine(view, look), progressLine(view, look), countsLine(view, look), ...costLines(view, look)]
    .concat(noticeLines(view, look))
    .map((line) => cutText(line, width, ellipsis));
};

const titleLine = ({ plan, seconds }: LiveView, look: Look): string => {
  const time = elapsedText(seconds * 1000);
  const room = usableWidth(look) - time.length - 2;
  return `${padText(headline(plan, { ...look, width: room }), room)}  ${paletteOf(look).strong(time)}`;
};

const progressLine = ({ counts, total, left }: LiveView, look: Look): string => {
  const done = counts.succeeded + counts.skipped;
  const bar = progressBar(done, total, Math.min(30, Math.max(8, usableWidth(look) - 50)), look);
  const ahead = left === null ? '' : paletteOf(look).quiet(`, ${timeLeftText(left)}`);
  return `${bar}  ${done} of ${total} done${ahead}`;
};

const countsLine = ({ counts }: LiveView, look: Look): string => {
  const paint = paletteOf(look);
  const atWork = counts.running + counts.verifying;
  const parts: readonly (readonly [number, string, Paint])[] = [
    [counts.failed, 'failed', paint.error],
    [counts.conflicted, 'in conflict', paint.error],
    [counts.blocked, 'blocked', paint.warning],
    [counts.cancelled, 'cancelled', paint.warning],
    [atWork, 'at work', paint.plain],
    [counts.merging, 'merging', paint.plain],
    [counts.backing_off, 'backing off', paint.plain],
    [counts.ready, 'ready', paint.quiet],
    [counts.pending, 'waiting', paint.quiet],
    [counts.skipped, 'skipped', paint.quiet],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word, own]) => own(`${count} ${word}`))
    .join(paint.quiet(', '));
};

/** `$1.24 of $5.00, 12.4 k tokens in, 800 out so far; 3 attempts did not say`. Nothing where nothing is known or limited. */
const costLines = ({ spent, limits }: LiveView, look: Look): readonly string[] => {
  const { usd, tokens } = spent;
  const { runUsd, runTokens } = limits;
  const paint = paletteOf(look);
  const money = runUsd === null ? usd : (usd ?? 0);
  const used = tokens === null ? 0 : allTokens(tokens);
  const parts = [
    ...(money === null ? [] : [usdText(money) + (runUsd === null ? '' : ` of ${usdText(runUsd)}`)]),
    ...(runTokens !== null
      ? [`${tokenText(used)} of ${tokenText(runTokens)} tokens`]
      : tokens === null
        ? []
        : [`${tokenText(used - tokens.outputTokens)} tokens in, ${tokenText(tokens.outputTokens)} out`]),
  ];
  if (parts.length === 0) return [];
  return [`${parts.join(', ')} so far${paint.quiet(unknownText(spent, runUsd !== null || usd !== null))}`];
};

/** What comes on top of a sum: attempts that ended without a word about their cost. */
const unknownText = (spent: Spent, isMoney: boolean): string => {
  const missing = missingText(spent, isMoney);
  return missing === '' ? '' : `; ${missing}`;
};

const noticeLines = ({ stop, isPaused, budgetReached, runId }: LiveView, look: Look): readonly string[] => {
  const { warning } = paletteOf(look);
  const cause = budgetReached !== null ? 'The budget is reached' : 'Stopping';
  if (stop === 'stop' || budgetReached?.then === 'stop') return [warning(`${cause}: what runs is ended.`)];
  if (stop === 'drain' || budgetReached !== null) {
    return [warning(`${cause}: what runs is finished first. Ctrl-C ends it now.`)];
  }
  if (isPaused) return [warning(`Paused: nothing new starts before planloom runs continue ${oneLine(runId)}.`)];
  return [];
};
