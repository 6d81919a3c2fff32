import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NodeFiles } from '../../src/adapters/node-files.ts';
import { workspace } from '../support/workspace.ts';

test('a file is changed only while it holds what is expected, byte for byte, and keeps its byte order mark', async () => {
  const place = workspace({ 'a.md': '\uFEFFtide\r\n' });
  const files = new NodeFiles(place.root);
  expect(await files.change('a.md', 'tide\n', 'flood')).toEqual({ ok: true, value: false });
  expect(await files.change('none.md', 'tide', 'flood')).toEqual({ ok: true, value: false });
  expect(place.read('a.md')).toBe('\uFEFFtide\r\n');
  expect(await files.change('a.md', 'tide\r\n', 'flood\r\n')).toEqual({ ok: true, value: true });
  expect(place.read('a.md')).toBe('\uFEFFflood\r\n');
  expect(place.files()).toEqual(['a.md']);
});

test('a file gets another name, but never that of something else', async () => {
  const place = workspace({ 'a.md': 'tide', 'b.md': 'ebb' });
  const files = new NodeFiles(place.root);
  expect(await files.rename('a.md', 'b.md')).toMatchObject({ ok: false, error: { reason: 'exists' } });
  expect(await files.rename('a.md', '../c.md')).toMatchObject({ ok: false, error: { reason: 'outside' } });
  expect(await files.rename('none.md', 'c.md')).toMatchObject({ ok: false, error: { reason: 'unwritable' } });
  expect(await files.rename('a.md', 'A.md')).toMatchObject({ ok: true });
  expect(place.files()).toEqual(['A.md', 'b.md']);
  expect(place.read('b.md')).toBe('ebb');
});

test('what a symlink leads out to is neither changed nor renamed', async () => {
  const [place, other] = [workspace(), workspace({ 'a.md': 'tide' })];
  symlinkSync(other.path('a.md'), place.path('a.md'));
  const files = new NodeFiles(place.root);
  expect(await files.change('a.md', 'tide', 'flood')).toMatchObject({ ok: false, error: { reason: 'outside' } });
  expect(await files.rename('a.md', 'b.md')).toMatchObject({ ok: false, error: { reason: 'outside' } });
  expect(other.read('a.md')).toBe('tide');
});

test('a pipe is not waited for, and a device not read', async () => {
  const place = workspace();
  execFileSync('sh', ['-c', 'mkfifo PLAN_PIPE.md'], { cwd: place.root });
  const refused = { ok: false, error: { reason: 'unreadable', detail: 'it is a pipe, a socket or a device' } };
  expect(await new NodeFiles(place.root).readText('PLAN_PIPE.md', 100)).toMatchObject(refused);
  expect(await new NodeFiles('/dev').readText('zero', 100)).toMatchObject(refused);
});
