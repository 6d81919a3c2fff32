import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killAlone, startPlanloom } from '../support/kill-rig.ts';
import { isRunning, numberIn } from '../support/processes.ts';
import { planFolder, runPlace } from '../support/run-place.ts';
import type { EndedRun, RunPlace } from '../support/run-place.ts';

/** The store, as an attempt finds it; `g`: its configuration; `evil`: a command that tells that it was executed. */
const tools = [
  'beside=$(dirname "$0")',
  'store=$(dirname "$(cat .git/objects/info/alternates)")',
  'printf \'#!/bin/sh\\necho "$0 $@" >> "%s/executed"\\nexec cat\\n\' "$beside" > "$beside/evil"; chmod +x "$beside/evil"',
  'evil="$beside/evil"',
  'g() { git config --file "$store/config" "$@"; }',
].join('\n');

const everyFile = 'echo "* filter=x diff=x merge=x" > "$store/info/attributes"';
const filters = 'g filter.x.clean "$evil clean"; g filter.x.smudge "$evil smudge"; g filter.x.required true';

const pipes = 'links and pipes';

const plants: Readonly<Record<string, string>> = {
  'a filter that cleans and smudges': `${filters}; ${everyFile}`,
  'a filter that is a process': `g filter.x.process "$evil process"; ${everyFile}`,
  'drivers that convert, show and merge': `g diff.x.textconv "$evil textconv"; g diff.x.command "$evil diff"; g diff.external "$evil ext"; g merge.x.driver "$evil merge"; ${everyFile}`,
  'settings that name commands': `for key in core.fsmonitor core.sshCommand core.alternateRefsCommand core.pager core.editor core.askPass gpg.program credential.helper uploadpack.packObjectsHook; do g $key "$evil $key"; done; g commit.gpgSign true; g protocol.ext.allow always`,
  hooks: `g core.hooksPath "$store/hooks"; mkdir -p "$store/hooks"; for hook in pre-commit post-checkout post-index-change reference-transaction post-merge; do cp "$evil" "$store/hooks/$hook"; done`,
  'an include': `git config --file "$store/more" filter.x.clean "$evil include"; git config --file "$store/more" filter.x.smudge "$evil include"; g include.path more; ${everyFile}`,
  'a configuration of a working tree': `git config --file "$store/config.worktree" filter.x.clean "$evil worktree"; g extensions.worktreeConfig true; g core.repositoryFormatVersion 1; ${everyFile}`,
  'another folder to share': `cp -r "$store" "$beside/other.git"; git config --file "$beside/other.git/config" filter.x.clean "$evil common"; mkdir -p "$beside/other.git/info"; echo "* filter=x" > "$beside/other.git/info/attributes"; echo "$beside/other.git" > "$store/commondir"`,
  'configuration beside the store': `git config --file "$store/../gitconfig" filter.x.clean "$evil global"; git config --file "$store/../gitconfig" filter.x.smudge "$evil global"; ${everyFile}`,
  [pipes]: `${filters}; ${everyFile}; mv "$store/config" "$beside/config"; ln -s "$beside/config" "$store/config"; rm -f "$store/info/exclude" "$store/HEAD"; mkfifo "$store/info/exclude" "$store/HEAD"; mv "$store/../gitconfig" "$beside/gitconfig"; ln -s "$beside/gitconfig" "$store/../gitconfig"; rm "$store/../excludes"; mkfifo "$store/../excludes"`,
  'what hides and what replaces': `echo "*" > "$store/info/exclude"; echo "*" >> "$store/../excludes"; printf "%s\\n" "$(git rev-parse HEAD)" > "$store/info/grafts"; mkdir -p "$store/refs/replace"; git rev-parse "HEAD^{tree}" > "$store/refs/replace/$(git rev-parse HEAD)"`,
};

const beside = (name: string): string => `"$(dirname "$0")/${name}"`;
/** A line for the shell that waits until the file is there. */
const until = (name: string): string => `until test -e ${beside(name)}; do sleep 0.05; done`;
const remark = "While it worked, settings of the run's own repository were changed; they were put back unread.";

/** The outcome of each: state, what the branch has of it, whether it was told. */
const told = (place: RunPlace, run: EndedRun, ids: readonly string[]) =>
  ids.map((id) => {
    const { state, message, remarks } = run.node(id);
    return [id, message || state, place.onBranch(run.branch, `${id}.txt`), remarks.includes(remark)];
  });

const executed = ({ root }: RunPlace): string => {
  const file = path.join(`${root}.work`, 'executed');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

test.each(Object.keys(plants))(
  'nothing that an attempt writes into the store is executed or believed: %s',
  async (name) => {
    const place = runPlace({
      todo: {
        '1.1': {
          work: `${until('sibling')}; ${tools}\n${plants[name] ?? ''}\necho 1.1 > 1.1.txt; echo first > a.txt; : > ${beside('planted')}`,
        },
        '1.2': { work: `: > ${beside('sibling')}; ${until('planted')}; echo 1.2 > 1.2.txt; echo last >> both.txt` },
        '2.1': { work: 'echo 2.1 > 2.1.txt; sed -i.old s/line/LINE/ both.txt; rm both.txt.old', needs: ['1.1'] },
      },
      config: { maxExecutors: 2, checks: [{ name: 'whole', command: 'test -s a.txt || test -s 1.2.txt' }] },
      files: { 'both.txt': `line\n${'same\n'.repeat(20)}` },
    });
    const run = await place.run();
    expect(executed(place)).toBe('');
    expect(told(place, run, ['1.1', '1.2', '2.1'])).toEqual([
      ['1.1', 'succeeded', '1.1', true],
      ['1.2', 'succeeded', '1.2', true],
      ['2.1', 'succeeded', '2.1', false],
    ]);
    expect(place.onBranch(run.branch, 'both.txt')).toBe(`LINE\n${'same\n'.repeat(20)}last`);
  },
);

test('what was planted before a kill is neither executed nor believed by the planloom that goes on', async () => {
  const all = Object.keys(plants)
    // Nothing can be written any more where a pipe is.
    .sort((one, other) => Number(one === pipes) - Number(other === pipes))
    .map((name) => plants[name]);
  const place = runPlace({ todo: { '1.1': {}, '1.2': { needs: ['1.1'], work: 'echo 1.2 > 1.2.txt' } } });
  const pidFile = path.join(`${place.root}.work`, 'pid');
  place.setWork(
    '1.1',
    `echo 1.1 > 1.1.txt\ntest "$PLANLOOM_ATTEMPT" = 1 || exit 0\n${tools}\n${all.join('\n')}\necho $$ > "${pidFile}"\nexec sleep 1000`,
  );
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: `${place.root}.home`,
    XDG_STATE_HOME: `${place.root}.state`,
    XDG_CONFIG_HOME: `${place.root}.config`,
    PLANLOOM_WORKTREE_ROOT: `${place.root}.worktrees`,
  };
  const argv = ['run', `${planFolder}/parallel.json`, '--trust', '--yes', '--json', '--no-guard'];
  const first = startPlanloom(argv, place.root, environment);
  onTestFinished(() => killAlone(first));
  const pid = await numberIn(pidFile);
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  });
  await killAlone(first);
  const outcome = await place.planloom(['resume', place.runIds()[0]!, '--trust', '--json']);
  expect(executed(place)).toBe('');
  const run = place.ended(outcome);
  expect(told(place, run, ['1.1', '1.2'])).toEqual([
    ['1.1', 'succeeded', '1.1', false],
    ['1.2', 'succeeded', '1.2', false],
  ]);
  const lost = run.events.flatMap((event) => (event.type === 'attempt_ended' ? [event.evidence?.remarks ?? []] : []));
  expect(lost[0]).toContain(remark);
  // The work of the lost attempt is whole.
  expect(place.git('show', `refs/planloom/${run.summary.runId}/1.1/1:1.1.txt`)).toBe('1.1');
  rmSync(pidFile, { force: true });
});

test("a repository that an attempt puts into planloom's index of it is not looked into", async () => {
  const inner =
    'git init -q inner; echo x > inner/x; git -C inner add x; git -C inner -c user.name=B -c user.email=b@example.org commit -q -m x';
  const known =
    'GIT_INDEX_FILE=../index git update-index --add --cacheinfo "160000,$(git -C inner rev-parse HEAD),inner"';
  const place = runPlace({
    todo: {
      '1.1': {
        work: `${tools}\n${inner}; ${known}\ngit -C inner config filter.x.clean "$evil inner"; echo "* filter=x" > inner/.git/info/attributes; echo y > inner/x; echo 1.1 > 1.1.txt`,
      },
    },
  });
  const run = await place.run();
  expect(executed(place)).toBe('');
  expect(run.node('1.1').message).toContain('inner is a git repository of its own');
});
