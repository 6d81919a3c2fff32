import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isRunning } from '../support/processes.ts';
import { runPlace } from '../support/run-place.ts';

test('what attempts and checks leave running is ended with them', async () => {
  const daemon = 'sleep 1000 > /dev/null 2>&1 < /dev/null & echo $! > "$PLANLOOM_NODE.pid"';
  const place = runPlace({
    todo: {
      '1.1': { work: daemon },
      // In a session of its own.
      '1.2': {
        work: `setsid sh -c 'echo $$ > "$PLANLOOM_NODE.pid"; exec sleep 1000' > /dev/null 2>&1 < /dev/null & until test -s "$PLANLOOM_NODE.pid"; do sleep 0.05; done`,
      },
      '1.3': { work: 'echo x > a' },
    },
    config: { checks: [`sleep 1000 & echo $! >> "$HOME/checks.pid"`] },
  });
  mkdirSync(`${place.root}.home`);
  const run = await place.run();
  expect(run.summary.outcome).toBe('succeeded');
  const checks = readFileSync(`${place.root}.home/checks.pid`, 'utf8').trimEnd().split('\n');
  expect(checks.length).toBeGreaterThanOrEqual(3);
  const pids = [...['1.1', '1.2'].map((id) => place.onBranch(run.branch, `${id}.pid`)), ...checks].map(Number);
  expect(pids.map((pid) => pid > 1)).toEqual(pids.map(() => true));
  expect(pids.map(isRunning)).toEqual(pids.map(() => false));
});

test('an endless talker is cut short and not waited for', async () => {
  const place = runPlace({
    todo: {
      '1.1': { work: 'echo first line; yes "some words to fill it" | head -c 30000000; echo last line; echo x > a' },
    },
  });
  const run = await place.run();
  expect(run.node('1.1').state).toBe('succeeded');
  const transcript = path.join(place.runsFolder, run.summary.runId, 'attempts', '1.1', '1', 'transcript.log');
  expect(statSync(transcript).size).toBeLessThan(21 * 1024 * 1024);
  const text = readFileSync(transcript, 'utf8');
  expect(text).toContain('first line');
  expect(text).toContain('last line');
});

test('secrets stand in no file of the run', async () => {
  const secrets = {
    environment: 'correct-horse-battery',
    brought: 'staple-of-the-dotenv',
    token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345',
  };
  const place = runPlace({
    todo: {
      '1.1': {
        work: [
          'echo "key: $SHOP_API_KEY"; . ./.env; echo "brought: $DATABASE"; echo "token: ghp_0123456789abcdefghijABCDEFGHIJ012345"',
          'printf "split %s" "$SHOP_API_KEY" | sed s/horse/horse/',
          `printf '{"summary":"used %s and %s"}' "$SHOP_API_KEY" "$DATABASE" > "$PLANLOOM_RESULT"`,
          'echo "cannot log in with $SHOP_API_KEY" >&2; echo x > a; test "$PLANLOOM_ATTEMPT" = 2',
        ].join('\n'),
      },
    },
    config: {
      maxAttempts: 2,
      executors: undefined,
      checks: ['. ./.env; echo "checked $DATABASE"; test "$PLANLOOM_ATTEMPT" = 3'],
      worktree: { bring: ['.env'] },
    },
    files: { '.gitignore': '.env\n' },
  });
  const config = JSON.parse(place.git('show', 'HEAD:planloom.config.json')) as { executors?: unknown };
  expect(config.executors).toBeUndefined();
  const start = ['sh', '-c', `exec sh "${place.root}.work/$PLANLOOM_NODE.sh"`];
  place.write(
    'planloom.config.json',
    JSON.stringify({ ...config, executors: { work: { kind: 'command', command: start, env: ['SHOP_API_KEY'] } } }),
  );
  place.write('.env', `DATABASE=${secrets.brought}\n`);
  const run = await place.run([], {
    environment: { SHOP_API_KEY: secrets.environment, OTHER_API_KEY: 'never-handed-on' },
  });
  expect(run.node('1.1')).toMatchObject({ state: 'failed', attempts: 2 });
  const files = ['journal.jsonl', 'orchestrator.log', 'execution_summary.json', 'execution_plan.json'];
  const kept = ['transcript.log', 'checks.log', 'prompt.md'].flatMap((file) => [
    `attempts/1.1/1/${file}`,
    `attempts/1.1/2/${file}`,
  ]);
  const there = [...files, ...kept].filter((file) => existsSync(path.join(place.runsFolder, run.summary.runId, file)));
  const texts = [
    ...there.map((file) => [file, run.file(file)]),
    ['output', run.output],
    ['logs', (await place.planloom(['logs', run.summary.runId, '1.1'])).output],
  ];
  for (const [what, text] of texts) {
    for (const secret of Object.values(secrets)) expect([what, text!.includes(secret)]).toEqual([what, false]);
  }
  expect(run.attemptFile('1.1', 1, 'transcript.log')).toContain('key: ');
  // The second prompt tells how the first attempt ended, without them.
  expect(run.attemptFile('1.1', 2, 'prompt.md')).toContain('cannot log in with');
});
