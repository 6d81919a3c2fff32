import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nodeTails } from '../../src/adapters/run/node-tails.ts';
import { AttemptTails } from '../../src/app/run/attempt-tails.ts';
import { lastLine } from '../../src/app/run/last-line.ts';
import type { AttemptExit, AttemptRequest } from '../../src/ports/executor.ts';
import type { Tail } from '../../src/ports/tails.ts';
import { id } from '../reporting/sample-plan.ts';
import { workspace } from '../support/workspace.ts';

const exit: AttemptExit = {
  outcome: 'succeeded',
  exitCode: 0,
  message: '',
  summary: null,
  usage: null,
  costUsd: null,
  seconds: 1,
};

const noNews = { spawned: () => undefined, session: () => Promise.resolve() };

const request = (node: string, transcriptFile: string): AttemptRequest => ({
  runId: 'r1',
  node: id(node),
  attempt: 1,
  folder: '/nowhere',
  promptFile: '',
  resultFile: '',
  transcriptFile,
  eventsFile: '',
  timeoutMs: null,
  idleTimeoutMs: null,
});

/** An executor whose attempts end when the test says so. */
const heldExecutor = () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { executor: { run: () => ended.then(() => exit), recall: () => Promise.resolve(exit) }, end };
};

describe('the last line of what a program has printed', () => {
  test.each([
    ['', ''],
    ['one\ntwo', 'two'],
    ['one\ntwo\n\n  \n', 'two'],
    ['one\r\ntwo\r\n', 'two'],
    ['10 %\r20 %\r30 %', '30 %'],
    ['\u001b[32mgreen\u001b[0m and \u001b[1mbold', 'green and bold'],
    ['line\n\u001b[2K\u001b[1A', 'line'],
    ['\u001b]0;title\u0007said', 'said'],
    ['half of a colour \u001b[3', 'half of a colour'],
    ['tab\there \u0000\u0008', 'tab\there'],
  ])('%j: %j', (printed, line) => {
    expect(lastLine(printed)).toBe(line);
  });
});

describe('attempts are followed', () => {
  test('from their first word to their end', async () => {
    const place = workspace();
    const file = place.path('transcript.log');
    const tails = new AttemptTails(nodeTails);
    const { executor, end } = heldExecutor();
    const running = tails.following(executor).run(request('1.1', file), new AbortController().signal, noNews);
    expect(tails.lines().size).toBe(0);
    writeFileSync(file, 'first\nsecond');
    expect([...tails.lines()]).toEqual([['1.1', 'second']]);
    appendFileSync(file, ` and more\n${'x'.repeat(100_000)}\nlast\n`);
    expect(tails.lines().get(id('1.1'))).toBe('last');
    end();
    await running;
    expect(tails.lines().size).toBe(0);
  });

  test('and say nothing where what came last cannot be found', async () => {
    let tail: Tail = { text: 'a\n', bytes: 2, changedAt: 1 };
    const tails = new AttemptTails({ read: () => tail });
    const { executor, end } = heldExecutor();
    const running = tails.following(executor).run(request('1.1', 'x'), new AbortController().signal, noNews);
    expect(tails.lines().get(id('1.1'))).toBe('a');
    tail = { text: 'of old\n', bytes: 2, changedAt: 2 };
    expect(tails.lines().size).toBe(0);
    end();
    await running;
  });

  test('through no link, and into no folder', () => {
    const place = workspace({ 'secret.txt': 'a secret\n' });
    symlinkSync(place.path('secret.txt'), place.path('transcript.log'));
    mkdirSync(place.path('folder'));
    expect(nodeTails.read(place.path('transcript.log'), 100)).toBeUndefined();
    expect(nodeTails.read(place.path('folder'), 100)).toBeUndefined();
    expect(nodeTails.read(place.path('absent'), 100)).toBeUndefined();
    expect(nodeTails.read(place.path('secret.txt'), 4)?.text).toBe('ret\n');
  });
});
