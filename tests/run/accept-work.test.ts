import { describe, expect, test, vi } from 'vitest';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';

// Real runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const plan = `${planFolder}/parallel.json`;

const accept = (place: RunPlace, ...argv: readonly string[]) => place.planloom(['runs', 'accept', ...argv]);

/** A run of one achievement that writes `1.1.txt`. */
const oneRun = async (files: Record<string, string> = {}): Promise<{ place: RunPlace; run: EndedRun }> => {
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'] } }, files });
  return { place, run: await place.run() };
};

describe('runs accept', () => {
  test('brings the branch forward where nothing else has happened, and once is enough', async () => {
    const { place, run } = await oneRun();
    const first = await accept(place, run.summary.runId);
    const tip = place.git('rev-parse', run.branch);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toBe(`main is now at ${tip.slice(0, 7)}, the tip of ${run.branch}.\n`);
    expect(place.git('rev-parse', 'main')).toBe(tip);
    expect(place.read('1.1.txt')).toBe('1\n');
    expect(place.git('status', '--porcelain')).toBe('');

    const journal = run.entries.length;
    const second = await accept(place);
    expect(second).toMatchObject({ code: 0, stdout: `main holds ${run.branch} already.\n` });
    expect(place.git('rev-parse', 'main')).toBe(tip);
    expect(run.entries).toHaveLength(journal);
    expect(run.events.at(-1)).toMatchObject({ type: 'accepted', into: 'main', commit: tip });
  });

  test('that git cannot carry out says what git says, and nothing of our code', async () => {
    const { place, run } = await oneRun();
    place.write('.git/index', 'no index');
    const { code, stdout, stderr } = await accept(place, run.summary.runId);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^error: It could not be finished: git .*index/s);
    expect(stderr).not.toMatch(/Internal error|\.[jt]s:\d/);
  });

  test('merges where the branch of the user has moved on', async () => {
    const { place, run } = await oneRun();
    place.write('mine.txt', 'mine\n');
    const mine = place.commit('mine');
    const merged = (await accept(place, '--json')).json();
    const head = place.git('rev-parse', 'main');
    expect(merged).toMatchObject({
      kind: 'accepted',
      runId: run.summary.runId,
      integrationBranch: run.branch,
      into: 'main',
      how: 'merge',
      commit: head,
    });
    expect(place.git('log', '-1', '--format=%P', head)).toBe(`${mine} ${place.git('rev-parse', run.branch)}`);
    expect(place.git('log', '-1', '--format=%an %s%n%(trailers)', head)).toContain(
      `Ada Merge run ${run.summary.runId}\nPlanloom-Run: ${run.summary.runId}`,
    );
    expect(place.read('mine.txt') + place.read('1.2.txt')).toBe('mine\n1\n');
    expect(place.git('status', '--porcelain')).toBe('');
  });

  test('refuses a conflict, changes nothing, and names the way out, which then counts', async () => {
    const { place, run } = await oneRun();
    place.write('1.1.txt', 'mine\n');
    const mine = place.commit('mine');
    const refused = await accept(place);
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('1.1.txt');
    expect(refused.output).toContain(`git merge ${run.branch}`);
    expect(place.git('rev-parse', 'main')).toBe(mine);
    expect(place.git('status', '--porcelain')).toBe('');

    expect(() => place.git('merge', '--quiet', run.branch)).toThrow();
    place.write('1.1.txt', 'both\n');
    place.commit('both');
    const accepted = await accept(place);
    expect(accepted).toMatchObject({ code: 0, stdout: `main holds ${run.branch} already.\n` });
    expect((await place.planloom(['runs', 'list'])).stdout).toMatch(/in main\n$/);
  });

  test.each<[string, (place: RunPlace) => void, RegExp]>([
    ['a changed file', (place) => place.write('shared.txt', 'precious\n'), /shared\.txt/],
    ['a file that git does not know', (place) => place.write('1.1.txt', 'precious\n'), /1\.1\.txt/],
    [
      'a staged file',
      (place) => {
        place.write('shared.txt', 'precious\n');
        place.git('add', 'shared.txt');
      },
      /shared\.txt/,
    ],
  ])('refuses where %s is in the way, and keeps it', async (_, disturb, named) => {
    const place = runPlace({
      todo: { '1.1': { work: 'echo theirs > shared.txt; echo theirs > 1.1.txt' } },
      files: { 'shared.txt': 'first\n' },
    });
    await place.run();
    const head = place.git('rev-parse', 'HEAD');
    disturb(place);
    const before = place.git('status', '--porcelain');
    const refused = await accept(place);
    expect(refused.code).toBe(2);
    expect(refused.output).toMatch(named);
    expect(refused.output).toContain('Commit, stash or move these files away, then accept the run again.');
    expect(place.git('status', '--porcelain')).toBe(before);
    expect(place.git('rev-parse', 'HEAD')).toBe(head);
    expect(`${place.read('shared.txt')}${place.files().includes('1.1.txt') ? place.read('1.1.txt') : ''}`).toContain(
      'precious',
    );
  });

  test('files that are the same already are no obstacle', async () => {
    const { place, run } = await oneRun();
    place.write('1.1.txt', '1\n');
    place.write('unrelated.txt', 'mine\n');
    expect((await accept(place)).code).toBe(0);
    expect(place.git('rev-parse', 'main')).toBe(place.git('rev-parse', run.branch));
    expect(place.git('status', '--porcelain')).toBe('?? unrelated.txt');
  });

  test('documents that the run took along as they were on disk are no obstacle', async () => {
    const place = runPlace({ todo: { '1.1': {} } });
    const subplan = `${planFolder}/subplans/SUBPLAN_SHIP_11.md`;
    place.write(subplan, '# SUBPLAN: Achievement 1.1\n\nAs it is on disk.\n');
    expect((await place.run()).code).toBe(0);
    expect((await accept(place)).code).toBe(0);
    expect(place.git('status', '--porcelain')).toBe('');
    expect(place.git('show', `HEAD:${subplan}`)).toContain('As it is on disk.');
  });

  test('refuses a run that is not there, and one that has merged nothing', async () => {
    const place = runPlace({ todo: { '1.1': { work: 'exit 1' } } });
    const { summary } = await place.run();
    const unknown = await accept(place, 'zzzz');
    expect(unknown.code).toBe(2);
    expect(unknown.output).toContain('There is no run zzzz.');
    const empty = await accept(place);
    expect(empty.code).toBe(2);
    expect(empty.output).toContain(`The run ${summary.runId} has merged nothing yet.`);
    // It can still be gone on with.
    place.setWork('1.1', 'echo x > x.txt');
    expect((await place.planloom(['resume', '--retry-failed', '--trust'])).code).toBe(0);
    expect((await accept(place)).code).toBe(0);
  });

  test('refuses where no branch is checked out, and in the middle of a merge', async () => {
    const { place } = await oneRun();
    place.git('checkout', '--quiet', '--detach');
    const detached = await accept(place);
    expect(detached.code).toBe(2);
    expect(detached.output).toContain('git switch');
    place.git('checkout', '--quiet', 'main');
    place.write('.git/MERGE_HEAD', `${place.git('rev-parse', 'HEAD')}\n`);
    const inMerge = await accept(place);
    expect(inMerge.code).toBe(2);
    expect(inMerge.output).toContain('A merge is not finished here.');
  });
});

describe('the next run', () => {
  test('starts from HEAD once all is accepted, and does nothing again', async () => {
    const { place } = await oneRun();
    await accept(place);
    const nothing = await place.planloom(['run', plan, '--trust', '--yes']);
    expect(nothing.code).toBe(0);
    expect(nothing.stdout).toBe('There is nothing to do: 1.1 and 1.2 are merged by a run.\n');
    // Whoever throws the work away has it done again.
    place.git('reset', '--quiet', '--hard', place.git('rev-list', '--max-parents=0', 'HEAD'));
    expect(place.files()).not.toContain('1.1.txt');
    const again = await place.run();
    expect(again.summary.nodes.map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  test('goes on from the branch that is not accepted, and counts what is merged there', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
    const first = await place.run();
    place.setWork('1.2', 'cat 1.1.txt > copy.txt');
    const { stdout } = await place.planloom(['run', plan, '--dry-run'], { width: 80 });
    expect(stdout).toContain(`goes on from run ${first.summary.runId}, which is not accepted`);
    const second = await place.run();
    expect(second.code).toBe(0);
    expect(second.events[0]).toMatchObject({ after: first.summary.runId, settled: [{ id: '1.1', why: 'merged' }] });
    expect(second.node('1.1')).toMatchObject({ state: 'succeeded', attempts: 0, before: true });
    expect(place.git('merge-base', '--is-ancestor', first.branch, second.branch)).toBe('');
    expect(place.onBranch(second.branch, 'copy.txt')).toBe('1');
    // What comes after is the second one's.
    const late = await place.planloom(['resume', first.summary.runId, '--retry-failed', '--trust']);
    expect(late.code).toBe(1);
    expect(late.output).toBe(
      `The run ${second.summary.runId} has gone on from ${first.summary.runId}; resume that one.\n`,
    );
    // Accepting the second one brings both.
    expect((await accept(place)).code).toBe(0);
    const { stdout: listed } = await place.planloom(['runs', 'list'], { width: 80 });
    expect(listed.match(/in main$/gm)).toHaveLength(2);
    expect(place.files()).toEqual(expect.arrayContaining(['1.1.txt', 'copy.txt']));
  });

  test('--from head counts nothing of it', async () => {
    const { place, run } = await oneRun();
    const afresh = await place.run(['--from', 'head']);
    expect(afresh.summary.nodes.map(({ attempts }) => attempts)).toEqual([1, 1]);
    expect(afresh.events[0]).toMatchObject({ after: null, settled: [] });
    expect(place.git('merge-base', afresh.branch, run.branch)).toBe(place.git('rev-parse', 'main'));
    const bad = await place.planloom(['run', plan, '--from', 'tail']);
    expect(bad.code).toBe(2);
    expect(bad.output).toContain('Give newest or head.');
  });

  test('takes in what was committed meanwhile', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
    await place.run();
    place.write('mine.txt', 'mine\n');
    const mine = place.commit('mine');
    place.setWork('1.2', 'cat 1.1.txt mine.txt > both.txt');
    const second = await place.run();
    expect(second.code).toBe(0);
    expect(place.onBranch(second.branch, 'both.txt')).toBe('1\nmine');
    expect(second.events[0]).toMatchObject({ baseCommit: mine });
  });

  test('is refused when that is in conflict, with both ways out', async () => {
    const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'exit 1' } } });
    const { summary } = await place.run();
    place.write('1.1.txt', 'mine\n');
    place.commit('mine');
    const refused = await place.planloom(['run', plan, '--trust', '--yes']);
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('1.1.txt');
    expect(refused.output).toContain('planloom runs accept');
    expect(refused.output.replace(/\s+/g, ' ')).toContain('planloom run --from head');
    expect(place.runIds()).toEqual([summary.runId]);
    expect((await place.run(['--from', 'head'])).node('1.1').attempts).toBe(1);
  });
});
