import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { RunPlace } from '../support/run-place.ts';
import { begun, endless, go, promised } from './command-gate.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;

/** Says what it cost. */
const costing = (usd: number, tokens = 0): string =>
  `echo '{"costUsd":${usd},"usage":{"inputTokens":${tokens},"outputTokens":0}}' > "$PLANLOOM_RESULT"`;
const done = 'echo "$PLANLOOM_ATTEMPT" > "$PLANLOOM_NODE.txt"';
const work = (usd: number, tokens = 0): string => `${costing(usd, tokens)}; ${done}`;
/** The same, once the test says so. */
const held = (usd: number): string => `touch "$0.begun"; until test -e "$0.go"; do sleep 0.02; done; ${work(usd)}`;

const statesOf = (nodes: readonly { readonly id: string; readonly state: string }[]): Record<string, string> =>
  Object.fromEntries(nodes.map(({ id, state }) => [id, state]));

const chain = () =>
  runPlace({
    todo: {
      '1.1': { work: work(0.6, 1000) },
      '1.2': { needs: ['1.1'], work: work(0.6, 1000) },
      '2.1': { needs: ['1.2'], work: work(0.6, 1000) },
    },
  });

const start = (place: RunPlace, ...argv: readonly string[]) =>
  place.planloom(['run', plan, '--trust', '--yes', ...argv]);

describe('a run whose budget is reached', () => {
  test('starts nothing new, says what was spent and how to go on, and goes on with more', async () => {
    const place = chain();
    const first = await start(place, '--budget', '1');
    expect(first.code).toBe(1);
    expect(first.stderr).toMatch(/Budget +\$1\.00\n/);
    expect(first.stderr).toMatch(/Cost +not known: no earlier run of this plan has said what it cost\n/);
    expect(first.stderr).toContain('the budget is reached, $1.20 of $1.00: nothing new starts, what runs is finished');
    expect(first.stdout).toContain('paused  The budget of $1.00 is reached, $1.20 spent: 2 of 3 achievements done');
    expect(first.stdout).toMatch(/Budget +\$1\.20 of \$1\.00 spent, \$0\.00 left\n/);
    const [runId] = place.runIds();
    expect(first.stdout).toContain(`planloom resume ${runId!} --budget 2.4\n`);

    const again = await place.planloom(['resume', '--trust']);
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(
      `The run ${runId!} has spent $1.20 of its budget of $1.00, so nothing was started. ` +
        `To go on with more: planloom resume ${runId!} --budget 2.4\n`,
    );
    expect((await place.planloom(['resume', '--trust', '--budget', '1.2'])).stderr).toContain('of its budget of $1.20');

    const more = await place.planloom(['resume', '--trust', '--budget', '2.4']);
    expect(more.code).toBe(0);
    expect(more.stderr).toContain('the run goes on; budget $2.40\n');
    expect(more.stderr).toMatch(/level 2 will cost about \$0\.\d\d to \$\d\.\d\d, .*; \$1\.20 of the budget\s+left\n/);
    expect(more.stdout).toMatch(/Budget +\$1\.80 of \$2\.40 spent, \$0\.60 left\n/);
    expect((await place.planloom(['costs'])).stdout).toContain('Budget: $1.80 of $2.40 spent, $0.60 left.');
  });

  test('counts tokens as well as money, and lifts a limit with none', async () => {
    const place = chain();
    const first = place.ended(await start(place, '--budget', '20,2ktokens', '--json'));
    expect(first).toMatchObject({
      code: 1,
      summary: {
        outcome: 'paused',
        budget: { usd: 20, tokens: 2000, leftUsd: 18.8, leftTokens: 0 },
        budgetReached: { unit: 'tokens', limit: 2000, spent: 2000, then: 'drain' },
      },
    });
    expect((await place.planloom(['resume', '--trust'])).stderr).toContain('--budget 4000tokens\n');
    const more = place.ended(await place.planloom(['resume', '--trust', '--budget', 'none', '--json']));
    expect(more).toMatchObject({ code: 0, summary: { outcome: 'succeeded', budget: null } });
  });

  test('lets at most what is at work go over it, and merges that', async () => {
    const todo = Object.fromEntries(['1.1', '1.2', '1.3', '1.4', '1.5', '1.6'].map((id) => [id, { work: held(0.5) }]));
    const place = runPlace({ todo });
    const ending = start(place, '--budget', '0.5', '--max-executors', '4', '--json');
    await begun(place, '1.1', '1.2', '1.3', '1.4');
    go(place, '1.1', '1.2', '1.3', '1.4');
    const { summary } = place.ended(await ending);
    expect(summary).toMatchObject({ outcome: 'paused', counts: { succeeded: 4, ready: 2 }, costUsd: 2 });
  });

  test('ends what runs where that was chosen, and does it again when it goes on', async () => {
    const place = runPlace({
      todo: { '1.1': { work: held(2) }, '1.2': { work: endless }, '1.3': { needs: ['1.2'], work: work(1) } },
      config: { budget: { usd: 1, onReached: 'stop' } },
    });
    const ending = start(place);
    await begun(place, '1.1', '1.2');
    go(place, '1.1');
    const { code, stdout } = await ending;
    expect(code).toBe(1);
    expect(stdout).toContain('paused  The budget of $1.00 is reached, $2.00 spent: 1 of 3 achievements done');
    const shown = place.ended(await place.planloom(['runs', 'show', '--json']));
    expect(statesOf(shown.summary.nodes)).toEqual({ '1.1': 'succeeded', '1.2': 'cancelled', '1.3': 'pending' });

    place.setWork('1.2', work(1));
    const more = place.ended(await place.planloom(['resume', '--trust', '--budget', '10', '--json']));
    expect(more).toMatchObject({ code: 0, summary: { outcome: 'succeeded', costUsd: 4 } });
  });

  test('is gone on with when all that is left was ended by it', async () => {
    const place = runPlace({
      todo: { '1.1': { work: held(2) }, '1.2': { work: endless } },
      config: { budget: { usd: 1, onReached: 'stop' } },
    });
    const ending = start(place);
    await begun(place, '1.1', '1.2');
    go(place, '1.1');
    expect((await ending).code).toBe(1);
    place.setWork('1.2', work(1));
    expect((await place.planloom(['resume', '--trust', '--budget', 'none'])).code).toBe(0);
  });

  test('is still reached where planloom died right after it was', async () => {
    const place = chain();
    await start(place, '--budget', '1', '--json');
    const [runId] = place.runIds();
    const journal = path.join(place.runsFolder, runId!, 'journal.jsonl');
    const lines = readFileSync(journal, 'utf8').split('\n');
    const reached = lines.findIndex((line) => line.includes('"budget_reached"'));
    writeFileSync(journal, `${lines.slice(0, reached + 1).join('\n')}\n`);

    const again = place.ended(await place.planloom(['resume', '--trust', '--json']));
    expect(again).toMatchObject({ code: 1, summary: { outcome: 'paused' } });
    expect(statesOf(again.summary.nodes)).toEqual({ '1.1': 'succeeded', '1.2': 'succeeded', '2.1': 'ready' });
    const more = place.ended(await place.planloom(['resume', '--trust', '--budget', '9', '--json']));
    expect(more).toMatchObject({ code: 0, summary: { costUsd: 1.8 } });
    expect(more.summary.nodes.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  });

  test('reached by the last achievement, has kept nothing back', async () => {
    const place = chain();
    const { code, stdout } = await start(place, '--budget', '1.8');
    expect(code).toBe(0);
    expect(stdout).toContain('succeeded  All 3 achievements are done.');
    expect(stdout).not.toContain('planloom resume');
  });
});

describe('Ctrl-C in a run whose budget is reached', () => {
  test('ends what runs', async () => {
    const place = runPlace({ todo: { '1.1': { work: held(2) }, '1.2': { work: endless } } });
    const first = promised();
    const ending = place.planloom(['run', plan, '--trust', '--yes', '--budget', '1'], { interruptions: [first.when] });
    await begun(place, '1.1', '1.2');
    go(place, '1.1');
    const journal = path.join(place.runsFolder, place.runIds()[0]!, 'journal.jsonl');
    await expect.poll(() => readFileSync(journal, 'utf8'), { timeout: 15_000 }).toContain('"budget_reached"');
    first.keep();
    const { code, stdout } = await ending;
    expect(code).toBe(130);
    expect(stdout).toContain('cancelled  Stopped with 1 of 2 achievements done');
  });
});

describe('the budget of an attempt', () => {
  test('keeps an attempt that took more from being repeated, and is told to it', async () => {
    const place = runPlace({
      todo: {
        '1.1': {
          work: `${costing(0.3)}; echo "may cost $PLANLOOM_BUDGET_USD, \${PLANLOOM_BUDGET_TOKENS-any}"; exit 1`,
        },
        '1.2': { needs: ['1.1'] },
      },
      config: { maxAttempts: 3, budget: { usd: 9 } },
    });
    const { node, attemptFile } = await place.run(['--attempt-budget', '0.25']);
    expect(node('1.1')).toMatchObject({ state: 'failed', attempts: 1 });
    expect(node('1.1').message).toMatch(
      /^It ended with exit code 1.* It cost \$0\.30, more than the \$0\.25 that an attempt may cost, and is not repeated\.$/,
    );
    expect(attemptFile('1.1', 1, 'transcript.log')).toBe('may cost 0.25, any\n');
  });

  test('is no more than what is left of that of the run', async () => {
    const tell = `echo "$PLANLOOM_BUDGET_USD $PLANLOOM_BUDGET_TOKENS"; ${work(0.6, 300)}`;
    const place = runPlace({ todo: { '1.1': { work: tell }, '1.2': { needs: ['1.1'], work: tell } } });
    const { attemptFile } = await place.run(['--budget', '1,1ktokens', '--attempt-budget', '0.9,1ktokens']);
    expect(attemptFile('1.1', 1, 'transcript.log')).toBe('0.9 1000\n');
    expect(attemptFile('1.2', 1, 'transcript.log')).toBe('0.4 700\n');
  });
});

describe('what a budget cannot know', () => {
  test('is said once', async () => {
    const place = runPlace({ todo: { '1.1': { work: done }, '1.2': { needs: ['1.1'], work: done } } });
    const { stderr, stdout } = await start(place, '--budget', '1');
    expect(stderr.match(/did not say what it cost; the budget counts only what attempts report/g)).toHaveLength(1);
    expect(stdout).toContain('2 attempts of 2 did not say what they cost; the budget could not count them.');
    expect((await place.planloom(['runs', 'show'])).stdout).toContain('2 attempts of 2 did not say');
  });

  test('is not said of a run without a budget', async () => {
    const place = runPlace({ todo: { '1.1': { work: done } } });
    const { stderr, stdout } = await start(place);
    expect(stderr + stdout).not.toMatch(/budget|Cost/i);
  });
});

describe('the forecast before a run', () => {
  test('goes by earlier runs of the plan, and warns of a budget that it passes', async () => {
    const place = chain();
    await start(place, '--level', '0', '--json');
    const look = async (...argv: readonly string[]) =>
      (await place.planloom(['run', plan, '--dry-run', ...argv])).stdout;
    expect(await look()).toMatch(/Cost +about \$0\.60 to \$2\.40, .* tokens, going by 1 achievement of\s+earlier runs/);
    expect(await look('--budget', '9')).not.toContain('enough');
    expect(await look('--budget', '2')).toContain(
      'The budget of $2.00 may not be enough: the forecast goes up to $2.40.',
    );
    expect(await look('--budget', '0.5')).toContain('The budget of $0.50 will hardly be enough');
  });
});

describe('a limit on the command line', () => {
  test.each([
    [['--budget', '$20'], 'leave out the $: a shell takes $2 for a variable'],
    [['--budget', '0'], 'leave out the $'],
    [['--budget', ''], 'leave out the $'],
    [['--budget', 'lots'], '--budget lots is no limit that can be understood.'],
    [['--budget', '-3'], 'is no limit'],
    [['--budget', '1,2'], '--budget 1,2 gives two limits of one kind.'],
    [['--attempt-budget', '5eur'], 'Give dollars such as 20 or 2.50, tokens such as 500ktokens'],
    [['--on-budget', 'wait'], 'Give drain or stop.'],
  ])('that cannot be one is refused: %j', async (argv, say) => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { code, stderr } = await start(place, ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(say);
    expect(place.runIds()).toEqual([]);
  });

  test.each([
    ['20', { usd: 20, tokens: null }],
    ['2.50 usd', { usd: 2.5, tokens: null }],
    ['500ktok', { usd: null, tokens: 500_000 }],
    ['1.5M tokens', { usd: null, tokens: 1_500_000 }],
    ['800tokens,3', { usd: 3, tokens: 800 }],
  ])('%s', async (words, budget) => {
    const place = runPlace({ todo: { '1.1': {} } });
    expect((await place.run(['--budget', words])).summary).toMatchObject({ budget });
  });

  test('outweighs the configuration, limit by limit', async () => {
    const place = runPlace({
      todo: { '1.1': {} },
      config: { budget: { usd: 5, tokens: 1000, attemptUsd: 1, onReached: 'stop' } },
    });
    expect((await place.run(['--budget', '7', '--on-budget', 'drain'])).summary).toMatchObject({
      budget: { usd: 7, tokens: 1000, attemptUsd: 1, attemptTokens: null, onReached: 'drain' },
    });
  });
});
