import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const ctrlC = '\u0003';

const hasPseudoTerminal = ((): boolean => {
  try {
    return execFileSync('script', ['--version'], { stdio: 'pipe' }).toString().includes('util-linux');
  } catch {
    return false;
  }
})();
if (!hasPseudoTerminal) console.warn('SKIPPED: no `script` of util-linux, so no menu was shown on a pseudo-terminal.');

/** What is awaited on the screen, after all that was awaited before, and what a person types, or does, then. */
type Step = readonly [awaited: string, then: string | (() => void)];

/** Commands on a terminal of so many columns; after each its exit code, and at the end the settings of the terminal are printed. */
const onTerminal = (
  place: RunPlace,
  columns: number,
  steps: readonly Step[],
  commands: readonly string[] = ['menu'],
): Promise<string> => {
  const calls = commands.map((words) => `"${process.execPath}" "${main}" ${words}; echo "code $?"; `).join('');
  const line = `stty cols ${columns} rows 24; ${calls}stty -a`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], {
    cwd: place.root,
    env: {
      ...process.env,
      TERM: 'xterm',
      NO_COLOR: '1',
      HOME: `${place.root}.home`,
      XDG_STATE_HOME: place.state,
      XDG_CONFIG_HOME: `${place.root}.config`,
      PLANLOOM_WORKTREE_ROOT: place.worktrees,
    },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  let seen = 0;
  const left = [...steps];
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    for (let step = left[0]; step !== undefined; step = left[0]) {
      const at = printed.indexOf(step[0], seen);
      if (at < 0) return;
      seen = at + step[0].length;
      left.shift();
      if (typeof step[1] === 'string') child.stdin.write(step[1]);
      else step[1]();
    }
  });
  return new Promise((resolve) => child.on('close', () => resolve(printed)));
};

const expectGivenBack = (printed: string, code: number): void => {
  const after = printed.slice(printed.indexOf(`code ${code}`));
  expect(after).toMatch(/[ ;]icanon/);
  expect(after).toMatch(/[ ;]echo /);
};

/** The lines as they came to the screen, without what moves the cursor. */
const widthsOf = (printed: string): readonly number[] =>
  printed
    .slice(0, printed.indexOf('code '))
    .split(/\r?\n|\u001b\[\??\d*[AJKhl]|\r/)
    .map((line) => line.length);

describe.skipIf(!hasPseudoTerminal)('the menu on a terminal', () => {
  test('is moved in by arrows, does what is chosen, is left by Ctrl-C in a question, and all that was printed stays', async () => {
    const place = runPlace({ todo: { '0.1': {}, '1.1': { needs: ['0.1'] } } });
    const printed = await onTerminal(place, 72, [
      ['h help, q leave', '\u001b[B\u001b[A\r'],
      ['Create this file? [y/N]', 'y\r'],
      ['1 subplan created', ''],
      ['h help, q leave', '611'],
      ['(may be left out)', 'reäd\u007f\u007fead\u001b[200~ it\ntwice\u001b[201~'],
      ['> reead it twice', '\r'],
      ['1 complete', ''],
      ['h help, q leave', '1'],
      ['Create this file? [y/N]', ctrlC],
    ]);
    expect(printed).toContain('$ planloom subplan @SHIP --batch');
    expect(printed).toContain("$ planloom approve @SHIP 0.1 --reason 'reead it twice'");
    expect(printed).toContain('Nothing was made.');
    expect(place.files()).toContain('work-space/plans/SHIP/execution/feedbacks/APPROVED_01.md');
    expect(printed).not.toContain('\u001b[?1049');
    expect(printed).not.toMatch(/\u001b\[\d+m/);
    expect(Math.max(...widthsOf(printed))).toBeLessThanOrEqual(72);
    expectGivenBack(printed, 130);
  });

  test('shows a run live, forgets what was typed meanwhile, and takes the run over when it is told to', async () => {
    const place = runPlace({ todo: { '0.1': {} } });
    const go = `${place.root}.work/seen`;
    place.setWork('0.1', `echo working on it; until [ -e "${go}" ]; do sleep 0.05; done; echo 1 > 0.1.txt`);
    const printed = await onTerminal(place, 80, [
      ['h help, q leave', '5'],
      ['Allow it? [y/N]', 'y\r'],
      ['Start? [y/N]', 'y\r'],
      ['working on it', '7\r9\r1Q'],
      // The terminal shows what it has.
      ['Q', () => writeFileSync(go, '')],
      ['\u001b[?1049l', ''],
      ['h help, q leave', '9'],
      ['Look at it first', '1'],
      ['→ Review 0.1', ''],
      ['h help, q leave', 'q'],
    ]);
    expect(printed).toContain('1 awaiting approval');
    expect(printed).not.toContain('$ planloom graph');
    expect(printed.match(/\$ planloom runs accept/g)).toHaveLength(1);
    expect(place.git('ls-files')).toContain('0.1.txt');
    expectGivenBack(printed, 0);
  });
});

describe.skipIf(!hasPseudoTerminal)('questions on a terminal', () => {
  test('take lines that were pasted together, and end with 130 and nothing written at Ctrl-C', async () => {
    const place = runPlace({ todo: { '0.1': {} } });
    const before = place.files();
    const commands = ['new plan', 'subplan --batch'];
    const printed = await onTerminal(
      place,
      80,
      [
        ['Name, such as', 'KIOSK\nTicket kiosk\n\nChoose\n2h\nnone\na.ts\n\n'],
        ['Write work-space/plans/KIOSK/PLAN_KIOSK.md? [y/N]', ctrlC],
        ['code 130', ''],
        ['Create this file? [y/N]', ctrlC],
      ],
      commands,
    );
    expect(printed).toContain('Achievement 1.1: Choose (2 hours)');
    expect(printed.match(/\[y\/N\] \S*\r\nNothing was (?:written|made)\.\r\ncode 130/g)).toHaveLength(2);
    expect(place.files()).toEqual(before);
    expectGivenBack(printed, 130);
  });
});
