import type { Schedule, ScheduledAchievement } from '../../app/schedule.ts';
import { cutText, padText } from '../cut-text.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { hoursNumber } from '../words.ts';
import { axisLine } from './axis-line.ts';
import { ganttSigns } from './gantt-signs.ts';
import { Columns } from './time-axis.ts';
import { waitPieces } from './wait-pieces.ts';

const leastTitle = 12;
const mostTitle = 48;

/** The bar of one achievement: dots while it waits for an executor, crosses while a conflict holds it, then its work. */
const bar = (one: ScheduledAchievement, columns: Columns, look: Look): string => {
  const paint = paletteOf(look);
  const signs = ganttSigns(look);
  const { from, to } = columns.span(one.startHours, one.endHours);
  const ready = Math.min(from, columns.at(one.readyHours));
  const held = waitPieces(one)
    .filter(({ heldBy }) => heldBy !== null)
    .map(({ fromHours, toHours }) => columns.span(fromHours, toHours));
  let wait = '';
  for (let column = ready; column < from; column++) {
    const isHeld = held.some((span) => column >= span.from && column < span.to);
    wait += isHeld ? paint.warning(signs.held) : paint.quiet(signs.waiting);
  }
  if (one.endHours === one.startHours) return ' '.repeat(ready) + wait + paint.quiet(signs.unknown);
  const work = one.isCritical ? paint.strong(signs.critical.repeat(to - from)) : signs.work.repeat(to - from);
  return ' '.repeat(ready) + wait + work;
};

/** A line an achievement, in the order of starting, under a line that names the columns and the hours. */
export const ganttRows = ({ assignments, makespanHours }: Schedule, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { ellipsis, range, critical } = symbolsOf(look);
  const hoursOf = (one: ScheduledAchievement): string =>
    one.endHours === one.startHours
      ? hoursNumber(one.startHours)
      : `${hoursNumber(one.startHours)}${range}${hoursNumber(one.endHours)}`;
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  const ids = widest(assignments.map(({ id }) => id));
  const hours = widest(['hours', ...assignments.map(hoursOf)]);
  const who = widest(['who', ...assignments.map(({ executor }) => String(executor))]);
  const level = widest(['lvl', ...assignments.map((one) => String(one.level))]);
  const fixed = 2 + 2 + ids + 2 + 2 + level + 2 + who + 2 + hours + 2;
  const room = usableWidth(look) - fixed;
  // Two fifths of what is left for the titles: a chart needs columns more than a title needs words.
  const longest = widest(assignments.map(({ title }) => oneLine(title)));
  const title = Math.max(leastTitle, Math.min(mostTitle, longest, Math.floor(room * 0.4)));
  const columns = new Columns(makespanHours, Math.max(10, room - title));
  const line = (mark: string, id: string, name: string, numbers: readonly [string, string, string], chart: string) =>
    [
      `  ${mark} ${padText(id, ids)}`,
      padText(cutText(name, title, ellipsis), title),
      numbers[0].padStart(level),
      numbers[1].padStart(who),
      numbers[2].padStart(hours),
      chart,
    ].join('  ');
  const head = line(' ', '', '', ['lvl', 'who', 'hours'], axisLine(makespanHours, columns));
  return [
    paint.quiet(head.trimEnd()),
    ...assignments.map((one) =>
      line(
        one.isCritical ? paint.strong(critical) : ' ',
        paint.id(one.id),
        one.isCritical ? paint.strong(oneLine(one.title)) : oneLine(one.title),
        [String(one.level), String(one.executor), hoursOf(one)],
        bar(one, columns, look),
      ).trimEnd(),
    ),
  ];
};
