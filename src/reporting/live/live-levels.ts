import type { LiveLevel } from '../../app/run/live-view.ts';
import type { NodeState } from '../../domain/run.ts';
import { isEnd } from '../../journal/run-state.ts';
import { cutText, padText } from '../cut-text.ts';
import { displayWidth } from '../display-width.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { progressBar } from '../progress-bar.ts';
import { statePaint, stateSign } from '../run/state-mark.ts';
import { symbolsOf } from '../symbols.ts';

const isDone = (state: NodeState): boolean => state === 'succeeded' || state === 'skipped';
const isWaiting = (state: NodeState): boolean => state === 'pending' || state === 'ready';

const isAtWork = (state: NodeState): boolean => !isWaiting(state) && !isEnd(state);

/** A sign a node, or a bar where they are too many for a line. */
const levelLine = ({ level, states }: LiveLevel, digits: number, countWidth: number, look: Look): string => {
  const paint = paletteOf(look);
  const done = states.filter(isDone).length;
  const count = padText(`${done} of ${states.length}`, countWidth, 'right');
  const head = `  Level ${padText(String(level), digits, 'right')}  ${paint.quiet(count)}  `;
  const room = usableWidth(look) - 2 - 6 - digits - 2 - countWidth - 2;
  if (states.length > room) return head + progressBar(done, states.length, Math.min(40, room), look);
  return head + states.map((state) => statePaint(state, look)(stateSign(state, look))).join('');
};

/** Levels that nobody works on at this moment, in one line: `Levels 0 to 6  all 84 done`. */
const together = (levels: readonly LiveLevel[], look: Look): string => {
  const states = levels.flatMap((level) => level.states);
  const done = states.filter(isDone).length;
  const waiting = states.filter(isWaiting).length;
  const blocked = states.filter((state) => state === 'blocked').length;
  const words = [
    done === states.length ? `all ${done} done` : done === 0 ? '' : `${done} of ${states.length} done`,
    waiting === 0 ? '' : `${waiting} waiting`,
    blocked === 0 ? '' : `${blocked} blocked`,
  ].filter(Boolean);
  const name = `  Levels ${levels[0]!.level} to ${levels.at(-1)!.level}  `;
  const { ellipsis } = symbolsOf(look);
  return cutText(name + paletteOf(look).quiet(words.join(', ')), usableWidth(look), ellipsis);
};

/** Levels with somebody at work alone, those between them together. */
const groupsOf = (levels: readonly LiveLevel[]): LiveLevel[][] => {
  const groups: LiveLevel[][] = [];
  let isQuiet = false;
  for (const level of levels) {
    const wasQuiet = isQuiet;
    isQuiet = !level.states.some(isAtWork);
    if (isQuiet && wasQuiet) groups.at(-1)!.push(level);
    else groups.push([level]);
  }
  return groups;
};

/** All of them side by side: `0–1 40/40  2 18/20  3 0/20`. */
const strip = (groups: readonly (readonly LiveLevel[])[], room: number, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { ellipsis, range } = symbolsOf(look);
  const width = usableWidth(look);
  const lines: string[] = [];
  let line = `  ${paint.quiet('Levels')}`;
  for (const group of groups) {
    const [first, last] = [group[0]!.level, group.at(-1)!.level];
    const states = group.flatMap((level) => level.states);
    const done = states.filter(isDone).length;
    const name = first === last ? String(first) : `${first}${range}${last}`;
    const own = done === states.length ? paint.done : states.some(isAtWork) ? paint.strong : paint.quiet;
    const text = `  ${name} ${own(`${done}/${states.length}`)}`;
    if (displayWidth(line + text) > width) {
      lines.push(line);
      line = ' '.repeat(2 + 'Levels'.length);
    }
    line += text;
  }
  lines.push(line);
  return lines.length <= room ? lines : [...lines.slice(0, room - 1), `${lines[room - 1]!.slice(0, 8)}  ${ellipsis}`];
};

/**
 * The levels in at most `room` lines. Where there are more, those that nobody works on share a line, as far as need be:
 * the ones next to come keep theirs longest.
 */
export const liveLevels = (levels: readonly LiveLevel[], room: number, look: Look): readonly string[] => {
  const digits = Math.max(0, ...levels.map(({ level }) => String(level).length));
  const countWidth = Math.max(0, ...levels.map(({ states }) => `${states.length} of ${states.length}`.length));
  const groups = levels.length <= room ? levels.map((level) => [level]) : groupsOf(levels);
  const last = groups.at(-1);
  while (last !== undefined && last.length > 1 && groups.length < room) groups.splice(-1, 0, [last.shift()!]);
  const lines = groups.map((group) =>
    group.length === 1 ? levelLine(group[0]!, digits, countWidth, look) : together(group, look),
  );
  return lines.length <= room ? lines : strip(groups, room, look);
};
