import { hoursNumber } from '../words.ts';
import { axisHours } from './time-axis.ts';
import type { Columns } from './time-axis.ts';

/** Columns that a label of the axis takes, with the space around it. */
const labelRoom = 7;

/** `0       10        20 h`: each label starts at the column of its hour. */
export const axisLine = (totalHours: number, columns: Columns): string => {
  const marks = axisHours(totalHours, Math.floor(columns.width / labelRoom));
  let line = '';
  for (const [index, hours] of marks.entries()) {
    const label = hoursNumber(hours) + (index === marks.length - 1 ? ' h' : '');
    const from = Math.max(line.length === 0 ? 0 : line.length + 1, columns.at(hours));
    // The last label may have to stand before its column, so that it fits.
    const place = Math.min(from, columns.width - label.length);
    if (place > line.length || line === '') line = line.padEnd(Math.max(0, place)) + label;
  }
  return line;
};
