import { describe, expect, test, vi } from 'vitest';
import { displayWidth } from '../../src/reporting/display-width.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import { begun, go, held } from './command-gate.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('runs list', () => {
  test('says so where there is none', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    expect(await place.planloom(['runs'])).toMatchObject({ code: 0, stdout: 'Nothing was run here yet.\n' });
    expect((await place.planloom(['runs', 'list', '--json'])).json()).toMatchObject({ kind: 'runs', runs: [] });
  });

  test('shows all runs, newest first: what became of each, how far it came, and where it went', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
    const first = (await place.run()).summary.runId;
    await place.planloom(['runs', 'accept', first]);
    place.setWork('1.2', held);
    const live = place.run();
    await begun(place, '1.2');
    const second = place.runIds().find((id) => id !== first)!;

    const { stdout } = await place.planloom(['runs', 'list'], { width: 80 });
    expect(linesOf(stdout)).toEqual([
      expect.stringMatching(new RegExp(`^${second} {2}SHIP {2}live +0 of 1 `)) as string,
      expect.stringMatching(new RegExp(`^${first} {2}SHIP {2}partial +1 of 2 .* {2}in main$`)) as string,
    ]);
    const listed = (await place.planloom(['runs', 'list', '--json'])).json();
    expect(listed).toMatchObject({
      schemaVersion: 1,
      kind: 'runs',
      runs: [
        { runId: second, outcome: 'live', done: 0, total: 1, acceptedInto: null },
        { runId: first, outcome: 'partial', done: 1, total: 2, acceptedInto: 'main' },
      ],
    });
    // A live run shows where it stands.
    const shown = await place.planloom(['runs', 'show'], { width: 80 });
    expect(shown.stdout).toContain('live  0 of 1 achievement done so far.');
    expect(shown.stdout).toMatch(/Running \(1\)\n +\S +1\.2 +Part 1\.2/);
    expect(shown.stdout).not.toContain('Next');
    go(place, '1.2');
    expect((await live).summary.outcome).toBe('succeeded');
  });

  test('a run that cannot be read hides none of the others', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { runId } = (await place.run()).summary;
    place.write('.git/planloom/runs/20200101-000000-dead/journal.jsonl', 'this is no journal\n{}\n');
    const { code, stdout, stderr } = await place.planloom(['runs', 'list']);
    expect(code).toBe(0);
    expect(linesOf(stdout)).toHaveLength(1);
    expect(stdout).toContain(runId);
    expect(stderr).toContain('20200101-000000-dead/journal.jsonl');
  });
});

describe('runs show', () => {
  test('shows every attempt, how it ended and what proves it, after a summary with the reasons', async () => {
    const place = runPlace({
      todo: { '1.1': { work: 'echo trouble; test "$PLANLOOM_ATTEMPT" = 2 && echo x > x' }, '1.2': { work: 'exit 9' } },
      config: { maxAttempts: 2, checks: ['test -e planloom.config.json'] },
    });
    const { summary } = await place.run();
    const { code, stdout } = await place.planloom(['runs', 'show', summary.runId], { width: 80 });
    expect(code).toBe(0);
    const attempts = stdout.slice(stdout.indexOf('Attempts\n'));
    expect(attempts).toMatch(/1\.1 {2}Part 1\.1\n +1 {2}failed {2}work, \S+ s, exit code 1/);
    expect(attempts).toMatch(/ 2 {2}succeeded {2}work, \S+ s, exit code 0, commit [0-9a-f]{7}\n/);
    expect(attempts).toMatch(/check test -e planloom\.config\.json: passed in/);
    expect(attempts).toMatch(/merged as [0-9a-f]{7}/);
    expect(attempts).not.toContain('unverified');
    expect(stdout.match(/exit code 9/g)).toHaveLength(5);
    for (const line of linesOf(stdout)) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    const shown = (await place.planloom(['runs', 'show', '--json'])).json() as {
      nodes: readonly { id: string; history: readonly { outcome: string; exitCode: number }[] }[];
    };
    expect(shown.nodes.map(({ id, history }) => [id, history.map(({ outcome }) => outcome)])).toEqual([
      ['1.1', ['failed', 'succeeded']],
      ['1.2', ['failed', 'failed']],
    ]);
  });

  test('takes the whole id or its last four letters, and knows no others', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const { runId } = (await place.run()).summary;
    expect((await place.planloom(['runs', 'show', runId.slice(-4)])).stdout).toContain(`run ${runId}\n`);
    const unknown = await place.planloom(['runs', 'show', 'zzzz']);
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain('There is no run zzzz.');
    const action = await place.planloom(['runs', 'shwo']);
    expect(action.code).toBe(2);
    expect(action.output).toContain('planloom runs shwo is not known.');
  });
});

describe('logs', () => {
  test('show the run, or what an attempt has printed', async () => {
    const place = runPlace({
      todo: {
        '1.1': { work: 'echo "try $PLANLOOM_ATTEMPT"; printf "\\033[31mred\\n" >&2; exit 1' },
        '1.2': { needs: ['1.1'] },
      },
      config: { maxAttempts: 2 },
    });
    const { runId } = (await place.run()).summary;
    const log = async (...argv: readonly string[]): Promise<string> => (await place.planloom(['logs', ...argv])).stdout;

    const whole = await log();
    expect(whole).toMatch(/^\d{4}-\d\d-\d\dT\S+Z {2}run \S+: 2 achievements, at most 5 at once\n/);
    expect(whole).toMatch(/Z {2}the run has ended: failed\n$/);
    expect(await log(runId)).toBe(whole);
    expect(await log('1.1')).toContain('try 2\n');
    expect(await log('1.1')).not.toContain('\u001b');
    expect(await log(runId, '1.1')).toBe(await log('1.1'));
    expect(await log('1.1', '--attempt', '1')).toContain('try 1\n');
    expect((await place.planloom(['logs', '1.1', '--json'])).json()).toMatchObject({
      kind: 'log',
      runId,
      node: '1.1',
      attempt: 2,
      text: expect.stringContaining('try 2') as string,
    });
  });

  test('show what the checks have said, and that nothing was printed', async () => {
    const place = runPlace({
      todo: { '1.1': {}, '1.2': { work: 'exit 1' } },
      config: { checks: ['echo "not good enough"; exit 1'] },
    });
    await place.run();
    expect((await place.planloom(['logs', '1.1'])).output).toMatch(/^Checks:\n[^]*not good enough\n$/);
    expect(await place.planloom(['logs', '1.2'])).toMatchObject({ code: 0, output: '1.2 has printed nothing.\n' });
  });

  test('say why there is nothing to show', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' }, '1.2': { needs: ['1.1'] } } });
    expect((await place.planloom(['logs'])).output).toContain('Nothing was ever run in this workspace.');
    const { runId } = (await place.run()).summary;
    const refused = async (...argv: readonly string[]): Promise<string> => {
      const { code, output } = await place.planloom(['logs', ...argv]);
      expect(code).toBe(2);
      return output;
    };
    expect(await refused('1.2')).toContain(`1.2 was not started in the run ${runId}.`);
    expect(await refused('1.2')).toContain('1.1 did not succeed, and it needs that.');
    expect(await refused('1.3')).toContain(`The run ${runId} has no achievement 1.3.`);
    expect(await refused('1.1', '--attempt', '2')).toContain('1.1 has no attempt 2.');
    expect(await refused('1.1', '--attempt', '0')).toContain('attempt');
    expect(await refused('1.1', '--attempt', 'x')).toContain('--attempt');
  });

  test('show what a live attempt has printed so far', async () => {
    const place = runPlace({ todo: { '1.1': { work: `echo "here I am"; ${held}` } } });
    const live = place.run();
    await begun(place, '1.1');
    const { code, stdout } = await place.planloom(['logs', '1.1']);
    expect(code).toBe(0);
    expect(stdout).toContain('here I am');
    go(place, '1.1');
    await live;
  });
});

describe('a workspace below the top of its repository, with a name of two words and more', () => {
  test('is run, looked at and accepted like any other', async () => {
    const place = runPlace({ todo: { '9.9': {} } });
    const folder = 'das Büro/größere Pläne';
    const name = `${folder}/work-space/plans/NÄCHSTE/PLAN_NÄCHSTE.md`;
    place.write(name, '# PLAN: Nächste\n\n## Achievements\n\n**Achievement 1.1**: Straße für 日本\n- **Effort**: 1h\n');
    place.write(`${folder}/planloom.config.json`, place.read('planloom.config.json'));
    place.setWork('1.1', 'pwd > "wo bin ich.txt"');
    place.commit();
    const setting = { cwd: folder, width: 80 };
    const { code, stdout } = await place.planloom(
      ['run', `work-space/plans/NÄCHSTE/PLAN_NÄCHSTE.md`, '--trust', '--yes'],
      setting,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Straße für 日本');
    expect((await place.planloom(['runs', 'list'], setting)).stdout).toContain('NÄCHSTE');
    const branch = `planloom/${place.runIds()[0] ?? ''}`;
    // The work is where the workspace is, and so was the attempt.
    expect(place.onBranch(branch, `${folder}/wo bin ich.txt`)).toMatch(/\/das Büro\/größere Pläne$/);
    expect((await place.planloom(['runs', 'accept'], setting)).code).toBe(0);
    expect(place.read(`${folder}/wo bin ich.txt`)).toContain('größere Pläne');
    expect(place.git('status', '--porcelain')).toBe('');
  });
});

describe('what cannot be run', () => {
  const refused = async (place: ReturnType<typeof runPlace>, argument = `@SHIP`) => {
    const outcome = await place.planloom(['run', argument, '--trust', '--yes'], { width: 80 });
    expect(place.runIds()).toEqual([]);
    return outcome;
  };

  test('a folder without git is told the ways out', async () => {
    const { code, output } = await refused(runPlace({ todo: { '1.1': {} }, repository: 'none' }));
    expect(code).toBe(2);
    expect(output).toMatch(/no git repository[^]*git init[^]*"copy"[^]*"none"/);
  });

  test('a repository without a commit wants one', async () => {
    const { code, output } = await refused(runPlace({ todo: { '1.1': {} }, repository: 'empty' }));
    expect(code).toBe(2);
    expect(output).toMatch(/commit/);
  });

  test('a plan without achievements', async () => {
    const place = runPlace({ todo: {} });
    const { code, output } = await refused(place, `${planFolder}/PLAN_SHIP.md`);
    expect(code).not.toBe(0);
    expect(output).toMatch(/achievement/);
  });

  test('a plan that goes in a circle names it', async () => {
    const place = runPlace({ todo: { '1.1': { needs: ['1.2'] }, '1.2': { needs: ['1.1'] } } });
    for (const argument of ['@SHIP', `${planFolder}/parallel.json`]) {
      const { code, output } = await refused(place, argument);
      expect(code).toBe(1);
      expect(output).toMatch(/cycle/);
    }
  });

  test.each([
    ['{\n  "executors": {},\n  "maxExecutors": 0\n}', 'planloom.config.json:3:19'],
    ['{\n  "executors": {\n', 'planloom.config.json:2:17'],
    ['{\n  "executors": { "a": { "kind": "comand", "command": "x" } }\n}', 'planloom.config.json:2:33'],
  ])('a configuration that is wrong has its place (%#)', async (text, where) => {
    const place = runPlace({ todo: { '1.1': {} } });
    place.write('planloom.config.json', text);
    const { code, output } = await refused(place);
    expect(code).toBe(2);
    expect(output).toContain(where);
  });

  test('a plan that is not there', async () => {
    const { code, output } = await refused(runPlace({ todo: { '1.1': {} } }), '@SHOP');
    expect(code).toBe(2);
    expect(output).toContain('SHIP');
  });
});
