import { describe, expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';

const agent = (name: 'claude' | 'codex', reason?: string) => ({
  name,
  installed: true,
  version: null,
  program: null,
  abilities: [],
  ready: reason === undefined,
  ...(reason === undefined ? {} : { reason }),
});

describe('an agent that cannot be used', () => {
  const agents = [agent('claude', 'Not logged in: run claude once.'), agent('codex')];

  test('is told before anything starts', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { code, stderr } = await place.planloom(['run', '--executor', 'claude', '--yes'], { agents });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'The agent "claude" is to work on 1.1 and cannot be used. Not logged in: run claude once.',
    );
    expect(place.runIds()).toEqual([]);
  });

  test('is only worth a word where others begin', async () => {
    const place = runPlace({
      todo: { '1.1': {} },
      config: { achievements: { '1.1': { executors: ['work', 'claude'] } } },
    });
    const run = await place.run([], { agents });
    expect(run.node('1.1').state).toBe('succeeded');
    const shown = await place.planloom(['run', '--from', 'head', '--trust', '--yes'], { agents });
    expect(shown.stderr).toContain('The agent "claude" is to work on 1.1 and cannot be used.');
  });
});

test.each([
  ['run', '--trust', '--yes'],
  ['new', '--from', 'An app', '--agent', 'claude', '--yes'],
])('an attempt starts no runs and asks nobody: %s', async (...argv) => {
  const place = runPlace({ todo: { '1.1': {} } });
  const { code, stderr } = await place.planloom(argv, { environment: { PLANLOOM_TAG: 'a run' } });
  expect(code).toBe(2);
  expect(stderr).toContain('An attempt of a run starts no runs and asks no agents.');
  expect(place.runIds()).toEqual([]);
});
