import { describe, expect, test } from 'vitest';
import { MemoryFiles } from '../../src/ports/memory-files.ts';

const reason = (result: { readonly ok: boolean; readonly error?: { readonly reason: string } }) =>
  result.ok ? 'ok' : result.error?.reason;

describe('files in memory behave as files do', () => {
  test('texts are read without their byte order mark', async () => {
    const files = new MemoryFiles({ './a/b.md': '\uFEFFtide' });
    expect(await files.readText('a/b.md', 100)).toEqual({ ok: true, value: 'tide' });
  });

  test('what cannot be read says why', async () => {
    const files = new MemoryFiles({ 'a/b.md': 'tide', 'bin.md': '\0', 'shut/c.md': '' });
    files.locked.add('shut');
    expect(reason(await files.readText('a/x.md', 100))).toBe('missing');
    expect(reason(await files.readText('a', 100))).toBe('unreadable');
    expect(reason(await files.readText('shut/c.md', 100))).toBe('unreadable');
    expect(reason(await files.readText('bin.md', 100))).toBe('binary');
    expect(reason(await files.readText('a/b.md', 3))).toBe('too-large');
    expect(reason(await files.readText('../b.md', 100))).toBe('outside');
    expect(reason(await files.list('shut', { maxFiles: 1, maxDepth: 1 }))).toBe('unreadable');
    expect(reason(await files.list('nowhere', { maxFiles: 1, maxDepth: 1 }))).toBe('missing');
    expect(reason(await files.list('..', { maxFiles: 1, maxDepth: 1 }))).toBe('outside');
  });

  test('a listing is sorted, leaves out hidden folders, and says when it was cut short', async () => {
    const files = new MemoryFiles({ 'p/b.md': '', 'p/a/c.md': '', 'p/.git/x': '', 'p/node_modules/y': '', 'q/z': '' });
    const listed = await files.list('p', { maxFiles: 10, maxDepth: 5 });
    expect(listed).toEqual({ ok: true, value: { paths: ['a/c.md', 'b.md'], complete: true, closed: [] } });
    const cut = { ok: true, value: { complete: false } };
    expect(await files.list('p', { maxFiles: 1, maxDepth: 5 })).toMatchObject(cut);
    expect(await files.list('.', { maxFiles: 10, maxDepth: 1 })).toMatchObject(cut);
  });

  test('a new file is never written over another, a replaced one always', async () => {
    const files = new MemoryFiles({ 'a.md': 'old' });
    expect(reason(await files.writeNew('a.md', 'new'))).toBe('exists');
    expect(reason(await files.writeNew('b/c.md', 'new'))).toBe('ok');
    expect(reason(await files.replace('a.md', 'new'))).toBe('ok');
    expect([await files.exists('b'), files.texts.get('a.md')]).toEqual([true, 'new']);
    files.locked.add('a.md');
    expect(reason(await files.replace('a.md', 'newer'))).toBe('unwritable');
  });

  test('a file is changed only while it holds what is expected, and keeps its byte order mark', async () => {
    const files = new MemoryFiles({ 'a.md': '\uFEFFtide', 'b.md': 'ebb' });
    expect(await files.change('a.md', 'ebb', 'flood')).toEqual({ ok: true, value: false });
    expect(await files.change('a.md', 'tide', 'flood')).toEqual({ ok: true, value: true });
    expect(files.texts.get('a.md')).toBe('\uFEFFflood');
    expect(reason(await files.change('../a.md', 'tide', 'flood'))).toBe('outside');
    expect(reason(await files.rename('a.md', 'b.md'))).toBe('exists');
    expect(reason(await files.rename('c.md', 'd.md'))).toBe('unwritable');
    expect(reason(await files.rename('a.md', 'c.md'))).toBe('ok');
    expect([...files.texts.keys()].sort()).toEqual(['b.md', 'c.md']);
  });

  test('a file is removed only while it holds what is expected', async () => {
    const files = new MemoryFiles({ 'a.md': 'tide' });
    expect(await files.remove('a.md', 'ebb')).toEqual({ ok: true, value: false });
    expect(await files.remove('a.md', 'tide')).toEqual({ ok: true, value: true });
    expect(await files.remove('a.md', 'tide')).toEqual({ ok: true, value: false });
    expect(reason(await files.remove('../a.md', 'tide'))).toBe('outside');
    files.locked.add('b.md');
    expect(reason(await files.remove('b.md', 'tide'))).toBe('unwritable');
  });

  test('links are followed, and never out of the root', async () => {
    const files = new MemoryFiles({ 'real/a.md': 'tide' });
    files.links.set('near', 'real').set('out', '../elsewhere').set('round', 'round');
    expect(await files.readText('near/a.md', 100)).toEqual({ ok: true, value: 'tide' });
    expect(reason(await files.writeNew('out/a.md', ''))).toBe('outside');
    expect(reason(await files.writeNew('round', ''))).toBe('outside');
    expect(reason(await files.writeNew('/etc', ''))).toBe('outside');
  });
});
