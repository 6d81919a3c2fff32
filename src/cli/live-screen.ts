import type { LiveView } from '../app/run/live-view.ts';
import type { Timer } from '../ports/timer.ts';
import { renderLive } from '../reporting/live/render-live.ts';
import type { Look } from '../reporting/look.ts';
import type { Call } from './command-spec.ts';

const enter = '\u001b[?1049h\u001b[?25l\u001b[?7l';
const leave = '\u001b[?7h\u001b[?25h\u001b[?1049l';
// Between these a terminal that knows them shows nothing until all is drawn; others ignore them.
const begin = '\u001b[?2026h\u001b[H';
const end = '\u001b[J\u001b[?2026l';

/** A run that is over before a person could read anything is not shown: it would only flicker. */
const patienceMs = 400;
/** At most so often. */
const periodMs = 200;
/** And never more than a tenth of the time: the run has better to do than to be looked at. */
const restFactor = 9;
/** Also when nothing happens: time goes by. */
const idleMs = 1_000;

/** Where a live view is drawn. */
export interface LiveTerminal {
  err(text: string): void;
  /** Asked anew for each frame, as a window may change its size. */
  readonly errLook: Look;
  /** Rows of the terminal behind `err` when what is on it can be drawn over; null for a pipe or a file. */
  readonly errRows: number | null;
  /** Calls `act` when the process ends, however it does; the answer calls that off. */
  atExit(act: () => void): () => void;
}

/** A view that is on the screen until it is closed. */
export interface LiveScreen {
  /** Something may look different now. */
  changed(): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

/** Whether a person sees the run live: on a terminal, and nothing else was asked for. */
export const isLive = ({ options }: Pick<Call, 'options'>, { errRows }: Pick<LiveTerminal, 'errRows'>): boolean =>
  errRows !== null &&
  options.quiet !== true &&
  options.json !== true &&
  options.jsonLines !== true &&
  options.live !== false;

/**
 * Draws a run in place, on a screen of its own, until it is closed: when it has changed, five times a second at most, and
 * once a second for the clock. `view` is asked before each drawing. Nothing may be printed meanwhile.
 */
export const liveScreen = (terminal: LiveTerminal, timer: Timer, view: () => LiveView): LiveScreen => {
  const over = new AbortController();
  let isChanged = true;
  let isOpen = false;
  let drawnAt = -Infinity;
  let last = '';
  let callOff = (): void => undefined;

  const restore = (): void => {
    if (isOpen) terminal.err(leave);
    isOpen = false;
  };
  const draw = (rows: number): void => {
    const { errLook } = terminal;
    const size = `${errLook.width} ${rows}\n`;
    const now = timer.now().getTime();
    const isResized = !last.startsWith(size);
    if (!isChanged && !isResized && now - drawnAt < idleMs) return;
    isChanged = false;
    drawnAt = now;
    const lines = renderLive(view(), errLook, rows);
    const frame = size + lines.join('\n');
    if (frame === last) return;
    last = frame;
    // A line is cleared before it is written: after it, a terminal may take away what stands in its last column. The last
    // one has no line end, which would move all the others up where they fill the window.
    terminal.err(begin + lines.map((line) => `\u001b[K${line}`).join('\n') + end);
  };
  const tick = (): void => {
    const { errRows } = terminal;
    if (errRows === null) return;
    if (!isOpen) {
      callOff = terminal.atExit(restore);
      terminal.err(enter);
      isOpen = true;
    }
    draw(errRows);
  };
  const loop = async (): Promise<void> => {
    await timer.sleep(patienceMs, over.signal);
    while (!over.signal.aborted) {
      const begun = timer.now().getTime();
      tick();
      const took = timer.now().getTime() - begun;
      await timer.sleep(Math.max(periodMs, took * restFactor), over.signal);
    }
  };
  const close = (): void => {
    over.abort();
    restore();
    callOff();
  };
  // What cannot be drawn must not end the run: the terminal is given back, and the run goes on unseen.
  void loop().catch(close);
  return {
    changed: () => {
      isChanged = true;
    },
    close,
  };
};
