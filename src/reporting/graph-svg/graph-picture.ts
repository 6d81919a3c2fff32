import type { PlannedAchievement } from '../../domain/plan.ts';
import type { GraphView, LevelView } from '../graph-view.ts';
import { hoursById, levelHours } from '../level-hours.ts';
import { countOf, estimateText, hoursText } from '../words.ts';
import type { Box, Drawing, EdgeLine, Point } from './drawing.ts';
import { fitText } from './fit-text.ts';
import { layOut } from './layout.ts';
import { arrowLength, bandPadding, boxHeight, boxWidth } from './measures.ts';
import type { PriorityMark } from './priority-mark.ts';
import { drawPriority, priorityMarks } from './priority-mark.ts';
import { drawStatus, standingMarks, standingWords } from './status-mark.ts';
import type { SvgOptions } from './svg-options.ts';
import { element, textLine, xmlText } from './xml.ts';

/** A part of a picture as XML, its upper left corner at 0, 0. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

/** Between the middles of two signs in the corner of a box. */
const markDistance = 22;

const titleSize = 12;
const titleLines = 2;

/** What the other parts of the picture refer to; once in a document. */
export const definitions = element(
  'defs',
  {},
  ['', '-assumed', '-critical']
    .map((kind) =>
      element(
        'marker',
        {
          id: `arrow${kind}`,
          viewBox: `0 0 ${arrowLength} 8`,
          refY: 4,
          markerWidth: arrowLength,
          markerHeight: 8,
          markerUnits: 'userSpaceOnUse',
          orient: 'auto',
        },
        element('path', { class: `tip${kind}`, d: `M0 0L${arrowLength} 4L0 8Z` }),
      ),
    )
    .join('') + element('clipPath', { id: 'inside' }, element('rect', { width: boxWidth - 4, height: boxHeight })),
);

/** The arrow for an edge. */
export const tipOf = (strength: EdgeLine['strength'], critical = false): string =>
  `url(#arrow${critical ? '-critical' : strength === 'assumed' ? '-assumed' : ''})`;

/** A small cross, its middle at the point. */
export const cross = ({ x, y }: Point): string => `M${x - 4} ${y - 4}l8 8m0-8l-8 8`;

/** The graph itself: levels, boxes and lines. */
export const graphPicture = (view: GraphView, options: SvgOptions): Picture => {
  const drawing = layOut(view);
  const marks = priorityMarks(view.plan);
  const critical = view.criticalPath.achievements;
  const steps = new Set(critical.slice(1).map((id, index) => `${id} ${critical[index]}`));
  const isCritical = ({ from, on }: EdgeLine): boolean => steps.has(`${from} ${on}`);
  const known = new Map(view.plan.achievements.map((achievement) => [achievement.id, achievement]));
  const edges = drawing.edges.toSorted((a, b) => Number(isCritical(a)) - Number(isCritical(b)));
  const content = [
    ...bands(view, drawing),
    ...conflicts(drawing),
    ...drawing.strands.map(({ strength, path, pointed }) =>
      element('path', { class: `strand ${strength}`, d: path, 'marker-end': pointed ? tipOf(strength) : undefined }),
    ),
    ...drawing.joints.map(({ strength, x, y }) =>
      element('circle', { class: `joint ${strength}`, cx: x, cy: y, r: 3 }),
    ),
    ...edges.map((edge) => drawEdge(edge, isCritical(edge))),
    ...drawing.boxes.map((box) => {
      const achievement = known.get(box.id);
      if (achievement === undefined) return '';
      const { priority } = achievement;
      const mark = priority === null ? undefined : marks.get(priority.number);
      return drawBox(box, achievement, mark, critical.includes(box.id), options);
    }),
  ];
  return { width: drawing.width, height: drawing.height, content: content.join('\n') };
};

const bands = (view: GraphView, { bands: all, height }: Drawing): readonly string[] => {
  const levels = new Map(view.levels.map((level) => [level.level, level]));
  const hours = hoursById(view.plan);
  return all.map(({ level, x, width }) => {
    const known = levels.get(level);
    const { sequential, parallel } = known === undefined ? { sequential: 0, parallel: 0 } : levelHours(known, hours);
    const isShorter = parallel < sequential;
    const work =
      sequential === 0 ? '' : isShorter ? `${hoursText(sequential)} → ${hoursText(parallel)}` : hoursText(sequential);
    const saved = `${hoursText(sequential)} one after the other, ${hoursText(parallel)} in parallel`;
    return element(
      'g',
      { class: 'level', transform: `translate(${x} 0)` },
      (isShorter ? element('title', {}, saved) : '') +
        element('rect', { class: 'band', width, height, rx: 10 }) +
        textLine({ class: 'heading', x: bandPadding, y: 23 }, `Level ${level}`) +
        textLine({ class: 'quiet end', x: width - bandPadding, y: 23 }, work) +
        textLine({ class: 'quiet', x: bandPadding, y: 41 }, counts(known)),
    );
  });
};

const counts = (level: LevelView | undefined): string => {
  if (level === undefined) return '';
  const { achievements, groups } = level;
  const all = countOf(achievements.length, 'achievement');
  return groups.length > 1 ? `${all} in ${countOf(groups.length, 'group')}` : all;
};

const conflicts = (drawing: Drawing): readonly string[] =>
  drawing.conflicts.map(({ a, b, path, ends }) =>
    element(
      'g',
      { class: 'conflict', 'data-a': a, 'data-b': b },
      element('title', {}, `${a} and ${b}: not at the same time`) +
        element('path', { class: 'way', d: path }) +
        element('path', { class: 'cross', d: ends.map(cross).join('') }),
    ),
  );

const strengthWords = { stated: 'stated', rule: 'by a rule', proposed: 'proposed', assumed: 'assumed' } as const;

const drawEdge = (edge: EdgeLine, isCritical: boolean): string => {
  const { from, on, strength, path, bundled } = edge;
  const classes = ['edge', strength, ...(isCritical ? ['critical'] : []), ...(bundled ? ['bundled'] : [])];
  const tip = tipOf(strength, isCritical);
  return element(
    'g',
    { class: classes.join(' '), 'data-from': from, 'data-on': on },
    element('title', {}, `${from} needs ${on} (${strengthWords[strength]})`) +
      // Strands draw the tip of a bundled edge already.
      element('path', { class: 'line', d: path, 'marker-end': bundled && !isCritical ? undefined : tip }),
  );
};

/** Everything that a box says, as text. */
const boxWords = (achievement: PlannedAchievement, critical: boolean, { statuses }: SvgOptions): string => {
  const { id, title, priority, estimate } = achievement;
  const standing = statuses?.get(id);
  const facts = [
    priority === null ? '' : `priority ${priority.number}`,
    estimateText(estimate, '–', ''),
    standing === undefined ? '' : standingWords(standing),
    critical ? 'on the critical path' : '',
  ];
  return [`${id} ${title}`, ...facts.filter((fact) => fact !== '')].join(', ');
};

const drawBox = (
  { id, x, y }: Box,
  achievement: PlannedAchievement,
  mark: PriorityMark | undefined,
  critical: boolean,
  options: SvgOptions,
): string => {
  const { title, estimate } = achievement;
  const standing = options.statuses?.get(id);
  const standings = standing === undefined ? [] : standingMarks(standing);
  const classes = ['node', ...(critical ? ['critical'] : []), ...standings.map(({ name }) => name)];
  const lines = fitText(title, boxWidth - 22, titleSize, titleLines);
  const words = element(
    'g',
    { class: 'words', 'clip-path': 'url(#inside)' },
    textLine({ class: 'id', x: mark === undefined ? 13 : 37, y: 25 }, id) +
      textLine(
        { class: 'quiet end', x: boxWidth - 13 - standings.length * markDistance, y: 25 },
        estimateText(estimate, '–', ''),
      ) +
      lines.map((line, index) => textLine({ x: 12, y: 46 + index * 16 }, line)).join(''),
  );
  return element(
    'g',
    { class: classes.join(' '), transform: `translate(${x} ${y})`, 'data-id': id },
    element('title', {}, xmlText(boxWords(achievement, critical, options))) +
      element('rect', { class: 'box', width: boxWidth, height: boxHeight, rx: 8 }) +
      (mark === undefined ? '' : drawPriority(mark, 22, 20)) +
      words +
      standings
        .toReversed()
        .map((one, index) => drawStatus(one, boxWidth - 19 - index * markDistance, 20))
        .join(''),
  );
};
