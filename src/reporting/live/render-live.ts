import type { LiveAttempt, LiveEnd, LiveView } from '../../app/run/live-view.ts';
import type { NodeId } from '../../domain/run.ts';
import { cutText } from '../cut-text.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { durationText, elapsedText } from '../run/duration.ts';
import { shortCommit } from '../run/run-words.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { countOf, idList } from '../words.ts';
import { fitParts } from './fit-parts.ts';
import type { Part } from './fit-parts.ts';
import { liveRow } from './live-grid.ts';
import { liveHead } from './live-head.ts';
import { liveLevels } from './live-levels.ts';

const mostLevels = 12;
const mostFinished = 8;

/** A run while it goes on, as lines that fit a window of so many rows: at most `rows`, each no wider than the look. */
export const renderLive = (view: LiveView, look: Look, rows: number): readonly string[] => {
  const head = liveHead(view, look);
  const hint = paletteOf(look).quiet('Ctrl-C: nothing new starts, and what runs is finished.');
  // While it ends, the head says what Ctrl-C does.
  const isEnding = view.stop !== null || view.budgetReached !== null;
  const foot = isEnding || rows < 16 ? [] : ['', cutText(hint, usableWidth(look), symbolsOf(look).ellipsis)];
  const body = fitParts(parts(view, look), Math.max(0, rows - head.length - foot.length));
  const lines = [...head, ...body];
  // The hint stays at the bottom: what grows and shrinks above it does not move it.
  const space = foot.length === 0 ? 0 : Math.max(0, rows - lines.length - foot.length);
  return [...lines, ...Array.from({ length: space }, () => ''), ...foot].slice(0, Math.max(1, rows));
};

/** From top to bottom; what a person needs first is kept longest when there is little room. */
const parts = (view: LiveView, look: Look): readonly Part[] => {
  const paint = paletteOf(look);
  const heading = (word: string, rest: string): string => {
    const text = `${paint.strong(word)}${rest === '' ? '' : `  ${paint.quiet(rest)}`}`;
    return cutText(text, usableWidth(look), symbolsOf(look).ellipsis);
  };
  const { levels, atWork, next, failed, finished } = view;
  const working = atWork.filter(({ state }) => state === 'running' || state === 'verifying').length;
  const by = view.executors.length === 1 ? `, by ${oneLine(view.executors[0]!)}` : '';
  // Those hold no place of an executor.
  const { merging, backing_off: backingOff } = view.counts;
  const besides = [
    ...(merging > 0 ? [`${merging} merging`] : []),
    ...(backingOff > 0 ? [`${backingOff} backing off`] : []),
  ];
  const places = [
    `${working} of at most ${view.maxExecutors}${by}`,
    ...(besides.length > 0 ? [besides.join(', ')] : []),
  ];
  return [
    {
      heading: null,
      weight: 2,
      least: 2,
      most: Math.min(levels.length, mostLevels),
      lines: (room) => liveLevels(levels, room, look),
    },
    {
      heading: heading('At work', places.join('; ')),
      weight: 4,
      least: 4,
      // Room for all that may come, so that nothing below moves when they do.
      most: atWork.length === 0 ? 0 : Math.max(atWork.length, Math.min(view.maxExecutors, working + next.length)),
      lines: (room) => {
        const lines = cutList(atWork, room, (one) => [attemptLine(one, view, look)], look);
        return [...lines, ...Array.from({ length: room - lines.length }, () => '')];
      },
    },
    {
      heading: null,
      weight: 1,
      least: 1,
      most: next.length === 0 ? 0 : 1,
      lines: () => [heading('Next', nextText(view, look))],
    },
    {
      heading: heading('Failed', String(failed.length)),
      weight: 3,
      least: 2,
      most: failed.length * 2,
      lines: (room) => cutList(failed, room, (end) => failedLines(end, view, look), look),
    },
    {
      heading: heading('Finished', String(finished.length)),
      weight: 1,
      least: 0,
      most: Math.min(finished.length, mostFinished),
      lines: (room) => finished.slice(0, room).map((end) => finishedLine(end, view, look)),
    },
  ];
};

/** As many of them as fit, and how many there are besides; where there is room for none, their ids. */
const cutList = <T extends { readonly id: NodeId }>(
  list: readonly T[],
  room: number,
  linesOf: (one: T) => readonly string[],
  look: Look,
): readonly string[] => {
  const lines: string[] = [];
  for (const [index, one] of list.entries()) {
    const own = linesOf(one);
    const isLast = index === list.length - 1;
    if (lines.length + own.length + (isLast ? 0 : 1) > room) {
      if (index === 0)
        return [
          `  ${idList(
            list.map(({ id }) => id),
            usableWidth(look) - 2,
          )}`,
        ];
      return [...lines, paletteOf(look).quiet(`  and ${list.length - index} more`)].slice(0, room);
    }
    lines.push(...own);
  }
  return lines;
};

const attemptLine = (one: LiveAttempt, view: LiveView, look: Look): string => {
  const row = { ...one, time: elapsedText(one.seconds * 1000), paintRest: paletteOf(look).quiet };
  return liveRow({ ...row, rest: doing(one) }, view, look);
};

/** What it does at this moment, in its own words where it is a program that prints some. */
const doing = ({ state, attempt, line, waitSeconds, isQueued }: LiveAttempt): string => {
  if (state === 'verifying') return 'is being proved';
  if (state === 'merging') return isQueued ? 'waits for its merge' : 'is being merged';
  if (state === 'backing_off') {
    const why = oneLine(line) === '' ? '' : `: ${oneLine(line)}`;
    return `attempt ${attempt + 1} in ${durationText(Math.ceil(waitSeconds ?? 0))}${why}`;
  }
  const again = attempt > 1 ? [`attempt ${attempt}`] : [];
  return [...again, ...(oneLine(line) === '' ? [] : [oneLine(line)])].join(': ');
};

const nextText = ({ next }: LiveView, look: Look): string => {
  const room = usableWidth(look) - 6;
  const [first] = next;
  if (next.length === 1 && first !== undefined) return `${first.id} ${oneLine(first.title)}`;
  return idList(
    next.map(({ id }) => id),
    room,
  );
};

const failedLines = (end: LiveEnd, view: LiveView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { ellipsis } = symbolsOf(look);
  const word = end.state === 'conflicted' ? ['in conflict'] : end.state === 'cancelled' ? ['cancelled'] : [];
  const tries = end.attempts > 1 ? [countOf(end.attempts, 'attempt')] : [];
  const blocks = end.blocks > 0 ? [`blocks ${end.blocks}`] : [];
  const rest = [...word, ...tries, ...blocks].join(', ');
  const row = { ...end, time: elapsedText(end.seconds * 1000), executor: '', rest, paintRest: paint.warning };
  const reason = oneLine(end.message);
  const indent = ' '.repeat(4 + view.idWidth + 2);
  return [
    liveRow(row, view, look),
    ...(reason === '' ? [] : [cutText(`${indent}${reason}`, usableWidth(look), ellipsis)]),
  ];
};

const finishedLine = (end: LiveEnd, view: LiveView, look: Look): string => {
  const rest =
    end.state === 'skipped'
      ? ['skipped']
      : [
          ...(end.commit === null ? [] : [`merged ${shortCommit(end.commit)}`]),
          ...(end.attempts > 1 ? [countOf(end.attempts, 'attempt')] : []),
          ...(end.unverified ? ['unverified'] : []),
        ];
  const time = end.attempts === 0 ? '' : elapsedText(end.seconds * 1000);
  const row = { ...end, time, executor: '', rest: rest.join(', '), paintRest: paletteOf(look).quiet };
  return liveRow(row, view, look);
};
