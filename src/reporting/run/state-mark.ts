import type { NodeState, RunOutcome } from '../../domain/run.ts';
import type { Look } from '../look.ts';
import type { Paint } from '../palette.ts';
import { paletteOf } from '../palette.ts';

const drawn: Readonly<Record<NodeState, string>> = {
  pending: '○',
  ready: '○',
  running: '◕',
  backing_off: '◔',
  verifying: '◕',
  merging: '◕',
  succeeded: '✓',
  failed: '✗',
  conflicted: '≠',
  blocked: '■',
  skipped: '»',
  cancelled: '–',
};

const typed: Readonly<Record<NodeState, string>> = {
  pending: '.',
  ready: '.',
  running: '>',
  backing_off: '-',
  verifying: '>',
  merging: '>',
  succeeded: '+',
  failed: 'x',
  conflicted: '!',
  blocked: '#',
  skipped: '~',
  cancelled: '-',
};

/** The sign of a state; one column wide. */
export const stateSign = (state: NodeState, look: Look): string => (look.unicode ? drawn : typed)[state];

/** The colour that a state has everywhere. */
export const statePaint = (state: NodeState, look: Look): Paint => {
  const paint = paletteOf(look);
  switch (state) {
    case 'succeeded':
      return paint.done;
    case 'failed':
    case 'conflicted':
      return paint.error;
    case 'blocked':
    case 'backing_off':
      return paint.warning;
    case 'skipped':
    case 'cancelled':
    case 'pending':
    case 'ready':
      return paint.quiet;
    default:
      return paint.strong;
  }
};

/** The colour of what became of a run. */
export const outcomePaint = (outcome: RunOutcome | 'live' | 'interrupted', look: Look): Paint => {
  const paint = paletteOf(look);
  switch (outcome) {
    case 'succeeded':
      return paint.done;
    case 'failed':
      return paint.error;
    case 'live':
      return paint.strong;
    default:
      return paint.warning;
  }
};
