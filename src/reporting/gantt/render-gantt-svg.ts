import type { Schedule, ScheduledAchievement } from '../../app/schedule.ts';
import { fitText } from '../graph-svg/fit-text.ts';
import { element, textLine, xmlText } from '../graph-svg/xml.ts';
import { countOf, hoursNumber, hoursText } from '../words.ts';
import { ganttStyle } from './gantt-style.ts';
import { barHeight, svgBar, svgWait } from './svg-bars.ts';
import { svgLegend } from './svg-legend.ts';
import { SvgScale } from './svg-scale.ts';
import { axisHours } from './time-axis.ts';

const width = 1200;
const margin = 24;
const rowHeight = 24;
const idRoom = 62;
const titleRoom = 250;
const levelRoom = 44;
const chartLeft = margin + idRoom + titleRoom + levelRoom;
/** Room to the right for the last label of the axis. */
const chartWidth = width - chartLeft - margin - 14;

/** Whether a text is a picture that `renderGanttSvg` made. */
export const isGanttPicture = (text: string): boolean => /^<svg [^>]*aria-labelledby="schedule-title/.test(text);

/**
 * A schedule as an SVG document of its own, ended by a line feed: figures, a lane an executor, a line an achievement in
 * the order of starting, legend. It follows the reader's choice of light or dark. The same schedule gives the same bytes.
 */
export const renderGanttSvg = (schedule: Schedule): string => {
  const { plan, assignments, makespanHours } = schedule;
  const scale = new SvgScale(chartLeft, chartWidth, makespanHours);
  const name = fitText(plan.title === '' ? plan.name : plan.title, width - 2 * margin, 20, 1);
  const figures = fitText(figuresLine(schedule), width - 2 * margin, 12, 2);
  const lanesTop = margin + 34 + figures.length * 18 + 30;
  const executors = [...new Set(assignments.map(({ executor }) => executor))].sort((a, b) => a - b);
  const rowsTop = lanesTop + executors.length * rowHeight + 40;
  const rowsEnd = rowsTop + assignments.length * rowHeight;
  const height = rowsEnd + 52;
  const content = [
    element('title', { id: 'schedule-title' }, xmlText(`${plan.name}: schedule`)),
    element('desc', { id: 'schedule-description' }, xmlText(figuresLine(schedule))),
    element('style', {}, ganttStyle),
    element('rect', { class: 'paper', width, height }),
    ...name.map((line) => textLine({ class: 'name', x: margin, y: margin + 16 }, line)),
    ...figures.map((line, index) => textLine({ class: 'quiet', x: margin, y: margin + 38 + index * 18 }, line)),
    ...grid(scale, lanesTop, lanesTop + executors.length * rowHeight),
    ...executors.map((executor, index) => lane(executor, schedule, lanesTop + index * rowHeight, scale)),
    ...assignments.map((_, index) => stripe(index, rowsTop + index * rowHeight)),
    ...grid(scale, rowsTop, rowsEnd),
    ...assignments.map((one, index) => row(one, rowsTop + index * rowHeight, scale)),
    svgLegend(schedule, margin, rowsEnd + 28),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'schedule-title schedule-description',
  };
  return `${element('svg', attributes, `\n${content.filter((part) => part !== '').join('\n')}\n`)}\n`;
};

const figuresLine = (schedule: Schedule): string => {
  const { executors, makespanHours, lowerBoundHours, barrierHours, sequentialHours, enough, withoutEstimate } =
    schedule;
  return [
    `${hoursText(makespanHours)} with ${countOf(executors, 'executor')}`,
    `lower bound ${hoursText(lowerBoundHours)}`,
    `level by level ${hoursText(barrierHours)}`,
    `one by one ${hoursText(sequentialHours)}`,
    `at best ${hoursText(enough.makespanHours)} with ${enough.executors}`,
    ...(withoutEstimate.length === 0 ? [] : [`${withoutEstimate.length} without an estimate`]),
  ].join(' · ');
};

/** Lines at round hours from `top` to `bottom`, their hours above. */
const grid = (scale: SvgScale, top: number, bottom: number): readonly string[] => {
  const marks = axisHours(scale.totalHours, 12);
  return marks.flatMap((hours, index) => {
    const x = scale.x(hours);
    const label = hoursNumber(hours) + (index === marks.length - 1 ? ' h' : '');
    return [
      element('path', { class: 'grid', d: `M${x} ${top - 4}V${bottom}` }),
      textLine({ class: 'quiet middle', x, y: top - 9 }, label),
    ];
  });
};

/** Behind every second row, to lead the eye. */
const stripe = (index: number, top: number): string =>
  index % 2 === 1
    ? ''
    : element('rect', { class: 'stripe', x: margin - 16, y: top, width: width - 2 * margin + 32, height: rowHeight });

const lane = (executor: number, { assignments }: Schedule, top: number, scale: SvgScale): string =>
  [
    textLine({ class: 'heading', x: margin, y: top + 16 }, `Executor ${executor}`),
    ...assignments
      // What takes no time would hide what does.
      .filter((one) => one.executor === executor && one.endHours > one.startHours)
      .map((one) => svgBar(one, one.id, top + 3, scale)),
  ].join('');

const row = (one: ScheduledAchievement, top: number, scale: SvgScale): string => {
  const baseline = top + 16;
  const [title = ''] = fitText(one.title, titleRoom - 12, 12, 1);
  const diamond = `M${margin - 12} ${top + 12}l4 -5l4 5l-4 5z`;
  const y = top + (rowHeight - barHeight) / 2;
  return [
    ...(one.isCritical ? [element('path', { class: 'mark', d: diamond })] : []),
    textLine({ class: 'id', x: margin, y: baseline }, one.id),
    textLine({ x: margin + idRoom, y: baseline }, title),
    textLine({ class: 'quiet end', x: chartLeft - 14, y: baseline }, `L${one.level}`),
    svgWait(one, y, scale),
    svgBar(one, String(one.executor), y, scale),
  ].join('');
};
