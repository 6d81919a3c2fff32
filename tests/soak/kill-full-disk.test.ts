import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { decodeJournal } from '../../src/journal/journal-text.ts';
import { replay } from '../../src/journal/replay.ts';
import { killAlone, startPlanloom } from '../support/kill-rig.ts';
import { workspace } from '../support/workspace.ts';

/** A small file system of its own at `folder`; undefined where this user may mount none. */
const mounted = (folder: string, bytes: number): (() => void) | undefined => {
  mkdirSync(folder, { recursive: true });
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  if (mount.status !== 0) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return () => void spawnSync('umount', ['-l', folder]);
};

const canMount = ((): boolean => {
  const probe = spawnSync('unshare', ['-m', 'true']);
  return process.platform === 'linux' && process.getuid?.() === 0 && probe.status === 0;
})();

if (!canMount) console.warn('SKIPPED: full disks are not tested, because nothing may be mounted here.');

const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
};

const ids = ['1.1', '1.2', '1.3', '2.1'];

/** Which part lies on the small disk, and how much of it is left for the run. */
const disks = {
  'the repository with the journal': { at: 'project', left: [4_000, 40_000, 90_000, 150_000] },
  'the folder for working trees': { at: 'worktrees', left: [20_000, 150_000, 300_000, 450_000] },
} as const;

for (const [name, { at, left }] of Object.entries(disks)) {
  test.skipIf(!canMount).each(left)(
    `${name} is full: one clear message, and after that a resume comes to the end; %i bytes left`,
    { timeout: 120_000 },
    async (bytes) => {
      const base = workspace().root;
      const folder = path.join(base, at);
      mounted(folder, 12_000_000);
      const project = path.join(base, 'project');
      const env = {
        PATH: process.env.PATH ?? '',
        HOME: path.join(base, 'home'),
        PLANLOOM_WORKTREE_ROOT: path.join(base, 'worktrees'),
        GIT_CONFIG_NOSYSTEM: '1',
      };
      const git = (...args: string[]): string =>
        execFileSync('git', args, { cwd: project, env, stdio: 'pipe' }).toString().trimEnd();
      write(base, { 'home/.keep': '' });
      write(project, {
        'parallel.json': JSON.stringify({
          schema_version: 1,
          plan_name: 'FULL',
          parallelization_level: 'level_3',
          achievements: ids.map((id) => ({ achievement_id: id, title: id, dependencies: id === '2.1' ? ['1.1'] : [] })),
        }),
        'planloom.config.json': JSON.stringify({
          executors: {
            work: {
              kind: 'command',
              command: ['sh', '-c', 'head -c 30000 /dev/urandom | base64 > "$PLANLOOM_NODE.txt" && echo said'],
            },
          },
          maxExecutors: 2,
          maxAttempts: 1,
        }),
        'file.txt': 'text\n'.repeat(2000),
      });
      git('init', '--quiet', '--initial-branch=main');
      git('config', 'user.name', 'Ada');
      git('config', 'user.email', 'ada@example.org');
      git('add', '-A');
      git('commit', '--quiet', '-m', 'first');
      mkdirSync(folder, { recursive: true });
      const { bavail, bsize } = statfsSync(folder);
      const ballast = path.join(base, at, at === 'project' ? '.git/ballast' : 'ballast');
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - bytes)));

      const call = async (...argv: string[]) => {
        const live = startPlanloom(argv, project, env);
        onTestFinished(() => killAlone(live));
        return live.over;
      };
      const full = await call('run', 'parallel.json', '--yes', '--trust', '--quiet');
      rmSync(ballast);
      expect(full.stderr.match(/^error: /gm)).toHaveLength(1);
      const words = full.stderr.replace(/\s+/g, ' ');
      expect(words).toMatch(/no space left|unable to write|couldn't write|disk is full/i);
      expect([words, full.code]).toEqual([words, words.includes('cannot go on') ? 1 : 2]);
      expect(full.stderr).not.toMatch(/Internal error|^\s+at |node:/m);

      const runs = path.join(project, '.git', 'planloom', 'runs');
      const [runId] = execFileSync('sh', ['-c', `ls "${runs}" 2> /dev/null || true`])
        .toString()
        .split('\n');
      const journalFile = path.join(runs, runId ?? '', 'journal.jsonl');
      let state;
      try {
        const journal = decodeJournal('journal.jsonl', readFileSync(journalFile, 'utf8'));
        state = journal.ok ? replay(journal.value.entries) : undefined;
      } catch {
        state = undefined;
      }
      const again = await (state === undefined
        ? call('run', 'parallel.json', '--yes', '--trust', '--json')
        : call('resume', runId!, '--retry-failed', '--trust', '--json'));
      expect([again.code, again.stderr]).toEqual([0, '']);
      const { integrationBranch: branch } = JSON.parse(again.stdout) as { readonly integrationBranch: string };
      const files = git('ls-tree', '--name-only', branch).split('\n');
      expect(ids.filter((id) => !files.includes(`${id}.txt`))).toEqual([]);
      for (const id of ids) expect(git('cat-file', '-s', `${branch}:${id}.txt`)).toBe('40527');
      git('fsck', '--no-dangling', '--no-progress');
    },
  );
}
