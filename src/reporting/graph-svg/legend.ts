import type { Strength } from '../../domain/evidence.ts';
import type { GraphView } from '../graph-view.ts';
import { drawnEdges } from '../graph-view.ts';
import { fitText, textWidth } from './fit-text.ts';
import type { Picture } from './graph-picture.ts';
import { cross, tipOf } from './graph-picture.ts';
import { drawPriority, priorityMarks } from './priority-mark.ts';
import { drawStatus, standingMarks, statusMarks } from './status-mark.ts';
import type { SvgOptions } from './svg-options.ts';
import { element, textLine } from './xml.ts';

interface Entry {
  /** XML in a field of `signWidth` by 20. */
  readonly sign: string;
  readonly signWidth: number;
  readonly words: string;
}

const lineHeight = 28;
const lineWidth = 40;
const size = 12;

const edgeWords: readonly (readonly [Strength, string])[] = [
  ['stated', 'stated'],
  ['rule', 'by a rule over a group'],
  ['proposed', 'proposed'],
  ['assumed', 'assumed, since the plan says nothing'],
];

/** What the marks mean, only those that the picture has, in lines of at most `width` pixels. */
export const legendPicture = (view: GraphView, { statuses }: SvgOptions, width: number): Picture => {
  const strengths = new Set(drawnEdges(view).map(({ strength }) => strength));
  const shown = new Set(
    [...(statuses?.values() ?? [])].flatMap((standing) => standingMarks(standing).map(({ name }) => name)),
  );
  const rows: readonly (readonly Entry[])[] = [
    [
      ...edgeWords
        .filter(([strength]) => strengths.has(strength))
        .map(([strength, words], index) =>
          edgeEntry(strength, index === 0 ? `leads to what needs it: ${words}` : words),
        ),
      ...(view.criticalPath.achievements.length > 1 ? [criticalEntry] : []),
      ...(view.plan.conflicts.length > 0 ? [conflictEntry] : []),
    ],
    [...priorityMarks(view.plan).values()].map((mark) => ({
      sign: drawPriority(mark, 12, 10),
      signWidth: 24,
      words: fitText(
        mark.label === '' ? `Priority ${mark.number}` : `Priority ${mark.number}: ${mark.label}`,
        440,
        size,
        1,
      ).join(''),
    })),
    Object.values(statusMarks)
      .filter(({ name }) => shown.has(name))
      .map((mark) => ({ sign: drawStatus(mark, 10, 10), signWidth: 20, words: mark.word })),
  ];
  let y = 0;
  let widest = 0;
  const content: string[] = [];
  for (const row of rows.filter((entries) => entries.length > 0)) {
    let x = 0;
    for (const { sign, signWidth, words } of row) {
      const needed = signWidth + 8 + textWidth(words, size);
      if (x > 0 && x + needed > width) {
        x = 0;
        y += lineHeight;
      }
      content.push(
        element(
          'g',
          { transform: `translate(${Math.round(x)} ${y})` },
          sign + textLine({ x: signWidth + 8, y: 14 }, words),
        ),
      );
      widest = Math.max(widest, x + needed);
      x += needed + 24;
    }
    y += lineHeight;
  }
  return {
    width: Math.ceil(widest),
    height: y,
    content: element('g', { class: 'legend', role: 'group', 'aria-label': 'Legend' }, content.join('\n')),
  };
};

const edgeEntry = (strength: Strength, words: string): Entry => ({
  sign: element(
    'g',
    { class: `edge ${strength}` },
    element('path', { class: 'line', d: `M0 10H${lineWidth - 9}`, 'marker-end': tipOf(strength) }),
  ),
  signWidth: lineWidth,
  words,
});

const criticalEntry: Entry = {
  sign: element(
    'g',
    { class: 'edge critical' },
    element('path', { class: 'line', d: `M0 10H${lineWidth - 9}`, 'marker-end': tipOf('stated', true) }),
  ),
  signWidth: lineWidth,
  words: 'critical path',
};

const conflictEntry: Entry = {
  sign: element(
    'g',
    { class: 'conflict' },
    element('path', { class: 'way', d: `M5 10H${lineWidth - 5}` }) +
      element('path', { class: 'cross', d: [5, lineWidth - 5].map((x) => cross({ x, y: 10 })).join('') }),
  ),
  signWidth: lineWidth,
  words: 'conflict: never both at the same time',
};
