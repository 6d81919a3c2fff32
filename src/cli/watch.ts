import type { Call, CommandRun } from './command-spec.ts';

const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';
// Between these a terminal that knows them shows nothing until all is drawn; others ignore them.
const begin = '\u001b[?2026h\u001b[H';
const end = '\u001b[J\u001b[?2026l';

interface Frame {
  readonly text: string;
  readonly code: number;
}

/** Runs the command once, with everything that it prints kept. */
const frameOf = async (call: Call, run: CommandRun): Promise<Frame> => {
  const { terminal } = call.world;
  let text = '';
  const keep = (more: string): void => {
    text += more;
  };
  const json = call.options.json === true || call.options.jsonLines === true;
  const code = await run({
    ...call,
    options: { ...call.options, json },
    world: { ...call.world, terminal: { ...terminal, look: terminal.look, out: keep, err: json ? ignore : keep } },
  });
  return { text, code };
};

const ignore = (): void => undefined;

/** The frame over what stands there already: each line to its end, nothing below, and never more than fits. */
const drawn = (text: string, rows: number): string => {
  const lines = text.trimEnd().split('\n');
  const room = rows - 1;
  const shown = lines.length <= room ? lines : [...lines.slice(0, room - 1), `… ${lines.length - room + 1} more lines`];
  return begin + shown.map((line) => `${line}\u001b[K\n`).join('') + end;
};

/**
 * Shows what `run` prints, and again after each change below `folder`, until it is interrupted: drawn in place on a
 * terminal, one after the other elsewhere. Answers with 130, as an interrupted command does.
 */
export const watchAndShow = async (call: Call, folder: string, run: CommandRun): Promise<number> => {
  const { world } = call;
  const { terminal, watch } = world;
  const isJson = call.options.json === true || call.options.jsonLines === true;
  const live = terminal.rows !== null && !isJson;
  let last = '';
  let drawing: Promise<void> | undefined;
  let again = false;

  const show = async (): Promise<void> => {
    const { text } = await frameOf(call, run);
    // Asked anew for each frame: a window may have become smaller.
    const { rows } = terminal;
    if (rows !== null && !isJson) terminal.out(drawn(text, rows));
    else if (text !== last) terminal.out(last === '' || call.options.jsonLines === true ? text : `\n${text}`);
    last = text;
  };
  // A change that comes while a frame is drawn is shown by the next one; two are never drawn at once.
  const redraw = (): void => {
    if (drawing !== undefined) {
      again = true;
      return;
    }
    drawing = show().finally(() => {
      drawing = undefined;
      if (again) {
        again = false;
        redraw();
      }
    });
  };

  if (live) terminal.out(enter);
  const stop = await watch.watch(folder, redraw);
  redraw();
  await world.interrupted();
  await stop();
  again = false;
  await drawing;
  if (live) terminal.out(`${leave}${last}`);
  return 130;
};
