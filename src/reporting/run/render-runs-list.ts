import type { RunListEntry } from '../../app/run-list-entry.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { tableLines } from '../table.ts';
import { durationText } from './duration.ts';
import { sizeText } from './size-text.ts';
import { outcomePaint } from './state-mark.ts';

/** `2026-03-01 09:30`, in UTC, as everywhere in our files. */
const whenText = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** Below so many columns the time of its beginning gives way: the id of a run begins with it. */
const widthForTimes = 100;

const whereText = ({ acceptedInto, isDiscarded, integrationBranch, done }: RunListEntry): string => {
  if (acceptedInto !== null) return `in ${oneLine(acceptedInto)}`;
  if (isDiscarded) return 'given up';
  return integrationBranch !== null && done > 0 ? 'not accepted' : '';
};

/** Where a run was interrupted, its journal knows the last thing that was told, and not when it ended. */
const timeText = (outcome: RunListEntry['outcome'], seconds: number): string =>
  `${outcome === 'interrupted' ? 'at least ' : ''}${durationText(seconds)}`;

const cells = (entry: RunListEntry, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { dash } = symbolsOf(look);
  return [
    paint.id(oneLine(entry.runId)),
    oneLine(entry.plan.name),
    outcomePaint(entry.outcome, look)(entry.outcome),
    `${entry.done} of ${entry.total}`,
    entry.seconds === null ? paint.quiet(dash) : timeText(entry.outcome, entry.seconds),
    usableWidth(look) < widthForTimes ? '' : paint.quiet(whenText(entry.openedAt)),
    entry.diskBytes === undefined ? '' : sizeText(entry.diskBytes),
    whereText(entry),
  ];
};

/**
 * Runs, in the order given: outcome, how much is done, how long, since when, and into which branch it
 * was accepted.
 */
export const renderRunsList = (entries: readonly RunListEntry[], look: Look): string => {
  if (entries.length === 0) return 'Nothing was run here yet.\n';
  const lines = tableLines(
    entries.map((entry) => cells(entry, look)),
    [{}, { least: 8 }, {}, {}, { align: 'right' }, {}, { align: 'right' }, { least: 10 }],
    look,
    0,
  );
  return `${lines.join('\n')}\n`;
};
