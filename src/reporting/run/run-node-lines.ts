import type { RunSummary, RunSummaryNode } from '../../app/run-summary.ts';
import type { NodeId, NodeState, WorktreeMode } from '../../domain/run.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import type { Column } from '../table.ts';
import { tableLines } from '../table.ts';
import { countOf, idList } from '../words.ts';
import { hanging } from '../wrap-text.ts';
import { durationText } from './duration.ts';
import { stateWord } from './run-words.ts';
import { statePaint, stateSign } from './state-mark.ts';

/** More than so many that need no reading are shown by level, or by what blocks them. */
const longList = 24;

/** In the order of a summary: what needs a person first. */
const unfinishedStates: readonly NodeState[] = [
  'failed',
  'conflicted',
  'blocked',
  'running',
  'verifying',
  'merging',
  'backing_off',
  'ready',
  'pending',
  'cancelled',
  'skipped',
];

/** What nobody works on any more is not at work. */
const headingWord = (state: NodeState, isLive: boolean): string => {
  if (isLive) return stateWord(state);
  if (state === 'running' || state === 'verifying' || state === 'merging') return 'cut short';
  return state === 'backing_off' ? 'to be tried again' : stateWord(state);
};

const heading = (state: NodeState, count: number, isLive: boolean, look: Look): string => {
  const word = headingWord(state, isLive);
  return `${paletteOf(look).strong(word[0]!.toUpperCase() + word.slice(1))} (${count})`;
};

const attemptsText = ({ attempts }: RunSummaryNode): string => countOf(attempts.length, 'attempt');

const secondsText = ({ seconds }: RunSummaryNode): string => (seconds === null ? '' : durationText(seconds));

/** `by 1.2` says it all for what is blocked; others have been tried. */
const unfinishedCells = (node: RunSummaryNode, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const tried = node.attempts.length > 0;
  return [
    statePaint(node.state, look)(stateSign(node.state, look)),
    paint.id(node.id),
    oneLine(node.title),
    node.blockedBy === null ? (tried ? attemptsText(node) : '') : `by ${node.blockedBy}`,
    secondsText(node),
  ];
};

const unfinishedColumns: readonly Column[] = [{}, {}, { least: 12 }, {}, { align: 'right' }];

/** What a person has to know of a node that did not get through: why, and where its work and its words are. */
const detailLines = (
  node: RunSummaryNode,
  { runId }: RunSummary,
  indent: number,
  withReason: boolean,
  look: Look,
): readonly string[] => {
  if (!['failed', 'conflicted', 'skipped', 'cancelled', 'backing_off'].includes(node.state)) return [];
  const paint = paletteOf(look);
  const before = ' '.repeat(indent);
  return [
    ...(oneLine(node.message) === '' || !withReason ? [] : hanging(before, oneLine(node.message), paint.plain, look)),
    ...(node.escalated ? hanging(before, 'A person has to decide how to go on.', paint.warning, look) : []),
    // Never broken, so that they can be copied.
    ...(node.attempts.length === 0 ? [] : [`${before}${paint.quiet(`planloom logs ${oneLine(runId)} ${node.id}`)}`]),
    ...(node.keptRef === null ? [] : [`${before}${paint.quiet(`work kept as ${oneLine(node.keptRef)}`)}`]),
  ];
};

const blockedByBlocker = (nodes: readonly RunSummaryNode[], look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const sign = statePaint('blocked', look)(stateSign('blocked', look));
  const blockers = [...new Set(nodes.map(({ blockedBy }) => blockedBy))];
  return blockers.flatMap((by) => {
    const blocked = nodes.filter((node) => node.blockedBy === by).map(({ id }) => id);
    const head = `  ${sign}  ${by === null ? '' : `by ${paint.id(by)}  `}`;
    return hanging(head, blocked.join(', '), paint.plain, look);
  });
};

/**
 * Everything that is not done and why, grouped by state; every node is named, however many.
 */
export const unfinishedNodes = (summary: RunSummary, look: Look): readonly string[] => {
  const own = summary.nodes.filter(({ before, state }) => before === null && state !== 'succeeded');
  const table = tableLines(
    own.map((node) => unfinishedCells(node, look)),
    unfinishedColumns,
    look,
  );
  const lineOf = new Map<NodeId, string>(own.map(({ id }, index) => [id, table[index]!]));
  const indent = 2 + 1 + 2 + Math.max(0, ...own.map(({ id }) => id.length)) + 2;
  const linesOf = (node: RunSummaryNode): readonly string[] => {
    // Who was stopped has no other reason.
    const withReason = node.state !== 'cancelled';
    return [lineOf.get(node.id)!, ...detailLines(node, summary, indent, withReason, look)];
  };
  return unfinishedStates.flatMap((state) => {
    const nodes = own.filter((node) => node.state === state);
    if (nodes.length === 0) return [];
    const head = ['', heading(state, nodes.length, summary.isLive, look)];
    if (state === 'blocked' && nodes.length > longList) return [...head, ...blockedByBlocker(nodes, look)];
    return [...head, ...nodes.flatMap((node) => linesOf(node))];
  });
};

/** In a word; what is behind it stands under what is worth a look. */
const markOf = ({ unverified, takenBack, protectedChanged, remarks }: RunSummaryNode): string => {
  if (unverified) return 'unverified';
  return takenBack.length + protectedChanged.length + remarks.length > 0 ? 'see below' : '';
};

const doneCells = (node: RunSummaryNode, mode: WorktreeMode, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  return [
    statePaint('succeeded', look)(stateSign('succeeded', look)),
    paint.id(node.id),
    oneLine(node.title),
    node.attempts.length > 1 ? attemptsText(node) : '',
    // In a shared folder nobody knows who changed what.
    mode === 'none' ? '' : paint.quiet(countOf(node.changed.length, 'file')),
    secondsText(node),
    paint.warning(markOf(node)),
  ];
};

const doneColumns: readonly Column[] = [{}, {}, { least: 12 }, {}, { align: 'right' }, { align: 'right' }, {}];

const byLevel = (nodes: readonly RunSummaryNode[], mode: WorktreeMode, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const levels = [...new Set(nodes.map(({ level }) => level))].toSorted((a, b) => a - b);
  const rows = levels.map((level) => {
    const of = nodes.filter((node) => node.level === level);
    const files = of.reduce((sum, { changed }) => sum + changed.length, 0);
    const seconds = of.reduce((sum, node) => sum + (node.seconds ?? 0), 0);
    return [
      statePaint('succeeded', look)(stateSign('succeeded', look)),
      `Level ${level}`,
      String(of.length),
      paint.quiet(
        idList(
          of.map(({ id }) => id),
          Math.floor(usableWidth(look) * 0.4),
        ),
      ),
      mode === 'none' ? '' : paint.quiet(countOf(files, 'file')),
      durationText(seconds),
    ];
  });
  return tableLines(rows, [{}, {}, { align: 'right' }, { least: 8 }, { align: 'right' }, { align: 'right' }], look);
};

/** What this run has done: a line each, or a line a level where there are many. */
export const doneNodes = ({ nodes, mode }: RunSummary, look: Look): readonly string[] => {
  const done = nodes.filter(({ before, state }) => before === null && state === 'succeeded');
  if (done.length === 0) return [];
  const lines =
    done.length > longList
      ? byLevel(done, mode, look)
      : tableLines(
          done.map((node) => doneCells(node, mode, look)),
          doneColumns,
          look,
        );
  return ['', heading('succeeded', done.length, true, look), ...lines];
};
