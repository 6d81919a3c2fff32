import type { ScheduledAchievement } from '../../app/schedule.ts';
import { textWidth } from '../graph-svg/fit-text.ts';
import { element, textLine, xmlText } from '../graph-svg/xml.ts';
import { hoursNumber } from '../words.ts';
import { barColors } from './gantt-style.ts';
import type { SvgScale } from './svg-scale.ts';
import { waitPieces } from './wait-pieces.ts';

export const barHeight = 18;

/** One achievement at its time: a bar in its executor's colour with `label` in it, as far as that fits. */
export const svgBar = (one: ScheduledAchievement, label: string, y: number, scale: SvgScale): string => {
  const x = scale.x(one.startHours);
  // A hair of paper between two bars that touch.
  const width = Math.max(2, scale.span(one.startHours, one.endHours) - 1);
  const says = `${one.id} ${one.title}: executor ${one.executor}, ${hoursNumber(one.startHours)} to ${hoursNumber(one.endHours)} h, level ${one.level}`;
  const fits = textWidth(label, 11) + 8 <= width;
  const kind = `bar who-${(one.executor - 1) % barColors}${one.isCritical ? ' critical' : ''}`;
  return element(
    'g',
    { class: kind },
    [
      element('title', {}, xmlText(says)),
      element('rect', { x, y, width, height: barHeight, rx: 3 }),
      ...(fits ? [textLine({ x: x + 5, y: y + 13 }, label)] : []),
    ].join(''),
  );
};

/** What an achievement waited for before it started: dashes for an executor, dots for a conflicting one. */
export const svgWait = (one: ScheduledAchievement, y: number, scale: SvgScale): string =>
  waitPieces(one)
    .map(({ fromHours, toHours, heldBy }) => {
      const says = heldBy === null ? `${one.id} waits for an executor` : `${one.id} does not run beside ${heldBy}`;
      const d = `M${scale.x(fromHours)} ${y + barHeight / 2}H${scale.x(toHours) - 1}`;
      const line = element('path', { class: heldBy === null ? 'wait' : 'held', d });
      return element('g', {}, element('title', {}, xmlText(says)) + line);
    })
    .join('');
