import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { mkdirSync, readdirSync } from 'node:fs';
import type { ChildProcess } from 'node:child_process';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lockName } from '../../src/adapters/run/lock-name.ts';
import { askRunLock, takeRunLock } from '../../src/adapters/run/run-lock.ts';
import type { LockName, RunLock } from '../../src/adapters/run/run-lock.ts';
import { nodeProgram, until } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';
import type { Workspace } from '../support/workspace.ts';

const nameIn = (at: Workspace, plan = 'PLAN.md'): LockName => ({ stateFolder: at.path('state'), plan });

const take = async (name: LockName, answer: (line: string) => string = () => 'me'): Promise<RunLock> => {
  const lock = await takeRunLock(name, answer);
  if (lock.ok) onTestFinished(lock.release);
  return lock;
};

const holder = `
  import { takeRunLock } from 'src/adapters/run/run-lock.ts';
  const [stateFolder, plan, word] = process.argv.slice(2);
  const lock = await takeRunLock({ stateFolder, plan }, (line) => JSON.stringify({ line, word }));
  console.log(lock.ok ? 'taken' : 'refused ' + lock.holder);
  setInterval(() => undefined, 1_000);
`;

const wordsOf = async (child: ChildProcess): Promise<string> => {
  const [words] = (await once(child.stdout!, 'data')) as [Buffer];
  return words.toString().trim();
};

describe.runIf(process.platform !== 'win32')('the lock of a plan', () => {
  test('is held by one, who answers the others', async () => {
    const at = workspace();
    expect(await askRunLock(nameIn(at))).toBeUndefined();
    const lock = await takeRunLock(nameIn(at), (line) => `I heard ${line}`);
    expect(await take(nameIn(at))).toEqual({ ok: false, holder: 'I heard hello' });
    expect(await askRunLock(nameIn(at), 'news')).toEqual({ text: 'I heard news' });
    if (lock.ok) await lock.release();
    expect(await askRunLock(nameIn(at))).toBeUndefined();
    expect((await take(nameIn(at))).ok).toBe(true);
  });

  test('leaves other plans and other repositories alone', async () => {
    const [at, other] = [workspace(), workspace()];
    const locks = [await take(nameIn(at)), await take(nameIn(at, 'PLAN_2.md')), await take(nameIn(other))];
    expect(locks.map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  test('goes to one of many who come at once', async () => {
    const at = workspace();
    const locks = await Promise.all(Array.from({ length: 8 }, () => take(nameIn(at))));
    expect(locks.filter(({ ok }) => ok)).toHaveLength(1);
    const stolen = locks.filter((lock) => !lock.ok && lock.holder !== 'me');
    expect(stolen).toEqual([]);
  });

  test('dies with its process', async () => {
    const at = workspace();
    const child = nodeProgram(at, holder, [at.path('state'), 'PLAN.md', 'there']);
    expect(await wordsOf(child)).toBe('taken');
    expect(await take(nameIn(at))).toEqual({ ok: false, holder: '{"line":"hello","word":"there"}' });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await take(nameIn(at))).ok).toBe(true);
  });

  test('is held by a process that does not answer', async () => {
    const at = workspace();
    const child = nodeProgram(at, holder, [at.path('state'), 'PLAN.md', 'there']);
    await wordsOf(child);
    child.kill('SIGSTOP');
    expect(await take(nameIn(at))).toEqual({ ok: false, holder: undefined });
  });

  test("goes to one of several processes that find a dead one's", async () => {
    const at = workspace();
    const dead = nodeProgram(at, holder, [at.path('state'), 'PLAN.md', 'dead']);
    await wordsOf(dead);
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    const words = ['a', 'b', 'c'].map((word) => wordsOf(nodeProgram(at, holder, [at.path('state'), 'PLAN.md', word])));
    expect((await Promise.all(words)).filter((word) => word === 'taken')).toHaveLength(1);
  });

  test('works in a folder with a very long name', async () => {
    const at = workspace();
    const name = { stateFolder: at.path('long-'.repeat(20), 'long-'.repeat(20)), plan: 'PLAN.md' };
    mkdirSync(name.stateFolder, { recursive: true });
    const lock = await takeRunLock(name, () => 'me');
    expect(await take(name)).toEqual({ ok: false, holder: 'me' });
    if (lock.ok) await lock.release();
    expect((await take(name)).ok).toBe(true);
  });

  test('does not keep a program from ending', async () => {
    const at = workspace();
    const child = nodeProgram(at, holder.replace(/.*setInterval.*/, ''), [at.path('state'), 'PLAN.md', 'short']);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test.runIf(process.platform === 'linux')('is seen by who shares only the folder', async () => {
    const at = workspace();
    await take(nameIn(at), () => 'me');
    const client = createConnection(at.path('state', readdirSync(at.path('state'))[0]!));
    client.write('hello\n');
    const [words] = (await once(client, 'data')) as [Buffer];
    expect(words.toString()).toBe('me\n');
  });

  test('shrugs at who only connects, or talks without end', async () => {
    const at = workspace();
    const lock = await takeRunLock(nameIn(at), () => 'me');
    const address = at.path('state', readdirSync(at.path('state'))[0]!);
    const [silent, loud] = [createConnection(address), createConnection(address)];
    let open = 2;
    for (const socket of [silent, loud]) socket.on('error', () => undefined).on('close', () => open--);
    loud.write('x'.repeat(200_000));
    await until(() => open === 1);
    expect(await askRunLock(nameIn(at))).toEqual({ text: 'me' });
    if (lock.ok) await lock.release();
    await until(() => open === 0);
  });
});

describe('the name of a lock', () => {
  test('is another one in another folder of the repository, and the same in another working tree', () => {
    const at = workspace({ 'one/a.txt': '', 'two/a.txt': '' });
    const git = (...args: string[]): void => void execFileSync('git', args, { cwd: at.root, stdio: 'pipe' });
    git('init', '--quiet');
    git('add', '-A');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '-m', 'first');
    git('worktree', 'add', '--quiet', at.path('other'));
    const one = lockName(at.path('one'), 'PLAN');
    expect(lockName(at.path('two'), 'PLAN')).not.toEqual(one);
    expect(lockName(at.path('other/one'), 'PLAN')).toEqual(one);
    expect(lockName(at.root, 'PLAN')).not.toEqual(one);
  });
});
