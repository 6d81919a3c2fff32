import type { JournalEntry, NodeId } from '../../domain/run.ts';
import { cutText, padText } from '../cut-text.ts';
import { displayWidth } from '../display-width.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { firstLine, hanging, wrapText } from '../wrap-text.ts';
import { elapsedText } from './duration.ts';
import { eventWords } from './run-words.ts';
import { statePaint, stateSign } from './state-mark.ts';

/** What the lines of one run have in common. */
export interface RunEventContext {
  /** When the run was opened, in milliseconds since 1970. */
  readonly startedMs: number;
  readonly titles: ReadonlyMap<NodeId, string>;
  /** Columns of the widest id. */
  readonly idWidth: number;
  /** Columns of the widest title. */
  readonly titleWidth: number;
}

/** What `renderRunEvent` needs to know of a run with these nodes. */
export const runEventContext = (
  nodes: readonly { readonly id: NodeId; readonly title: string }[],
  startedMs: number,
): RunEventContext => ({
  startedMs,
  titles: new Map(nodes.map(({ id, title }) => [id, oneLine(title)])),
  idWidth: nodes.reduce((width, { id }) => Math.max(width, id.length), 0),
  titleWidth: nodes.reduce((width, { title }) => Math.max(width, displayWidth(oneLine(title))), 0),
});

/**
 * An event as a person reads it while the run goes on: time since the start, the node, what happened. One line, and more
 * below it only where a reason is longer than that. Undefined for events that say nothing to a person.
 */
export const renderRunEvent = (entry: JournalEntry, context: RunEventContext, look: Look): string | undefined => {
  const { node, mark, say, quiet } = eventWords(entry.event, entry.at);
  if (quiet) return undefined;
  const paint = paletteOf(look);
  const time = paint.quiet(padText(elapsedText(entry.at - context.startedMs), 7, 'right'));
  const sign = mark === null ? ' ' : statePaint(mark, look)(stateSign(mark, look));
  const painted = mark === null ? paint.plain : statePaint(mark, look);
  if (node === null) return hanging(`${time}  ${sign} `, say, painted, look).join('\n');
  // A quarter of the line for the title: what happened is what the reader waits for.
  const titleWidth = Math.min(context.titleWidth, Math.floor(usableWidth(look) * 0.28));
  const title = cutText(context.titles.get(node) ?? '', titleWidth, symbolsOf(look).ellipsis);
  const about = `${paint.id(padText(node, context.idWidth))}  ${padText(title, titleWidth)}`;
  const head = `${time}  ${sign} ${about}  `;
  const [first, rest] = firstLine(say, usableWidth(look) - displayWidth(head));
  // A long reason goes on below the title, where there is more room.
  const below = ' '.repeat(displayWidth(head) - titleWidth - 2);
  return [
    `${head}${painted(first)}`,
    ...wrapText(rest, usableWidth(look) - below.length).map((line) => `${below}${painted(line)}`),
  ].join('\n');
};

/** An event as a line of `orchestrator.log`: the time in ISO 8601, the node, what happened. Every event has one. */
export const runLogLine = (entry: JournalEntry): string => {
  const { node, say } = eventWords(entry.event, entry.at);
  return `${new Date(entry.at).toISOString()}  ${node === null ? '' : `${node}  `}${say}`;
};

/** An event as an object of `--json-lines`: `at` in ISO 8601, its type, and its own fields as in the journal. */
export const runEventJson = ({ at, event }: JournalEntry): Readonly<Record<string, unknown>> => ({
  at: new Date(at).toISOString(),
  ...event,
});
