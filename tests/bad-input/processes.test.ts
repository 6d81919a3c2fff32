import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';
import { achievement, goodPlan, planText } from './plans.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const count = 150;

/** A level of many achievements, so that a batch takes long enough to be disturbed. */
const wide = () =>
  workspace({
    'PLAN_TIDE.md': planText(...Array.from({ length: count }, (_, i) => achievement(`1.${i + 1}`, `Gauge ${i + 1}`))),
  });

const start = (place: Workspace, argv: readonly string[], cwd = place.root) =>
  spawn(process.execPath, [main, ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const end = (child: ReturnType<typeof start>): Promise<Ended> =>
  new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });

const run = (place: Workspace, argv: readonly string[], cwd?: string): Promise<Ended> => end(start(place, argv, cwd));

interface Batch {
  readonly created: readonly { readonly file: string }[];
  readonly skipped: readonly unknown[];
  readonly failed: readonly unknown[];
}

const subplans = (place: Workspace): readonly string[] =>
  place.files().filter((file) => file.startsWith('subplans/') && file.endsWith('.md'));

/** Ends a process without a word when it has given the sixth file its name. */
const dieAtTheSixth = `
const files = require('node:fs/promises');
const { link } = files;
let named = 0;
files.link = async (...paths) => {
  await link(...paths);
  if (++named === 6) process.kill(process.pid, 'SIGKILL');
};
require('node:module').syncBuiltinESMExports();
`;

describe('batches that disturb each other', () => {
  test('two at once make every document once, and none of it in halves', async () => {
    const place = wide();
    const argv = ['subplan', '--batch', '--yes', '--json'];
    const [one, other] = (await Promise.all([run(place, argv), run(place, argv)])).map(
      ({ stdout }) => JSON.parse(stdout) as Batch,
    );
    const created = [...(one?.created ?? []), ...(other?.created ?? [])].map(({ file }) => file);
    expect(created).toHaveLength(count);
    expect(new Set(created).size).toBe(count);
    expect([...(one?.failed ?? []), ...(other?.failed ?? [])]).toEqual([]);
    expect(place.files().filter((file) => !file.startsWith('.planloom/'))).toHaveLength(count + 1);
  });

  test('one that is killed leaves whole documents only, and the next makes the rest', async () => {
    const place = wide();
    place.write('.die.cjs', dieAtTheSixth);
    const argv = ['--require', place.path('.die.cjs'), main, 'subplan', '--batch', '--yes'];
    const ended = end(spawn(process.execPath, argv, { cwd: place.root, stdio: ['ignore', 'pipe', 'pipe'] }));
    expect((await ended).signal).toBe('SIGKILL');

    const left = new Map(subplans(place).map((file) => [file, place.read(file)]));
    expect(left.size).toBeGreaterThan(0);
    expect(left.size).toBeLessThan(count);
    // As if the writing of one more had been cut off.
    place.write('subplans/.SUBPLAN_TIDE_1-150.md.0123456789ab.tmp', '# SUBPLAN: half a li');

    const again = JSON.parse((await run(place, ['subplan', '--batch', '--yes', '--json'])).stdout) as Batch;
    expect(again.created).toHaveLength(count - left.size);
    expect(again.failed).toEqual([]);
    for (const [file, text] of left) expect(place.read(file)).toBe(text);

    const whole = wide();
    await run(whole, ['subplan', '--batch', '--yes']);
    for (const file of left.keys()) expect(left.get(file), `${file} is whole`).toBe(whole.read(file));
    expect((await run(place, ['check', '--json'])).stdout).not.toContain('.tmp');
  });
});

describe('a process in a world that changes', () => {
  test.each([['parse', '--json'], ['status'], ['graph'], ['discover', '--dry-run', '--json']])(
    '%s %s ends quietly when nobody reads on',
    async (...argv) => {
      const child = start(wide(), argv);
      child.stdout.once('data', () => child.stdout.destroy());
      const { code, stderr } = await end(child);
      expect(stderr).toBe('');
      expect(code).toBeOneOf([0, 1]);
    },
  );

  test('a current folder that was removed is said, not thrown', async () => {
    const place = workspace({ 'PLAN_TIDE.md': goodPlan, 'gone/notes.txt': 'nothing\n' });
    const script = 'cd gone && rm -r ../gone && exec "$0" "$1" status';
    const child = spawn('sh', ['-c', script, process.execPath, main], {
      cwd: place.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, stderr } = await end(child);
    expect(stderr).toContain('does not exist any more');
    expect(stderr).not.toContain('    at ');
    expect(code).toBe(2);
  });

  /** Root may write anywhere, so that the command runs as somebody else then. */
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

  test('a folder that may not be written to is said, and nothing is made', async ({ skip }) => {
    const place = workspace({ 'PLAN_TIDE.md': goodPlan });
    chmodSync(place.root, 0o555);
    const asNobody = (argv: readonly string[]): Promise<Ended> =>
      end(spawn(process.execPath, [main, ...argv], { cwd: place.root, stdio: ['ignore', 'pipe', 'pipe'], ...nobody }));
    // Where this project lies in somebody's own folder, nobody else can start it.
    if ((await asNobody(['--version'])).code !== 0) skip();
    const batch = await asNobody(['subplan', '--batch', '--yes']);
    const discover = await asNobody(['discover']);
    chmodSync(place.root, 0o755);
    expect(batch.stdout.replace(/\s+/g, ' ')).toContain('SUBPLAN_TIDE_11.md cannot be written: permission denied.');
    expect(batch.code).toBe(1);
    expect(discover.stderr).toContain('parallel.json cannot be written: permission denied.');
    expect(discover.code).toBe(2);
    expect(place.files()).toEqual(['PLAN_TIDE.md']);
  });
});
