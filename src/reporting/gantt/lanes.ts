import type { ScheduledAchievement, Schedule } from '../../app/schedule.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { percentText } from '../words.ts';
import { ganttSigns } from './gantt-signs.ts';
import type { Columns } from './time-axis.ts';

/** `├1.1 ───`, as wide as it lasts: the id as far as it fits. Two that touch are told apart by their beginnings. */
const piece = ({ id, isCritical }: ScheduledAchievement, width: number, look: Look): string => {
  const paint = paletteOf(look);
  const { laneStart, laneWork } = ganttSigns(look);
  if (width < 2) return laneStart.repeat(width);
  const label = id.length <= width - 1 ? id : '';
  const line = laneWork.repeat(width - 1 - label.length);
  return paint.quiet(laneStart) + (isCritical ? paint.strong(label) : paint.id(label)) + paint.quiet(line);
};

/** One executor's day: what it does one after the other, over the columns of the chart, and how busy it is. */
const lane = (own: readonly ScheduledAchievement[], columns: Columns, look: Look): string => {
  const { idle } = ganttSigns(look);
  let line = '';
  let used = 0;
  for (const [index, one] of own.entries()) {
    const from = Math.max(used, columns.at(one.startHours));
    const next = own[index + 1];
    const end = Math.max(columns.at(one.endHours), from + 1);
    const to = Math.min(end, next === undefined ? columns.width : Math.max(from, columns.at(next.startHours)));
    if (to <= from) continue;
    line += idle.repeat(from - used) + piece(one, to - from, look);
    used = to;
  }
  return line + idle.repeat(columns.width - used);
};

/** A line an executor: its number, its day, and the share of the time that it works. */
export const laneLines = (
  { assignments, makespanHours }: Schedule,
  columns: Columns,
  look: Look,
): readonly string[] => {
  const paint = paletteOf(look);
  const byExecutor = new Map<number, ScheduledAchievement[]>();
  // What takes no time would hide what does.
  for (const one of assignments.filter(({ startHours, endHours }) => endHours > startHours))
    byExecutor.set(one.executor, [...(byExecutor.get(one.executor) ?? []), one]);
  const digits = String(Math.max(...byExecutor.keys())).length;
  return [...byExecutor]
    .sort(([a], [b]) => a - b)
    .map(([executor, own]) => {
      const hours = own.reduce((sum, { startHours, endHours }) => sum + endHours - startHours, 0);
      const busy = makespanHours === 0 ? '' : percentText((100 * hours) / makespanHours).padStart(5);
      return `  ${paint.strong(String(executor).padStart(digits))}  ${lane(own, columns, look)} ${paint.quiet(busy)}`;
    });
};
