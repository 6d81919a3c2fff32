import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { runPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const kinds: readonly (readonly [name: string, make: (file: string) => unknown, why: string])[] = [
  ['a pipe', (file) => execFileSync('sh', ['-c', 'mkfifo "$0"', file]), 'it is no plain file'],
  ['a folder', (file) => mkdirSync(file), 'it is no plain file'],
  [
    'a socket',
    (file) => {
      const server = createServer().listen(path.relative('.', file));
      onTestFinished(() => void server.close());
      return new Promise((resolve) => server.once('listening', resolve));
    },
    'The journal can not be read',
  ],
  [
    'a file beyond all measure',
    (file) => {
      writeFileSync(file, '');
      truncateSync(file, 3 * 2 ** 30);
    },
    'it has 3221225472 bytes',
  ],
  [
    'a large file of empty lines',
    (file) => writeFileSync(file, '\n'.repeat(100_000_000)),
    'is not the head of a journal',
  ],
];

describe.each(kinds)('%s in the place of a journal', (_name, make, why) => {
  test('is a damaged journal, which nobody waits for', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { summary } = await place.run();
    const runId = '20260101-000000-aaaa';
    mkdirSync(path.join(place.runsFolder, runId));
    await make(path.join(place.runsFolder, runId, 'journal.jsonl'));
    for (const argv of [['runs', 'list'], ['costs', '--all'], ['runs', 'clean'], ['stats']]) {
      const { code, output, stdout } = await place.planloom(argv);
      expect([argv, code]).toEqual([argv, 0]);
      expect(output).toContain(why);
      expect(stdout).toContain(argv[1] === 'list' ? summary.runId : '');
    }
    const shown = await place.planloom(['runs', 'show', runId]);
    expect([shown.code, shown.stdout, shown.stderr]).toEqual([2, '', expect.stringContaining(why)]);
    expect((await place.planloom(['status', '@SHIP'])).stdout).toContain('Achievements');
    // What belongs to it is only removed by force.
    const cleaned = await place.planloom(['runs', 'clean', '--journals', '--yes']);
    expect(cleaned.code).toBe(0);
    expect(readdirSync(place.runsFolder)).toContain(runId);
    rmSync(path.join(place.runsFolder, runId), { recursive: true });
  });
});
