import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import type { Workspace } from '../support/workspace.ts';
import { workspace } from '../support/workspace.ts';

const plan = `# PLAN: Tide tables

## Desirable Achievements

**Achievement 1.1**: Harbours listed

- **Goal**: Every harbour has a name and a place
- **Deliverables**: \`data/harbours.csv\`

**Achievement 1.2**: Gauges read

- **Goal**: Every gauge is read twice an hour
- **Deliverables**: \`src/gauges.ts\`
`;

let place: Workspace;
const subplans = (): readonly string[] => place.files().filter((file) => file.startsWith('subplans/'));

describe('taking a batch back', () => {
  beforeEach(async () => {
    place = workspace({ 'PLAN_TIDES.md': plan });
    execFileSync('git', ['init', '--quiet'], { cwd: place.root });
    await planloom(place, ['subplan', '--batch', '--yes']);
  });

  test('removes exactly what the last batch made', async () => {
    place.write('subplans/NOTES.md', 'mine');
    const { code, stdout } = await planloom(place, ['subplan', '--batch', '--undo', '--yes']);
    expect([code, stdout]).toEqual([
      0,
      '  1.1  subplans/SUBPLAN_TIDES_11.md  removed\n  1.2  subplans/SUBPLAN_TIDES_12.md  removed\n',
    ]);
    expect(subplans()).toEqual(['subplans/NOTES.md']);
  });

  test('keeps a document that was touched since, and says so', async () => {
    place.write('subplans/SUBPLAN_TIDES_12.md', 'My own approach.');
    const { code, json } = await planloom(place, ['subplan', '--batch', '--undo', '--yes', '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      kind: 'undo',
      removed: [{ id: '1.1', file: 'subplans/SUBPLAN_TIDES_11.md' }],
      kept: [{ id: '1.2', file: 'subplans/SUBPLAN_TIDES_12.md' }],
    });
    expect(place.read('subplans/SUBPLAN_TIDES_12.md')).toBe('My own approach.');
  });

  test('happens once: there is nothing to take back afterwards', async () => {
    await planloom(place, ['subplan', '--batch', '--undo', '--yes']);
    const { code, stderr } = await planloom(place, ['subplan', '--batch', '--undo', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('No subplan batch of PLAN_TIDES.md is remembered.');
  });

  test('leaves the other kind of document alone', async () => {
    await planloom(place, ['execution', '--batch', '--yes']);
    expect((await planloom(place, ['execution', '--undo', '--yes'])).code).toBe(0);
    expect(subplans()).toHaveLength(2);
    expect((await planloom(place, ['subplan', '--batch', '--undo', '--yes'])).code).toBe(0);
    expect(place.files().filter((file) => file.endsWith('.md'))).toEqual(['PLAN_TIDES.md']);
  });

  test('is remembered outside of the work tree', () => {
    expect(place.files().filter((file) => !file.startsWith('.git/'))).toEqual([
      'PLAN_TIDES.md',
      'subplans/SUBPLAN_TIDES_11.md',
      'subplans/SUBPLAN_TIDES_12.md',
    ]);
    expect(place.files()).toContain('.git/planloom/last-batch.json');
  });

  test('refuses when the record is damaged rather than guessing', async () => {
    place.write('.git/planloom/last-batch.json', '{ broken');
    expect((await planloom(place, ['subplan', '--batch', '--undo', '--yes'])).code).toBe(2);
    expect(subplans()).toHaveLength(2);
  });

  test('keeps a SUBPLAN that an EXECUTION_TASK rests on', async () => {
    await planloom(place, ['execution', '--achievement', '1.1', '--yes']);
    const { code, stdout } = await planloom(place, ['subplan', '--batch', '--undo', '--yes']);
    expect(code).toBe(1);
    expect(stdout).toContain('SUBPLAN_TIDES_11.md  stays: its EXECUTION_TASK exists');
    expect(subplans()).toEqual(['subplans/SUBPLAN_TIDES_11.md']);
  });

  test('--dry-run removes nothing and shows what would be', async () => {
    place.write('subplans/SUBPLAN_TIDES_12.md', 'Mine.');
    const { code, stdout } = await planloom(place, ['subplan', '--batch', '--undo', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('SUBPLAN_TIDES_11.md  as it was made');
    expect(stdout).toContain('SUBPLAN_TIDES_12.md  stays: touched since it was made');
    expect(subplans()).toHaveLength(2);
  });

  test('asks first; where nobody can be asked it wants --yes', async () => {
    const silent = await planloom(place, ['subplan', '--batch', '--undo']);
    expect(silent.code).toBe(2);
    expect(silent.stderr).toContain('Add --yes');
    expect((await planloom(place, ['subplan', '--batch', '--undo'], { answer: false })).code).toBe(1);
    expect(subplans()).toHaveLength(2);
    expect((await planloom(place, ['subplan', '--batch', '--undo'], { answer: true })).code).toBe(0);
    expect(subplans()).toEqual([]);
  });

  test('takes back a whole batch or nothing', async () => {
    const { code, stderr } = await planloom(place, ['subplan', '--batch', '--undo', '--achievement', '1.1', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('--achievement');
    expect(subplans()).toHaveLength(2);
  });

  test('does not reach into another worktree of the repository', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.example', ...args], { cwd: place.root });
    git('add', '.');
    git('commit', '--quiet', '-m', 'all');
    git('worktree', 'add', '--quiet', 'beside');
    expect((await planloom(place, ['subplan', 'beside', '--batch', '--undo', '--yes'])).code).toBe(2);
    expect(place.files()).toContain('beside/subplans/SUBPLAN_TIDES_11.md');
  });

  test('what cannot be remembered is said, and the batch stands', async () => {
    rmSync(place.path('.git/planloom/last-batch.json'));
    place.write('.git/planloom/last-batch.json/in-the-way', '');
    const { code, stderr } = await planloom(place, ['execution', '--batch', '--yes']);
    expect(code).toBe(0);
    expect(stderr).toContain('is not remembered');
    expect(place.files()).toContain('execution/EXECUTION_TASK_TIDES_11_01.md');
  });
});
