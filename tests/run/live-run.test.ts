import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const enter = '\u001b[?1049h';
const leave = '\u001b[?7h\u001b[?25h\u001b[?1049l';

const hasPseudoTerminal = ((): boolean => {
  try {
    return execFileSync('script', ['--version'], { stdio: 'pipe' }).toString().includes('util-linux');
  } catch {
    return false;
  }
})();
if (!hasPseudoTerminal) console.warn('SKIPPED: no `script` of util-linux, so no run was shown on a pseudo-terminal.');

interface Shown {
  readonly code: number;
  readonly printed: string;
}

/** `planloom run` as a person starts it; `act` is told all that was printed so far, and may type. */
const onTerminal = (
  place: RunPlace,
  argv: readonly string[],
  act: (printed: string, type: (keys: string) => void, closeWindow: () => void) => void,
): Promise<Shown> => {
  const words = ['run', '@SHIP', '--yes', '--trust', ...argv].join(' ');
  const line = `stty cols 80 rows 24; exec "${process.execPath}" "${main}" ${words}`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], {
    cwd: place.root,
    env: {
      ...process.env,
      TERM: 'xterm',
      HOME: `${place.root}.home`,
      XDG_STATE_HOME: place.state,
      XDG_CONFIG_HOME: `${place.root}.config`,
      PLANLOOM_WORKTREE_ROOT: place.worktrees,
    },
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    act(
      printed,
      (keys) => child.stdin.write(keys),
      () => child.kill('SIGKILL'),
    );
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, printed })));
};

const afterwards = ({ printed }: Shown): string => printed.slice(printed.lastIndexOf(leave) + leave.length);

describe.skipIf(!hasPseudoTerminal)('a run on a terminal', () => {
  test('is drawn in place with what its programs print, and leaves its summary on the normal screen', async () => {
    const place = runPlace({ todo: { '0.1': {}, '1.1': { needs: ['0.1'] } } });
    const go = `${place.root}.work/seen`;
    place.setWork('0.1', `echo working on it; until [ -e "${go}" ]; do sleep 0.05; done; echo 1 > a.txt`);
    const shown = await onTerminal(place, [], (printed) => {
      if (printed.includes('working on it')) writeFileSync(go, '');
    });
    expect(shown.code).toBe(0);
    expect(shown.printed).toContain('0 of 2 done');
    expect(shown.printed.split(enter)).toHaveLength(2);
    expect(shown.printed.split(leave)).toHaveLength(2);
    expect(afterwards(shown)).toContain('All 2 achievements are done.');
  });

  test('tells at Ctrl-C that it stops, and gives the terminal back', async () => {
    const place = runPlace({ todo: { '0.1': { work: `echo working on it; sleep 600` }, '0.2': {} } });
    let typed = 0;
    const shown = await onTerminal(place, [], (printed, type) => {
      if (typed === 0 && printed.includes('working on it')) {
        typed = 1;
        type('\u0003');
      } else if (typed === 1 && printed.includes('what runs is finished first')) {
        typed = 2;
        type('\u0003');
      }
    });
    expect(shown.code).toBe(130);
    expect(shown.printed.split(leave)).toHaveLength(2);
    expect(afterwards(shown)).toContain('cancelled');
    expect(afterwards(shown)).not.toContain(enter);
  });

  test('is finished when its window is closed', async () => {
    const place = runPlace({ todo: { '0.1': {}, '1.1': { needs: ['0.1'] } } });
    const go = `${place.root}.work/seen`;
    place.setWork('0.1', `echo working on it; until [ -e "${go}" ]; do sleep 0.05; done; echo 1 > a.txt`);
    await onTerminal(place, [], (printed, _, closeWindow) => {
      if (printed.includes('working on it')) closeWindow();
    });
    const journal = (): string => place.read(`.git/planloom/runs/${place.runIds()[0]!}/journal.jsonl`);
    const wait = { timeout: 20_000, interval: 50 };
    await vi.waitFor(() => expect(journal()).toContain('"stop_asked"'), wait);
    writeFileSync(go, '');
    await vi.waitFor(() => expect(journal()).toContain('"closed"'), wait);
    // Written last.
    await vi.waitFor(() => expect(place.files().join()).toContain('execution_summary.json'), wait);
    expect(journal()).toMatch(/"merged","node":"0\.1".*"closed","outcome":"paused"/s);
  });

  test('is not drawn with --no-live: a line an event', async () => {
    const place = runPlace({ todo: { '0.1': {} } });
    const shown = await onTerminal(place, ['--no-live'], () => undefined);
    expect(shown.code).toBe(0);
    expect(shown.printed).not.toContain(enter);
    expect(shown.printed).toMatch(/0\.1 .*started/);
  });
});

describe('a run in a pipe', () => {
  test('prints no control characters', async () => {
    const place = runPlace({ todo: { '0.1': { work: 'printf "\\033[2Jred\\n"; sleep 1; echo 1 > a.txt' } } });
    const { stdout, stderr, code } = await place.planloom(['run', '@SHIP', '--yes', '--trust']);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});
