import { execFileSync, spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { liveView } from '../../src/app/run/live-view.ts';
import { isLive, liveScreen } from '../../src/cli/live-screen.ts';
import { node, openedAt, RunJournal } from '../reporting/run-journal.ts';
import { workspace } from '../support/workspace.ts';

const enter = '\u001b[?1049h';
const leave = '\u001b[?7h\u001b[?25h\u001b[?1049l';
const frame = '\u001b[?2026h';

/** A terminal and a clock that belong to the test. */
class Rig {
  printed = '';
  width = 80;
  errRows: number | null = 24;
  nowMs = 0;
  atExits = new Set<() => void>();
  #sleepers: (() => void)[] = [];

  readonly terminal = {
    err: (text: string): void => void (this.printed += text),
    rig: this,
    get errLook() {
      return { color: false, width: this.rig.width, unicode: true };
    },
    get errRows() {
      return this.rig.errRows;
    },
    atExit: (act: () => void) => {
      this.atExits.add(act);
      return () => void this.atExits.delete(act);
    },
  };

  readonly timer = {
    now: () => new Date(this.nowMs),
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve) => {
        const end = (): void => {
          signal?.removeEventListener('abort', end);
          resolve();
        };
        this.#sleepers.push(() => {
          this.nowMs += ms;
          end();
        });
        signal?.addEventListener('abort', end);
      }),
  };

  /** Lets the next wait end. */
  async wait(times = 1): Promise<void> {
    for (let time = 0; time < times; time++) {
      this.#sleepers.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  get frames(): number {
    return this.printed.split(frame).length - 1;
  }
}

const journal = new RunJournal([node('0.1'), node('0.2')]).start(0, '0.1');
const state = journal.state();

const open = (rig: Rig) => liveScreen(rig.terminal, rig.timer, () => liveView(state, openedAt + rig.nowMs, new Map()));

describe('the live screen', () => {
  test('shows nothing of a run that is over at once', async () => {
    const rig = new Rig();
    const screen = open(rig);
    screen.changed();
    screen.close();
    await rig.wait();
    expect(rig.printed).toBe('');
  });

  test('opens a screen of its own, and gives the terminal back as it was', async () => {
    const rig = new Rig();
    const screen = open(rig);
    await rig.wait();
    expect(rig.printed.startsWith(enter)).toBe(true);
    expect(rig.printed).toContain('0 of 2 done');
    screen.close();
    screen.close();
    expect(rig.printed.endsWith(leave)).toBe(true);
    expect(rig.printed.split(leave)).toHaveLength(2);
    await rig.wait(3);
    expect(rig.printed.endsWith(leave)).toBe(true);
    expect(rig.atExits.size).toBe(0);
  });

  test('gives the terminal back when the process ends without a word', async () => {
    const rig = new Rig();
    open(rig);
    await rig.wait();
    for (const act of rig.atExits) act();
    expect(rig.printed.endsWith(leave)).toBe(true);
  });

  test('draws once a second when nothing happens, and five times a second at most when everything does', async () => {
    const rig = new Rig();
    const screen = open(rig);
    await rig.wait();
    expect(rig.frames).toBe(1);
    await rig.wait(10);
    expect(rig.frames).toBe(3);
    for (let event = 0; event < 1000; event++) screen.changed();
    await rig.wait();
    expect(rig.frames).toBeLessThanOrEqual(4);
    screen.close();
  });

  test('follows the size of the window at once', async () => {
    const rig = new Rig();
    const screen = open(rig);
    await rig.wait();
    rig.width = 50;
    rig.errRows = 8;
    await rig.wait();
    const last = rig.printed.split(frame).at(-1)!;
    expect(rig.frames).toBe(2);
    expect(last.split('\n').length).toBeLessThanOrEqual(8);
    screen.close();
  });

  test('lets the run go on unseen when it cannot be drawn', async () => {
    const rig = new Rig();
    liveScreen(rig.terminal, rig.timer, () => {
      throw new Error('no view');
    });
    await rig.wait();
    expect(rig.printed).toBe(`${enter}\u001b[?25l\u001b[?7l${leave}`);
  });

  test.each([
    ['on a terminal', {}, 24, true],
    ['not in a pipe', {}, null, false],
    ['not with --json', { json: true }, 24, false],
    ['not with --json-lines', { jsonLines: true }, 24, false],
    ['not with --quiet', { quiet: true }, 24, false],
    ['not with --no-live', { live: false }, 24, false],
  ])('is used %s', (_, options, errRows, expected) => {
    expect(isLive({ options }, { errRows })).toBe(expected);
  });
});

const hasPseudoTerminal = ((): boolean => {
  try {
    return execFileSync('script', ['--version'], { stdio: 'pipe' }).toString().includes('util-linux');
  } catch {
    return false;
  }
})();
if (!hasPseudoTerminal) console.warn('SKIPPED: no `script` of util-linux, so nothing was shown on a pseudo-terminal.');

describe.skipIf(!hasPseudoTerminal)('on a real terminal', () => {
  /** A program that shows a run, and then ends in its own way. */
  const program = async (end: string) => {
    const place = workspace();
    const at = (file: string): string => JSON.stringify(new URL(`../../${file}`, import.meta.url).pathname);
    const contents = `
      import { liveScreen } from ${at('src/cli/live-screen.ts')};
      import { liveView } from ${at('src/app/run/live-view.ts')};
      import { nodeTimer } from ${at('src/adapters/run/node-timer.ts')};
      import { node, openedAt, RunJournal } from ${at('tests/reporting/run-journal.ts')};
      const { stderr } = process;
      const terminal = {
        err: (text) => void stderr.write(text),
        get errLook() { return { color: true, width: stderr.columns, unicode: true }; },
        get errRows() { return stderr.isTTY ? stderr.rows : null; },
        atExit: (act) => { process.once('exit', act); return () => process.removeListener('exit', act); },
      };
      const state = new RunJournal([node('0.1'), node('0.2')]).start(0, '0.1').state();
      let drawn = () => undefined;
      const first = new Promise((resolve) => (drawn = resolve));
      const screen = liveScreen(terminal, nodeTimer, () => {
        setImmediate(drawn);
        return liveView(state, openedAt + 5000, new Map([['0.1', 'cmd\\u001b[2J says']]));
      });
      await first;
      ${end}
    `;
    await build({
      stdin: { contents, resolveDir: place.root, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: place.path('show.mjs'),
      logLevel: 'error',
    });
    return (columns: number, rows: number): string => {
      const line = `stty cols ${columns} rows ${rows}; "${process.execPath}" "${place.path('show.mjs')}"`;
      const run = spawnSync('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
        encoding: 'utf8',
        timeout: 30_000,
        input: '',
      });
      return run.stdout;
    };
  };

  /** What stands on the normal screen after all that was printed. */
  const afterwards = (printed: string): string => printed.slice(printed.lastIndexOf(leave) + leave.length).trim();

  test.each([
    ['when it is closed', `screen.close(); console.log('the summary');`, 'the summary'],
    ['when the process is told to end', `process.exit(3);`, ''],
    ['when the process dies of an error', `throw new Error('dead of it');`, 'dead of it'],
  ])('the normal screen is back %s', async (_, end, expected) => {
    const printed = (await program(end))(60, 15);
    expect(printed.startsWith(`${enter}\u001b[?25l`)).toBe(true);
    expect(printed.split(enter)).toHaveLength(2);
    expect(printed.split(leave)).toHaveLength(2);
    expect(afterwards(printed)).toContain(expected);
    expect(printed).toContain('0 of 2 done');
    // What a program prints cannot clear the screen.
    expect(printed.split('\u001b[2J')).toHaveLength(1);
  });

  test('as many lines as the window has, and none wider', async () => {
    const printed = (await program('screen.close();'))(60, 15);
    const [, first = ''] = printed.split(frame);
    const lines = first.slice(0, first.indexOf('\u001b[?2026l')).split('\r\n');
    expect(lines.length).toBeLessThanOrEqual(15);
    for (const line of lines) expect(line.replace(/\u001b\[[\d;?]*[a-zA-Z]/g, '').length).toBeLessThanOrEqual(60);
  });
});
