import type { Look } from '../look.ts';

/** What the bars of a chart are drawn with: one column each. */
export interface GanttSigns {
  readonly critical: string;
  readonly work: string;
  /** Everything that it needs is done, and no executor is free. */
  readonly waiting: string;
  /** A conflicting achievement runs. */
  readonly held: string;
  /** Takes no time, because nobody has estimated it. */
  readonly unknown: string;
  readonly laneStart: string;
  readonly laneWork: string;
  readonly idle: string;
}

const drawn: GanttSigns = {
  critical: '█',
  work: '▓',
  waiting: '·',
  held: '×',
  unknown: '?',
  laneStart: '├',
  laneWork: '─',
  idle: ' ',
};
const typed: GanttSigns = {
  critical: '#',
  work: '=',
  waiting: '.',
  held: 'x',
  unknown: '?',
  laneStart: '|',
  laneWork: '-',
  idle: ' ',
};

export const ganttSigns = (look: Look): GanttSigns => (look.unicode ? drawn : typed);
