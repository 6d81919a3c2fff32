import type { Schedule, ScheduledAchievement } from '../../app/schedule.ts';
import { headline } from '../headline.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { axisLine } from './axis-line.ts';
import { ganttRows } from './gantt-rows.ts';
import { ganttSigns } from './gantt-signs.ts';
import { laneLines } from './lanes.ts';
import { scheduleSummary } from './schedule-summary.ts';
import { Columns } from './time-axis.ts';
import { waitPieces } from './wait-pieces.ts';

/** Room for the margin, the executor's number, and how busy it is. */
const laneMargin = 4;
const busyRoom = 6;

/**
 * A schedule drawn for a terminal: a lane an executor with what it does one after the other; below them a line an
 * achievement, in the order of starting, with its level, who does it, from when to when, and its bar; then the figures.
 */
export const renderGantt = (schedule: Schedule, look: Look): string => {
  const paint = paletteOf(look);
  const { assignments, makespanHours } = schedule;
  const title = headline(schedule.plan, look);
  if (assignments.length === 0) return `${title}\n\n  Nothing is left to be scheduled.\n`;
  const digits = String(Math.max(...assignments.map(({ executor }) => executor))).length;
  const columns = new Columns(makespanHours, Math.max(10, usableWidth(look) - laneMargin - digits - busyRoom));
  const axis = ' '.repeat(laneMargin + digits) + axisLine(makespanHours, columns);
  const lanes = makespanHours === 0 ? [] : [paint.quiet(axis), ...laneLines(schedule, columns, look), ''];
  const lines = [
    title,
    paint.quiet(legend(schedule, look)),
    '',
    ...lanes.map((line) => line.trimEnd()),
    ...ganttRows(schedule, look),
    '',
    ...scheduleSummary(schedule, look),
  ];
  return `${lines.join('\n')}\n`;
};

/** Only what the chart shows. */
const legend = ({ assignments }: Schedule, look: Look): string => {
  const signs = ganttSigns(look);
  const shows = (fits: (one: ScheduledAchievement) => boolean, sign: string, words: string): readonly string[] =>
    assignments.some(fits) ? [`${sign} ${words}`] : [];
  return [
    ...shows((one) => one.isCritical, signs.critical.repeat(2), 'critical path'),
    ...shows((one) => !one.isCritical, signs.work.repeat(2), 'other work'),
    ...shows((one) => waitPieces(one).some(({ heldBy }) => heldBy === null), signs.waiting.repeat(2), 'nobody is free'),
    ...shows(({ conflicts }) => conflicts.length > 0, signs.held.repeat(2), 'a conflicting one runs'),
    ...shows((one) => one.endHours === one.startHours, signs.unknown, 'no estimate'),
  ].join('   ');
};
