import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runPlace } from '../support/run-place.ts';

test('everything is in the journal before it is done', async () => {
  const place = runPlace({
    todo: { '1.1': {}, '1.2': {}, '2.1': { needs: ['1.1', '1.2'] } },
    config: { maxExecutors: 2, maxAttempts: 2 },
  });
  const journal = `${place.runsFolder}/$PLANLOOM_RUN/journal.jsonl`;
  const isWritten = (type: string): string =>
    `grep -q '"type":"'${type}'","node":"'"$PLANLOOM_NODE"'","attempt":'"$PLANLOOM_ATTEMPT" "${journal}"`;
  // The program finds that it was started, and a merge's check that it is being merged.
  place.write(
    'planloom.config.json',
    JSON.stringify({
      ...(JSON.parse(place.read('planloom.config.json')) as object),
      checks: [
        `case "$PWD" in */check/tree) ${isWritten('merge_started')} && mkdir -p "$HOME" && touch "$HOME/merge-was-checked";; esac`,
      ],
    }),
  );
  place.commit();
  place.setWork('1.1', `${isWritten('attempt_started')} && echo x > 1.1`);
  place.setWork('1.2', `${isWritten('attempt_started')} && echo x > 1.2; ${place.untilMerged('1.1')}`);
  // What it needs was merged, and its tree has it.
  place.setWork('2.1', `test -f 1.1 && test -f 1.2 && ${isWritten('attempt_started')} && echo x > 2.1`);
  const run = await place.run();
  expect([run.code, run.summary.nodes.map(({ attempts }) => attempts)]).toEqual([0, [1, 1, 1]]);
  expect(existsSync(`${place.root}.home/merge-was-checked`)).toBe(true);
});

test('times in the journal only go forward, and every event has its line in the log', async () => {
  const place = runPlace({
    todo: { '1.1': {}, '1.2': { work: 'exit 1' }, '2.1': { needs: ['1.1'] } },
    config: { maxAttempts: 3 },
  });
  const run = await place.run();
  const times = run.entries.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const types = run.events.map(({ type }) => type);
  expect([types[0], types.at(-1)]).toEqual(['opened', 'closed']);
  expect(types.lastIndexOf('published')).toBeGreaterThan(types.lastIndexOf('merged'));
  expect(run.file('orchestrator.log').trimEnd().split('\n')).toHaveLength(run.entries.length);
  expect(run.file('execution_plan.json')).toContain('"2.1"');
});
