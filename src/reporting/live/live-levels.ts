import type { LiveLevel } from '../../app/run/live-view.ts';
import type { NodeState } from '../../domain/run.ts';
import { cutText, padText } from '../cut-text.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { progressBar } from '../progress-bar.ts';
import { statePaint, stateSign } from '../run/state-mark.ts';
import { symbolsOf } from '../symbols.ts';
import { countOf } from '../words.ts';

const isDone = (state: NodeState): boolean => state === 'succeeded' || state === 'skipped';
const isWaiting = (state: NodeState): boolean => state === 'pending' || state === 'ready';

const doneIn = ({ states }: LiveLevel): number => states.filter(isDone).length;

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

/** Levels side by side in one line: `Levels 0 to 6  all 84 done`. */
const together = (levels: readonly LiveLevel[], words: (count: number) => string, look: Look): readonly string[] => {
  const [first, last] = [levels[0], levels.at(-1)];
  if (first === undefined || last === undefined) return [];
  const count = levels.reduce((sum, { states }) => sum + states.length, 0);
  const name = first === last ? `Level ${first.level}` : `Levels ${first.level} to ${last.level}`;
  const text = paletteOf(look).quiet(`  ${name}  ${words(count)}`);
  return [cutText(text, usableWidth(look), symbolsOf(look).ellipsis)];
};

/**
 * The levels in at most `room` lines. Where there are more, those that are done and those that nobody has begun become a
 * line each, and what is left over after that is counted.
 */
export const liveLevels = (levels: readonly LiveLevel[], room: number, look: Look): readonly string[] => {
  const digits = Math.max(0, ...levels.map(({ level }) => String(level).length));
  const countWidth = Math.max(0, ...levels.map(({ states }) => `${states.length} of ${states.length}`.length));
  const lines = (some: readonly LiveLevel[]): readonly string[] =>
    some.map((level) => levelLine(level, digits, countWidth, look));
  if (levels.length <= room) return lines(levels);
  const begun = levels.findIndex((level) => doneIn(level) < level.states.length);
  const from = begun < 0 ? levels.length : begun;
  const untouched = levels.findLastIndex(({ states }) => !states.every(isWaiting)) + 1;
  const middle = levels.slice(from, untouched);
  const before = together(levels.slice(0, from), (count) => `all ${count} done`, look);
  // Where there is room, the level that comes next is worth its own line.
  const spare = Math.max(0, room - before.length - middle.length - 1);
  const open = levels.slice(Math.max(from, untouched), untouched + spare);
  const after = together(levels.slice(Math.max(from, untouched) + open.length), (count) => `${count} waiting`, look);
  const ownRoom = Math.max(1, room - before.length - after.length);
  const own = [...middle, ...open];
  if (own.length <= ownRoom) return [...before, ...lines(own), ...after].slice(0, Math.max(1, room));
  const shown = own.slice(0, ownRoom - 1);
  const rest = paletteOf(look).quiet(`  and ${countOf(own.length - shown.length, 'level')} more in which work has begun`);
  return [...before, ...lines(shown), rest, ...after].slice(0, Math.max(1, room));
};
