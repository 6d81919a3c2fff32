import type { Condition, Status } from '../../domain/status.ts';
import { element } from './xml.ts';

/** Where an achievement stands, as files and graph say. */
export interface Standing {
  readonly status: Status;
  readonly condition: Condition | null;
}

/** The sign in the corner of a box. `name` is its class, `word` what the legend says. */
export interface StatusMark {
  readonly name: string;
  readonly word: string;
  /** Drawn around 0, 0 on a disc; lines unless `filled`. */
  readonly path: string;
  readonly filled?: boolean;
}

/** In the order of the legend. */
export const statusMarks = {
  complete: { name: 'complete', word: 'complete', path: 'M-4 .5L-1 3.5L4.5-3' },
  skipped: { name: 'skipped', word: 'skipped', path: 'M-4.5-3.5L-1 0L-4.5 3.5M.5-3.5L4 0L.5 3.5' },
  failed: { name: 'failed', word: 'failed', path: 'M-3.2-3.2L3.2 3.2M3.2-3.2L-3.2 3.2' },
  progress: { name: 'progress', word: 'in progress', path: 'M0-5A5 5 0 0 1 0 5Z', filled: true },
  approval: { name: 'approval', word: 'awaiting approval', path: 'M0-4.2V1M0 4V4.2' },
  blocked: { name: 'blocked', word: 'blocked by a failure', path: 'M-4.5 0H4.5' },
  execution: { name: 'execution', word: 'EXECUTION_TASK created', path: 'M-3-4.5H3V4.5H-3ZM-1-1.5H1M-1 1.5H1' },
  subplan: { name: 'subplan', word: 'SUBPLAN created', path: 'M-3-4.5H3V4.5H-3Z' },
  ready: { name: 'ready', word: 'ready', path: 'M-2.4-4L4 0L-2.4 4Z', filled: true },
  waiting: { name: 'waiting', word: 'waiting', path: 'M0-4V0L2.8 1.8' },
} as const satisfies Readonly<Record<string, StatusMark>>;

/** What a standing looks like: what the files say, and until work begins what the graph says, as a mark of its own. */
export const standingMarks = ({ status, condition }: Standing): readonly StatusMark[] => {
  switch (status) {
    case 'complete':
      return [statusMarks.complete];
    case 'skipped':
      return [statusMarks.skipped];
    case 'failed':
      return [statusMarks.failed];
    case 'in_progress':
      return [condition === 'awaiting_approval' ? statusMarks.approval : statusMarks.progress];
    case 'execution_created':
      return [statusMarks.execution, ...conditionMark(condition)];
    case 'subplan_created':
      return [statusMarks.subplan, ...conditionMark(condition)];
    case 'not_started':
      return conditionMark(condition ?? 'waiting');
  }
};

const conditionMark = (condition: Condition | null): readonly StatusMark[] =>
  condition === 'ready' || condition === 'waiting' || condition === 'blocked' ? [statusMarks[condition]] : [];

/** The same in words: `SUBPLAN created, ready`. */
export const standingWords = (standing: Standing): string =>
  standingMarks(standing)
    .map(({ word }) => word)
    .join(', ');

/** The sign, its middle at x, y. */
export const drawStatus = ({ name, path, filled }: StatusMark, x: number, y: number): string =>
  element(
    'g',
    { class: `status ${name}`, transform: `translate(${x} ${y})` },
    element('circle', { r: 9 }) + element('path', { d: path, class: filled === true ? 'filled' : undefined }),
  );
