import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { nodeRunFiles } from '../../src/adapters/run/node-run-files.ts';
import { nodeTimer } from '../../src/adapters/run/node-timer.ts';
import { isAlive, thisProcess } from '../../src/adapters/run/process-identity.ts';
import { createRunFolder, listRuns, openRunFolder } from '../../src/adapters/run/run-folders.ts';
import { isRunId, newRunId } from '../../src/adapters/run/run-id.ts';
import { trustFile } from '../../src/adapters/run/trust-file.ts';
import { userConfigFile, userStateFolder } from '../../src/adapters/run/user-folders.ts';
import { worktreeRoot } from '../../src/adapters/run/worktree-root.ts';
import { achievementId } from '../../src/domain/ids.ts';
import type { Problem } from '../../src/domain/problem.ts';
import type { Result } from '../../src/domain/result.ts';
import { nodeProgram } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';

const node = achievementId('1.1')!;

describe('the folder of a run', () => {
  test('keeps texts, a log, and the files of attempts', async () => {
    const at = workspace({ 'beside/prompt.md': 'Do it.', 'beside/transcript.log': 'Done.', 'secret.txt': 'secret' });
    symlinkSync(at.path('secret.txt'), at.path('beside/link.md'));
    mkdirSync(at.path('beside/below'));
    const run = createRunFolder(at.root, '20261121-120301-k3f9');
    run.writeText('config.json', '{}');
    run.writeText('config.json', '{"a":1}');
    run.log('first');
    run.log('second\nof two lines');
    await nextTurn();
    run.keepFiles(node, 2, at.path('beside'));
    const prefix = '.planloom/runs/20261121-120301-k3f9';
    expect(at.files().filter((file) => file.startsWith('.planloom'))).toEqual([
      `${prefix}/attempts/1.1/2/prompt.md`,
      `${prefix}/attempts/1.1/2/transcript.log`,
      `${prefix}/config.json`,
      `${prefix}/orchestrator.log`,
    ]);
    expect(run.folder).toBe(at.path(prefix));
    expect(run.readText('config.json', 100)).toBe('{"a":1}');
    expect(run.readText('config.json', 4)).toBe('{"a"');
    expect(run.readText('orchestrator.log', 100)).toBe('first\nsecond of two lines\n');
    expect(statSync(run.folder).mode & 0o777).toBe(0o700);
  });

  test('reads nothing but plain files', () => {
    const at = workspace({ 'secret.txt': 'secret' });
    const run = createRunFolder(at.root, '20261121-120301-k3f9');
    symlinkSync(at.path('secret.txt'), path.join(run.folder, 'link'));
    execFileSync('sh', ['-c', 'mkfifo "$0"', path.join(run.folder, 'pipe')]);
    mkdirSync(path.join(run.folder, 'folder'));
    for (const name of ['link', 'pipe', 'folder', 'gone']) expect(run.readText(name, 100)).toBeUndefined();
  });

  test('is made once, and found again', () => {
    const at = workspace({ '.git/HEAD': 'ref: refs/heads/main\n' });
    expect(listRuns(at.root)).toEqual([]);
    const ids = ['20261121-120301-k3f9', '20261122-000000-0000', '20251121-120301-zzzz'];
    for (const id of ids) createRunFolder(at.root, id);
    at.write('.git/planloom/runs/notes.txt', 'no run');
    expect(listRuns(at.root)).toEqual(['20261122-000000-0000', '20261121-120301-k3f9', '20251121-120301-zzzz']);
    expect(() => createRunFolder(at.root, ids[0]!)).toThrow('EEXIST');
    expect(openRunFolder(at.root, ids[0]!)?.journalFile).toBe(at.path('.git/planloom/runs', ids[0]!, 'journal.jsonl'));
    expect(openRunFolder(at.root, '20261121-120301-none')).toBeUndefined();
    expect(openRunFolder(at.root, '../../HEAD')).toBeUndefined();
  });

  test('has an id that tells when it began', () => {
    const chances = [0, 0.999];
    const id = newRunId(new Date('2026-11-21T12:03:01.999Z'), { next: () => chances.shift()! });
    expect(id).toBe('20261121-120301-rr0z');
    expect(isRunId(id)).toBe(true);
  });

  test('files of attempts are made with their folders', async () => {
    const at = workspace();
    await nodeRunFiles.write(at.path('a/b/c.txt'), 'text');
    await nodeRunFiles.write(at.path('a/b/c.txt'), 'other');
    expect(at.read('a/b/c.txt')).toBe('other');
    const has = (file: string, wanted: string): Promise<boolean> =>
      nodeRunFiles.hasFile(at.path(file), (inside) => inside === wanted);
    expect([await has('a', 'b/c.txt'), await has('a/b/c.txt', ''), await has('a', 'c.txt')]).toEqual([
      true,
      true,
      false,
    ]);
    expect([await has('gone', ''), await has('a/b/c.txt/below', '')]).toEqual([false, false]);
    await expect(nodeRunFiles.write(at.path('a/b'), 'text')).rejects.toThrow('EISDIR');
  });
});

describe('the place of working trees', () => {
  const place = (root: string, environment: Record<string, string> = {}): Result<string> =>
    worktreeRoot(root, { environment, home: '/home/ada', platform: 'linux' });
  const problemOf = (result: Result<string>): Problem | undefined => (result.ok ? undefined : result.error[0]);

  test('is in the state folder of the user, one for a repository, without its name', () => {
    const at = workspace({ '.git/HEAD': 'x', 'below/PLAN.md': '' });
    const first = place(at.root);
    expect(first.ok && path.dirname(first.value)).toBe('/home/ada/.local/state/planloom/worktrees');
    expect(place(at.path('below'))).toEqual(first);
    expect(place(workspace().root)).not.toEqual(first);
    expect(first.ok && first.value).not.toContain(path.basename(at.root));
  });

  test('is where the environment says, else the configuration, else beside the state', () => {
    const at = workspace();
    const home = workspace({ 'config/planloom/config.json': '{"worktreeRoot":"~/trees"}' });
    const environment = { XDG_CONFIG_HOME: home.path('config'), XDG_STATE_HOME: '/state' };
    const folderOf = (result: Result<string>): string => (result.ok ? path.dirname(result.value) : '');
    expect(folderOf(place(at.root, { ...environment, PLANLOOM_WORKTREE_ROOT: '/trees' }))).toBe('/trees');
    expect(folderOf(place(at.root, environment))).toBe('/home/ada/trees');
    expect(folderOf(place(at.root, { XDG_STATE_HOME: '/state' }))).toBe('/state/planloom/worktrees');
  });

  test.each([
    ['is not JSON', '{', "The user's configuration is not JSON"],
    ['says something else than a path', '{"worktreeRoot":5}', '"worktreeRoot" is not a text.'],
    ['says a part of a path', '{"worktreeRoot":"trees"}', 'is not an absolute path.'],
  ])('is unknown when the configuration %s', (_, text, words) => {
    const home = workspace({ 'planloom/config.json': text });
    const problem = problemOf(place(workspace().root, { XDG_CONFIG_HOME: home.root }));
    expect(problem).toMatchObject({
      rule: 'worktree-root',
      severity: 'error',
      at: { file: home.path('planloom/config.json') },
    });
    expect(problem?.message).toContain(words);
  });

  test('may not lie in the project, also not by a link or beside a subfolder', () => {
    const at = workspace({ '.git/HEAD': 'x', 'below/PLAN.md': '' });
    const elsewhere = workspace();
    symlinkSync(at.root, elsewhere.path('link'));
    for (const folder of [at.path('trees'), at.root, elsewhere.path('link/trees/deep')]) {
      const problem = problemOf(place(at.path('below'), { PLANLOOM_WORKTREE_ROOT: folder }));
      expect(problem?.message).toContain('lies inside of the project, /');
    }
    expect(place(at.root, { PLANLOOM_WORKTREE_ROOT: `${at.root}-trees` }).ok).toBe(true);
  });

  test('may lie below an empty folder named .git, which is no repository', () => {
    const at = workspace({ 'project/PLAN.md': '' });
    mkdirSync(at.path('.git'));
    expect(place(at.path('project'), { PLANLOOM_WORKTREE_ROOT: at.path('trees') }).ok).toBe(true);
  });

  test('is the usual one of each system', () => {
    const state = (platform: NodeJS.Platform, environment = {}) =>
      userStateFolder({ platform, environment, home: '/home/ada' });
    expect(state('linux', { XDG_STATE_HOME: 'relative' })).toBe('/home/ada/.local/state/planloom');
    expect(state('darwin')).toBe('/home/ada/Library/Application Support/planloom');
    expect(state('win32', { LOCALAPPDATA: '/local' })).toBe('/local/planloom');
    expect(userConfigFile({ platform: 'linux', environment: {}, home: '/home/ada' })).toBe(
      '/home/ada/.config/planloom/config.json',
    );
  });
});

describe('trust', () => {
  test('is remembered by workspace and digest, for the user alone', async () => {
    const [at, other, state] = [workspace(), workspace(), workspace()];
    const folder = state.path('planloom');
    symlinkSync(at.root, state.path('link'));
    expect([trustFile(folder).isTrusted(at.root, 'd1'), trustFile(folder).hasTrusted(at.root)]).toEqual([false, false]);
    await trustFile(folder).trust(state.path('link'), 'd1');
    await trustFile(folder).trust(at.root, 'd2');
    const trust = trustFile(folder);
    const trusted = [trust.isTrusted(at.root, 'd1'), trust.isTrusted(at.root, 'd2'), trust.hasTrusted(at.root)];
    expect(trusted).toEqual([true, true, true]);
    expect([trust.isTrusted(at.root, 'd3'), trust.isTrusted(other.root, 'd1')]).toEqual([false, false]);
    expect(statSync(path.join(folder, 'trust.json')).mode & 0o777).toBe(0o600);
  });

  test('is not lost when several grant it at once', async () => {
    const [at, state] = [workspace(), workspace()];
    const text = `
      import { trustFile } from 'src/adapters/run/trust-file.ts';
      const [folder, root, digest] = process.argv.slice(2);
      for (let number = 0; number < 8; number++) await trustFile(folder).trust(root, digest + number);
    `;
    const children = ['a', 'b', 'c'].map((digest) => nodeProgram(at, text, [state.root, at.root, digest]));
    await Promise.all(children.map((child) => once(child, 'exit')));
    const { trusted } = JSON.parse(state.read('trust.json')) as { trusted: Record<string, string[]> };
    expect(trusted[at.root]).toHaveLength(24);
    expect(state.files()).toEqual(['trust.json']);
  });

  test('in a file that is damaged is none, and can be granted again', async () => {
    const [at, state] = [workspace(), workspace({ 'trust.json': '{"trusted":' })];
    const trust = trustFile(state.root);
    expect(trust.isTrusted(at.root, 'd')).toBe(false);
    await trust.trust(at.root, 'd');
    expect(trust.isTrusted(at.root, 'd')).toBe(true);
  });
});

describe('a process', () => {
  test('is known again', async () => {
    const at = workspace();
    const child = nodeProgram(
      at,
      `
      import { thisProcess } from 'src/adapters/run/process-identity.ts';
      console.log(JSON.stringify(thisProcess()));
      setInterval(() => undefined, 1_000);
    `,
    );
    const [words] = (await once(child.stdout!, 'data')) as [Buffer];
    const identity = JSON.parse(words.toString()) as ReturnType<typeof thisProcess>;
    expect(identity.pid).toBe(child.pid);
    expect(isAlive(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(identity)).toBe(false);
  });

  test.runIf(process.platform === 'linux')('with the same number is another one', () => {
    const me = thisProcess();
    expect(me.bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(isAlive(me)).toBe(true);
    expect(isAlive({ ...me, startTime: '1' })).toBe(false);
    expect(isAlive({ ...me, bootId: 'another' })).toBe(false);
  });
});

describe('waiting', () => {
  test('ends with its time, or at once when it is aborted', async () => {
    await nodeTimer.sleep(1);
    await nodeTimer.sleep(0);
    await nodeTimer.sleep(1e12, AbortSignal.abort());
    const stop = new AbortController();
    const waiting = nodeTimer.sleep(1e12, stop.signal);
    stop.abort();
    await waiting;
  });
});
