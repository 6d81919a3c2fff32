import { appendFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createJournal, reopenJournal } from '../../src/adapters/run/journal-file.ts';
import type { JournalEntry } from '../../src/domain/run.ts';
import { encodeEntry } from '../../src/journal/journal-text.ts';
import { nodeProgram } from '../support/processes.ts';
import { workspace } from '../support/workspace.ts';

const entry = (at: number): JournalEntry => ({ at, event: { type: 'published', commit: `c${at}` } });
const header = '{"type":"journal","version":1,"runId":"r"}\n';
const lines = (...numbers: number[]): string => numbers.map((number) => encodeEntry(entry(number))).join('');

describe('a journal', () => {
  test('begins with its head, and keeps what comes in order', async () => {
    const at = workspace();
    const journal = createJournal(at.path('journal.jsonl'), 'r');
    await journal.append([entry(1), entry(2)]);
    await Promise.all([journal.append([entry(3)]), journal.append([entry(4)]), journal.append([])]);
    await journal.close();
    expect(at.read('journal.jsonl')).toBe(header + lines(1, 2, 3, 4));
    await expect(journal.append([entry(5)])).rejects.toThrow('The journal is closed.');
  });

  test('has on the disk what it says it has, also when its process is killed at once', async () => {
    const at = workspace();
    const text = `
      import { createJournal } from 'src/adapters/run/journal-file.ts';
      const journal = createJournal(process.argv[2], 'r');
      for (let at = 1; ; at++) {
        const writes = [at, at, at].map((each) => journal.append([{ at: each, event: { type: 'published', commit: 'c' } }]));
        await Promise.all(writes);
        process.stdout.write(at + '\\n');
      }
    `;
    const child = nodeProgram(at, text, [at.path('journal.jsonl')]);
    let said = '';
    for await (const chunk of child.stdout!) {
      said += String(chunk);
      if (said.length > 200) child.kill('SIGKILL');
    }
    const last = Number(said.trim().split('\n').pop());
    const numbers = at
      .read('journal.jsonl')
      .split('\n')
      .slice(1, -1)
      .map((line) => (JSON.parse(line) as { at: number }).at);
    expect(numbers.filter((number) => number === last)).toHaveLength(3);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test('is not made twice', async () => {
    const at = workspace();
    await createJournal(at.path('journal.jsonl'), 'r').close();
    expect(() => createJournal(at.path('journal.jsonl'), 'r')).toThrow('EEXIST');
  });

  test('goes on after its torn line was cut off', async () => {
    const at = workspace();
    const file = at.path('journal.jsonl');
    const first = createJournal(file, 'r');
    await first.append([entry(1)]);
    await first.close();
    const whole = statSync(file).size;
    appendFileSync(file, '{"at":2,"ty');
    const second = reopenJournal(file, whole);
    await second.append([entry(3)]);
    await second.close();
    const third = reopenJournal(file, null);
    await third.append([entry(4)]);
    await third.close();
    expect(at.read('journal.jsonl')).toBe(header + lines(1, 3, 4));
  });
});

test.runIf(process.platform === 'linux')('after a disk was full, nothing more is taken', async () => {
  const journal = reopenJournal('/dev/full', null);
  const both = await Promise.allSettled([journal.append([entry(1)]), journal.append([entry(2)])]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(journal.append([entry(3)])).rejects.toThrow('ENOSPC');
  await journal.close();
});
