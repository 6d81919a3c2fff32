import { execFileSync } from 'node:child_process';
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
    const { code, stdout } = await planloom(place, ['subplan', '--batch', '--undo']);
    expect([code, stdout]).toEqual([
      0,
      '1.1  removed  subplans/SUBPLAN_TIDES_11.md\n1.2  removed  subplans/SUBPLAN_TIDES_12.md\n',
    ]);
    expect(subplans()).toEqual(['subplans/NOTES.md']);
  });

  test('keeps a document that was touched since, and says so', async () => {
    place.write('subplans/SUBPLAN_TIDES_12.md', 'My own approach.');
    const { code, json } = await planloom(place, ['subplan', '--batch', '--undo', '--json']);
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      kind: 'undo',
      removed: [{ id: '1.1', file: 'subplans/SUBPLAN_TIDES_11.md' }],
      kept: [{ id: '1.2', file: 'subplans/SUBPLAN_TIDES_12.md' }],
    });
    expect(place.read('subplans/SUBPLAN_TIDES_12.md')).toBe('My own approach.');
  });

  test('happens once: there is nothing to take back afterwards', async () => {
    await planloom(place, ['subplan', '--batch', '--undo']);
    const { code, stderr } = await planloom(place, ['subplan', '--batch', '--undo']);
    expect(code).toBe(2);
    expect(stderr).toContain('No subplan batch of PLAN_TIDES.md is remembered.');
  });

  test('leaves the other kind of document alone', async () => {
    await planloom(place, ['execution', '--batch', '--yes']);
    await planloom(place, ['subplan', '--batch', '--undo']);
    expect(place.files()).toContain('execution/EXECUTION_TASK_TIDES_11_01.md');
    expect((await planloom(place, ['execution', '--batch', '--undo'])).code).toBe(0);
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
    expect((await planloom(place, ['subplan', '--batch', '--undo'])).code).toBe(2);
    expect(subplans()).toHaveLength(2);
  });
});
