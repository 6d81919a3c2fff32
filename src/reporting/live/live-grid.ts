import type { LiveView } from '../../app/run/live-view.ts';
import type { NodeState } from '../../domain/run.ts';
import { cutText, padText } from '../cut-text.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import type { Paint } from '../palette.ts';
import { paletteOf } from '../palette.ts';
import { statePaint, stateSign } from '../run/state-mark.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';

const longestTime = 7;
const longestExecutor = 12;

export interface LiveRow {
  readonly state: NodeState;
  readonly id: string;
  readonly title: string;
  readonly time: string;
  /** Empty where all have the same one. */
  readonly executor: string;
  readonly rest: string;
  readonly paintRest: Paint;
}

/** One line of the view. Columns lie where they lie whatever is in them, so that nothing moves when a node comes or goes. */
export const liveRow = (row: LiveRow, { idWidth, executors }: LiveView, look: Look): string => {
  const paint = paletteOf(look);
  const { ellipsis } = symbolsOf(look);
  const cell = (text: string, width: number, align?: 'right'): string =>
    padText(cutText(oneLine(text), width, ellipsis), width, align);
  const titleWidth = Math.floor(usableWidth(look) * 0.28);
  const executorWidth = executorColumn(executors);
  const line = [
    ` ${statePaint(row.state, look)(stateSign(row.state, look))}`,
    paint.id(cell(row.id, idWidth)),
    cell(row.title, titleWidth),
    paint.quiet(cell(row.time, longestTime, 'right')),
    ...(executorWidth === 0 ? [] : [paint.quiet(cell(row.executor, executorWidth))]),
    row.paintRest(oneLine(row.rest)),
  ].join('  ');
  return cutText(line.trimEnd(), usableWidth(look), ellipsis);
};

/** Columns for the names of executors; none where there is but one, for then it need not be told. */
const executorColumn = (executors: readonly string[]): number =>
  executors.length < 2 ? 0 : Math.min(longestExecutor, Math.max(...executors.map((name) => oneLine(name).length)));
