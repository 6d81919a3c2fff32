import type { Schedule } from '../../app/schedule.ts';
import { textWidth } from '../graph-svg/fit-text.ts';
import { element, textLine } from '../graph-svg/xml.ts';
import { waitPieces } from './wait-pieces.ts';

/** What the signs of the picture mean, side by side; only those that it shows. */
export const svgLegend = ({ assignments }: Schedule, left: number, y: number): string => {
  const waits = assignments.flatMap(waitPieces);
  const isHeld = waits.some(({ heldBy }) => heldBy !== null);
  const isWaiting = waits.some(({ heldBy }) => heldBy === null);
  const entries: readonly (readonly [string, string])[] = [
    [element('path', { class: 'mark', d: `M8 -9l4 5l-4 5l-4 -5z` }), 'critical path'],
    [textLine({ class: 'quiet', x: 0, y: 0 }, 'L2'), 'level'],
    [
      element('g', { class: 'bar who-0' }, element('rect', { x: 0, y: -12, width: 24, height: 14, rx: 3 })),
      'a colour an executor',
    ],
    ...(isWaiting ? [[element('path', { class: 'wait', d: 'M0 -4H24' }), 'waits for an executor'] as const] : []),
    ...(isHeld ? [[element('path', { class: 'held', d: 'M0 -4H24' }), 'waits for a conflicting one'] as const] : []),
  ];
  let x = left;
  return entries
    .map(([sign, words]) => {
      const drawn = element(
        'g',
        { transform: `translate(${x} ${y})` },
        sign + textLine({ class: 'quiet', x: 32, y: 0 }, words),
      );
      x += 32 + Math.ceil(textWidth(words, 12)) + 26;
      return drawn;
    })
    .join('');
};
