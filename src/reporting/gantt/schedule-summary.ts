import type { Schedule } from '../../app/schedule.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { countOf, differenceText, hoursText, idList } from '../words.ts';
import { bullets, hanging } from '../wrap-text.ts';

const boundText = ({ makespanHours, lowerBoundHours: bound }: Schedule): string => {
  if (makespanHours <= bound) return `${hoursText(bound)}, reached: no schedule is shorter`;
  return `${hoursText(bound)}; this schedule is ${differenceText((100 * (makespanHours - bound)) / bound)} longer`;
};

/** `, 2 slots in the pool default`, where a pool allows fewer than there are executors. */
const poolText = ({ pools, executors }: Schedule): string =>
  Object.entries(pools)
    .filter(([, slots]) => slots < executors)
    .map(([name, slots]) => `, ${countOf(slots, 'slot')} in the pool ${oneLine(name)}`)
    .join('');

const enoughText = ({ executors, enough, makespanHours }: Schedule): string => {
  const count = countOf(enough.executors, 'executor');
  if (enough.executors > executors) {
    return `${hoursText(enough.makespanHours)} with ${count}; more than that make it no shorter`;
  }
  return enough.executors === executors || enough.makespanHours < makespanHours
    ? 'make it no shorter'
    : `make it no shorter; ${count} ${enough.executors === 1 ? 'is' : 'are'} as fast`;
};

const unknownText = ({ withoutEstimate, assignments, defaultHours }: Schedule): string => {
  const which = `${withoutEstimate.length} of ${assignments.length} have none (${idList(withoutEstimate, 40)})`;
  return defaultHours === null
    ? `${which} and take no time here; --default-hours <number> gives them some`
    : `${which} and are counted with ${hoursText(defaultHours)} each`;
};

const noHours =
  'No achievement has an estimate, so there is an order here, and no time. --default-hours 1 counts each as an hour.';

/** The figures of a schedule, one a line: how long, what it is to be compared with, what makes it longer or shorter. */
export const scheduleSummary = (schedule: Schedule, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  if (schedule.makespanHours === 0) return bullets(symbolsOf(look).warning, noHours, look);
  const { arrow } = symbolsOf(look);
  const { makespanHours, barrierHours, sequentialHours, criticalPath, improvement } = schedule;
  const { wrongEstimates, withoutEstimate, leftOut } = schedule;
  const longer = barrierHours - makespanHours;
  const facts: readonly (readonly [string, string])[] = [
    [
      'Finished after',
      `${hoursText(makespanHours)} with ${countOf(schedule.executors, 'executor')}${poolText(schedule)}`,
    ],
    ...(improvement === null
      ? []
      : [
          [
            'Improvement',
            improvement.beforeHours > makespanHours
              ? `${hoursText(improvement.beforeHours - makespanHours)} shorter than longest path first`
              : 'none found: longest path first is as short',
          ] as const,
        ]),
    ['Lower bound', boundText(schedule)],
    [
      'Level by level',
      `${hoursText(barrierHours)}, if each level waits for the whole one before${longer > 0 ? ` (${hoursText(longer)} longer)` : ''}`,
    ],
    ['One by one', hoursText(sequentialHours)],
    ['More executors', enoughText(schedule)],
    ['Critical path', `${hoursText(criticalPath.hours)}: ${criticalPath.achievements.join(` ${arrow} `)}`],
    ...(wrongEstimates === null
      ? []
      : [
          [
            'Wrong estimates',
            `${hoursText(wrongEstimates.medianHours)} in the middle, 90 % within ${hoursText(wrongEstimates.ninetiethHours)} ` +
              `(${countOf(wrongEstimates.rounds, 'round')}, estimates off by a factor of about 1.6)`,
          ] as const,
        ]),
    ...(withoutEstimate.length === 0 ? [] : [['No estimate', unknownText(schedule)] as const]),
    ...(leftOut === 0 ? [] : [['Done already', `${countOf(leftOut, 'achievement')}, not scheduled`] as const]),
  ];
  const names = Math.max(...facts.map(([name]) => name.length));
  return facts.flatMap(([name, text]) => hanging(`  ${paint.quiet(name.padEnd(names))}  `, text, paint.plain, look));
};
