import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/index.ts';
import { workspace } from '../support/workspace.ts';

const place = () => {
  const files = workspace({
    'repository/parallel.json': JSON.stringify({
      schema_version: 1,
      plan_name: 'SHOP',
      parallelization_level: 'level_3',
      achievements: [
        { achievement_id: '1.1', title: 'First', dependencies: [] },
        { achievement_id: '1.2', title: 'Second', dependencies: ['1.1'] },
      ],
    }),
    'repository/planloom.config.json': JSON.stringify({ executors: { pretend: { kind: 'simulate', seconds: 0 } } }),
  });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: files.path('repository'), encoding: 'utf8' });
  git('init', '--quiet');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.org');
  git('add', '-A');
  git('commit', '--quiet', '-m', 'start');
  process.env.PLANLOOM_WORKTREE_ROOT = files.path('worktrees');
  return { cwd: files.path('repository'), git };
};

describe('run, called from a program', () => {
  test('runs a plan to its end and answers with the summary', async () => {
    const { cwd, git } = place();
    const events: string[] = [];
    const summary = await run({
      plan: 'parallel.json',
      cwd,
      trust: true,
      maxExecutors: 2,
      onEvent: ({ event }) => events.push(event.type),
    });
    if (!summary.ok) throw new Error(summary.error.map(({ message }) => message).join('\n'));
    expect(summary.value.outcome).toBe('succeeded');
    expect(summary.value.nodes.map(({ id, state }) => [id, state])).toEqual([
      ['1.1', 'succeeded'],
      ['1.2', 'succeeded'],
    ]);
    expect(events[0]).toBe('opened');
    expect(events.at(-1)).toBe('closed');
    expect(git('ls-tree', '-r', '--name-only', summary.value.integrationBranch ?? '')).toContain('simulated-1.2.md');
  });

  test('says what is wrong where there is no plan', async () => {
    const missing = await run({ plan: 'PLAN_NOTHING.md', cwd: place().cwd, trust: true });
    expect(missing).toMatchObject({ ok: false, error: [{ rule: 'missing-file' }] });
  });
});
