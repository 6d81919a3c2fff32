import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Setting } from '../support/planloom.ts';
import { planloom } from '../support/planloom.ts';
import type { Workspace } from '../support/workspace.ts';
import { workspace } from '../support/workspace.ts';

const plan = `# PLAN: Buoys

## Desirable Achievements

**Achievement 1.1**: Buoys moored

- **Goal**: Every buoy is in its place
- **Deliverables**: \`data/buoys.csv\`
`;

/** A watched command that the test leads: it says when something has changed, and when the user has seen enough. */
const watching = (place: Workspace, argv: readonly string[], setting: Setting = {}) => {
  const printed: string[] = [];
  const readers: (() => void)[] = [];
  let stop: () => void = () => undefined;
  let change: () => void = () => undefined;
  let ended = false;
  const outcome = planloom(place, argv, {
    ...setting,
    watch: {
      watch: (_, changed) => {
        change = changed;
        return Promise.resolve(() => {
          ended = true;
          return Promise.resolve();
        });
      },
    },
    interrupted: new Promise<void>((resolve) => {
      stop = resolve;
    }),
    onOut: (text) => {
      printed.push(text);
      readers.shift()?.();
    },
  });
  let seen = 0;
  return {
    /** The next thing that is printed. */
    async next(): Promise<string> {
      while (printed.length <= seen) await new Promise<void>((resolve) => readers.push(resolve));
      return printed[seen++]!;
    },
    change: () => change(),
    async end() {
      stop();
      const result = await outcome;
      return { ...result, watchEnded: ended };
    },
  };
};

const approve = (place: Workspace): void => place.write('execution/feedbacks/APPROVED_11.md', 'Good.');

describe('status --watch', () => {
  test('prints the status again after a change, and ends when it is interrupted', async () => {
    const place = workspace({ 'PLAN_BUOYS.md': plan });
    const view = watching(place, ['status', '--watch']);
    expect(await view.next()).toContain('0 of 1');
    approve(place);
    view.change();
    expect(await view.next()).toContain('1 of 1');
    expect(await view.end()).toMatchObject({ code: 130, watchEnded: true });
  });

  test('prints nothing again when nothing that it shows has changed', async () => {
    const place = workspace({ 'PLAN_BUOYS.md': plan });
    const view = watching(place, ['status', '--watch']);
    await view.next();
    view.change();
    const { stdout } = await view.end();
    expect(stdout.match(/0 of 1/g)).toHaveLength(1 * 2);
  });

  test('with --json-lines prints the whole status as one object a line', async () => {
    const place = workspace({ 'PLAN_BUOYS.md': plan });
    const view = watching(place, ['status', '--watch', '--json-lines']);
    await view.next();
    approve(place);
    view.change();
    await view.next();
    const { stdout } = await view.end();
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; hours: object });
    expect(lines.map(({ kind }) => kind)).toEqual(['status', 'status']);
  });

  test('on a terminal draws in place, never more than fits, and leaves the screen as it was', async () => {
    const place = workspace({ 'PLAN_BUOYS.md': plan });
    const view = watching(place, ['status', '--watch'], { rows: 6 });
    expect(await view.next()).toBe('\u001b[?1049h\u001b[?25l');
    const frame = await view.next();
    expect(frame.startsWith('\u001b[?2026h\u001b[H')).toBe(true);
    expect(frame).not.toContain('\u001b[2J');
    expect(frame.split('\n').length - 1).toBe(5);
    expect(frame).toMatch(/… \d+ more lines/);
    const { stdout } = await view.end();
    expect(stdout).toContain('\u001b[?25h\u001b[?1049l');
    expect(stdout.endsWith('--batch\n')).toBe(true);
  });

  test('shows what is wrong with the plan while it is being written, and goes on', async () => {
    const place = workspace({ 'PLAN_BUOYS.md': '# PLAN: Buoys\n' });
    const view = watching(place, ['status', '--watch']);
    expect(await view.next()).toContain('no achievements');
    place.write('PLAN_BUOYS.md', plan);
    view.change();
    expect(await view.next()).toContain('Buoys moored');
    await view.end();
  });
});

test('check --watch shows the problems again after a change', async () => {
  const place = workspace({ 'PLAN_BUOYS.md': plan.replace('- **Goal**', '- **Dependencies**: 9.9\n- **Goal**') });
  const view = watching(place, ['check', '--watch']);
  expect(await view.next()).toContain('9.9');
  place.write('PLAN_BUOYS.md', plan);
  view.change();
  expect(await view.next()).toContain('No problems');
  await view.end();
});

test('the built command sees a real change on disk, and ends at Ctrl-C with 130', async () => {
  const place = workspace({ 'PLAN_BUOYS.md': plan });
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
  const child = spawn(process.execPath, [main, 'status', '--watch', '--json-lines'], { cwd: place.root });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  let output = '';
  const line = (count: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (output.split('\n').length > count) resolve();
      };
      child.stdout.on('data', look);
      look();
    });
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await line(1);
  approve(place);
  await line(2);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  const statuses = output
    .trimEnd()
    .split('\n')
    .map((text) => (JSON.parse(text) as { achievements: { status: string }[] }).achievements[0]!.status);
  expect(statuses).toEqual(['not_started', 'complete']);
});
