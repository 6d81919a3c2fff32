import type { Status } from '../domain/status.ts';
import type { Look } from './look.ts';

/** Signs that take one column each (ellipsis and arrows of ASCII take more) in every common terminal font. */
export interface Symbols {
  readonly status: Readonly<Record<Status, string>>;
  readonly arrow: string;
  readonly from: string;
  readonly ellipsis: string;
  readonly barFull: string;
  readonly barEmpty: string;
  readonly gutter: string;
  readonly critical: string;
  readonly times: string;
  readonly dash: string;
  readonly range: string;
  readonly warning: string;
}

const drawn: Symbols = {
  status: {
    not_started: '○',
    subplan_created: '◔',
    execution_created: '◑',
    in_progress: '◕',
    complete: '✓',
    failed: '✗',
    skipped: '»',
  },
  arrow: '→',
  from: '←',
  ellipsis: '…',
  barFull: '█',
  barEmpty: '░',
  gutter: '│',
  critical: '◆',
  times: '×',
  dash: '–',
  range: '–',
  warning: '!',
};

const typed: Symbols = {
  status: {
    not_started: '.',
    subplan_created: '-',
    execution_created: '=',
    in_progress: '>',
    complete: '+',
    failed: 'x',
    skipped: '~',
  },
  arrow: '->',
  from: '<-',
  ellipsis: '...',
  barFull: '#',
  barEmpty: '.',
  gutter: '|',
  critical: '*',
  times: 'x',
  dash: '-',
  range: '-',
  warning: '!',
};

export const symbolsOf = (look: Look): Symbols => (look.unicode ? drawn : typed);
