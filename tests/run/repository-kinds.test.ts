import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { everything } from '../support/everything.ts';
import { writeManyFiles } from '../support/many-files.ts';
import { runPlace } from '../support/run-place.ts';
import type { RunPlace, RunPlaceOptions } from '../support/run-place.ts';

/** What a run may add to a repository: objects, its refs with their reflogs, its own folder. */
const isOfRuns = (file: string): boolean =>
  /^\.git\/(?:objects|planloom|(?:logs\/)?refs\/(?:planloom|heads\/planloom)|reftable)(?:\/|$)/.test(file);

const seen = (place: RunPlace): unknown => everything(place.root, (file) => !isOfRuns(file));

/** What every kind has to carry: a change, a new file, a file that goes, and two nodes that work side by side. */
const usual: RunPlaceOptions['todo'] = {
  '1.1': { work: 'echo one > one.txt; echo more >> kept.txt' },
  '1.2': { work: 'rm gone.txt; mkdir -p deep/er; echo two > deep/er/two.txt' },
  '1.3': { needs: ['1.1', '1.2'], work: 'cat one.txt deep/er/two.txt > three.txt; test ! -e gone.txt' },
};

interface Kind {
  readonly name: string;
  readonly options?: Omit<RunPlaceOptions, 'todo'>;
  readonly todo?: RunPlaceOptions['todo'];
  readonly prepare?: (place: RunPlace) => void;
  /** Further things to look at on the branch. */
  readonly look?: (place: RunPlace, branch: string) => void;
  /** Things to look at when the run is accepted. */
  readonly after?: (place: RunPlace) => void;
  /** The environment of planloom. */
  readonly environment?: (place: RunPlace) => Readonly<Record<string, string>>;
}

/** A folder in memory, so on another file system; gone when the test is over. */
const inMemory = (): string => {
  const made = execFileSync('mktemp', ['-d', '-p', '/dev/shm', 'planloom-XXXXXX']).toString().trim();
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};

const changedOn = (place: RunPlace, branch: string): readonly string[] =>
  place.git('diff', '--name-only', `main...${branch}`).split('\n');

/** What has been run of all that lies in wait, a word a line. */
const trapped = (place: RunPlace): string => {
  const trap = `${place.root}.home/trap`;
  return existsSync(trap) ? readFileSync(trap, 'utf8') : '';
};

const kinds: readonly Kind[] = [
  { name: 'with SHA-256 objects', options: { init: ['--object-format=sha256'] } },
  {
    name: 'with packed refs and objects, and a commit graph',
    prepare: (place) => {
      place.git('tag', '-a', '-m', 'tagged', 'v1');
      place.git('gc', '--quiet');
      place.git('commit-graph', 'write', '--reachable');
      place.git('multi-pack-index', 'write');
    },
  },
  {
    name: 'that borrows its objects from another one',
    prepare: (place) => {
      execFileSync('git', ['clone', '--quiet', '--bare', place.root, `${place.root}.home`]);
      rmSync(place.path('.git', 'objects'), { recursive: true });
      mkdirSync(place.path('.git', 'objects', 'info'), { recursive: true });
      mkdirSync(place.path('.git', 'objects', 'pack'), { recursive: true });
      place.write('.git/objects/info/alternates', `${place.root}.home/objects\n`);
    },
  },
  {
    name: 'whose files have CRLF, with core.autocrlf',
    prepare: (place) => {
      place.git('config', 'core.autocrlf', 'true');
      for (const file of ['kept.txt', 'crlf.txt', 'gone.txt']) place.write(file, 'a\r\nb\r\n');
      place.commit('CRLF');
    },
    todo: {
      ...usual,
      '1.1': {
        work: 'printf "more\\r\\n" >> kept.txt; printf "one\\r\\n" > one.txt; grep -q "$(printf \'\\r\')" crlf.txt',
      },
    },
    look: (place, branch) => {
      expect(changedOn(place, branch)).toEqual(['deep/er/two.txt', 'gone.txt', 'kept.txt', 'one.txt', 'three.txt']);
      expect(place.git('show', `${branch}:kept.txt`)).toBe('a\nb\nmore');
      expect(place.git('diff', '--numstat', `main...${branch}`, '--', 'kept.txt')).toBe('1\t0\tkept.txt');
    },
  },
  {
    name: 'whose attributes ask for CRLF, with CRLF in its objects too',
    prepare: (place) => {
      place.write('raw.txt', 'a\r\nb\r\n');
      place.commit('CRLF in objects');
      place.write('.gitattributes', '*.txt text eol=crlf\n');
      place.git('add', '.gitattributes');
      place.git('commit', '--quiet', '-m', 'attributes');
    },
    look: (place, branch) => {
      expect(changedOn(place, branch)).not.toContain('raw.txt');
    },
  },
  {
    name: 'on a file system that ignores case',
    prepare: (place) => {
      place.git('config', 'core.ignorecase', 'true');
    },
  },
  {
    name: 'on a file system that knows no rights',
    prepare: (place) => {
      place.git('config', 'core.filemode', 'false');
      chmodSync(place.path('kept.txt'), 0o755);
    },
    look: (place, branch) => {
      expect(place.git('ls-tree', branch, 'kept.txt')).toMatch(/^100644/);
    },
  },
  {
    name: 'with hooks, a monitor, signatures, filters and programs for diffs',
    prepare: (place) => {
      const trap = `${place.root}.home/trap`;
      mkdirSync(`${place.root}.home`, { recursive: true });
      for (const hook of ['pre-commit', 'post-merge', 'post-checkout', 'reference-transaction', 'post-index-change'])
        writeFileSync(place.path('.git', 'hooks', hook), `#!/bin/sh\necho ${hook} >> "${trap}"\n`, { mode: 0o755 });
      const traps = {
        'core.fsmonitor': `echo monitor >> ${trap}; false`,
        'gpg.program': trap,
        'diff.external': `echo diff >> ${trap}`,
        'core.editor': `echo editor >> ${trap}`,
        'merge.own.driver': `echo merge >> ${trap}`,
        'filter.own.clean': `echo clean >> ${trap}; cat`,
        'filter.own.smudge': `echo smudge >> ${trap}; cat`,
        'core.sshCommand': `echo ssh >> ${trap}`,
        'core.alternateRefsCommand': `echo refs >> ${trap}`,
      };
      for (const [key, value] of Object.entries(traps)) place.git('config', key, value);
      place.write('.git/info/attributes', '*.txt filter=own merge=own\n');
      for (const key of ['commit.gpgsign', 'tag.gpgsign', 'push.gpgsign']) place.git('config', key, 'true');
    },
    // Filters are the user's own, for the user's own files: they are there to be run when git looks at these.
    look: (place) => {
      expect(trapped(place)).not.toMatch(/^(?!clean$|smudge$)./m);
    },
    // What the user's own `git status` runs is among it by then.
    after: (place) => {
      expect(trapped(place)).not.toMatch(/^(?!clean$|smudge$|monitor$|post-index-change$)./m);
    },
  },
  {
    name: 'without an identity, where git must not make one up',
    prepare: (place) => {
      place.git('config', 'user.useConfigOnly', 'true');
      place.git('config', '--unset', 'user.name');
      place.git('config', '--unset', 'user.email');
    },
  },
  {
    name: 'with names of every kind',
    prepare: (place) => {
      for (const name of [
        'with space',
        'ünï ☂',
        'line\nend',
        '"quoted"',
        'back\\slash',
        '-dash',
        ' lead',
        ':(top)x',
        'a*?[',
      ])
        place.write(`names/${name}`, `${name}\n`);
      writeFileSync(Buffer.from(`${place.root}/names/\xff\xfe.txt`, 'latin1'), 'bytes\n');
      place.commit('names');
    },
    todo: {
      ...usual,
      '1.2': {
        work: 'rm gone.txt; mkdir -p deep/er; echo two > deep/er/two.txt; cd names; for f in *; do echo x >> "./$f"; done',
      },
    },
    look: (place, branch) => {
      expect(place.git('diff', '--name-only', '-z', `main...${branch}`, '--', 'names').split('\0')).toHaveLength(11);
      expect(place.git('show', `${branch}:names/line\nend`)).toBe('line\nend\nx');
    },
  },
  {
    name: 'with links, inside and out, broken and round',
    prepare: (place) => {
      mkdirSync(place.path('links'));
      const links = { file: '../kept.txt', folder: '..', out: '/etc', broken: 'nowhere', round: 'round' };
      for (const [name, target] of Object.entries(links)) symlinkSync(target, place.path('links', name));
      place.commit('links');
    },
    todo: {
      ...usual,
      '1.2': { work: 'rm gone.txt; mkdir -p deep/er; echo two > deep/er/two.txt; ln -sfn one.txt links/file' },
    },
    look: (place, branch) => {
      expect(place.git('ls-tree', branch, 'links/').match(/^120000/gm)).toHaveLength(5);
      expect(place.git('show', `${branch}:links/file`)).toBe('one.txt');
    },
  },
  {
    name: 'whose changes of every kind are not committed',
    prepare: (place) => {
      for (const file of ['staged', 'both', 'mode', 'deleted', 'index-only', 'assumed'])
        place.write(`dirty/${file}`, 'x\n');
      place.commit('dirt');
      place.write('dirty/staged', 'staged\n');
      place.write('dirty/both', 'staged\n');
      place.git('add', 'dirty');
      place.write('dirty/both', 'not staged\n');
      chmodSync(place.path('dirty/mode'), 0o755);
      rmSync(place.path('dirty/deleted'));
      place.git('rm', '--quiet', '--cached', 'dirty/index-only');
      place.git('update-index', '--assume-unchanged', 'dirty/assumed');
      place.write('dirty/assumed', 'assumed\n');
      place.write('dirty/intended', 'x\n');
      place.git('add', '--intent-to-add', 'dirty/intended');
      place.write('dirty/untracked', 'x\n');
      place.write('.gitignore', 'dirty/ignored\n');
      place.write('dirty/ignored', 'x\n');
      place.git('mv', 'config.txt', 'moved.txt');
    },
    options: { files: { 'config.txt': 'config\n' } },
    look: (place, branch) => {
      expect(changedOn(place, branch).filter((file) => file.startsWith('dirty/'))).toEqual([]);
    },
  },
  {
    name: 'whose working trees lie on another file system',
    environment: () => ({ PLANLOOM_WORKTREE_ROOT: inMemory() }),
  },
  {
    name: 'whose git folder lies elsewhere, on another file system',
    prepare: (place) => {
      const elsewhere = path.join(inMemory(), 'git');
      execFileSync('cp', ['-a', place.path('.git'), elsewhere]);
      rmSync(place.path('.git'), { recursive: true });
      place.write('.git', `gitdir: ${elsewhere}\n`);
      place.git('config', 'core.worktree', place.root);
    },
  },
  {
    name: 'whose state lies on another file system',
    prepare: (place) => {
      symlinkSync(inMemory(), place.path('.git', 'planloom'));
    },
  },
  {
    name: 'of thousands of files',
    prepare: (place) => {
      writeManyFiles(place.root, 2000);
      place.commit('many');
    },
    todo: { ...usual, '1.2': { work: 'rm -r gone.txt many/15; mkdir -p deep/er; echo two > deep/er/two.txt' } },
    after: (place) => {
      expect(existsSync(place.path('many', '15'))).toBe(false);
    },
  },
  {
    name: 'with an orphan branch, a replaced commit and notes',
    prepare: (place) => {
      place.git('notes', 'add', '-m', 'a note');
      const first = place.git('rev-parse', 'HEAD');
      const second = place.commit('second');
      place.git('replace', '--graft', second);
      expect(first).not.toBe(second);
    },
  },
];

/** Where git has it. */
const reftable: Kind = { name: 'with reftable', options: { init: ['--ref-format=reftable'] } };
const gitHasReftable = spawnSync('git', ['init', '-h'], { encoding: 'utf8' }).stdout.includes('ref-format');

test.each(gitHasReftable ? [...kinds, reftable] : kinds)(
  'a repository $name: run, left as it was, accepted',
  async ({ options = {}, todo = usual, prepare, look, after, environment }) => {
    const place = runPlace({
      todo,
      ...options,
      files: { 'kept.txt': 'kept\n', 'gone.txt': 'gone\n', ...options.files },
      config: { checks: ['test -e kept.txt'], ...options.config },
    });
    prepare?.(place);
    const before = seen(place);
    const own = environment?.(place);
    const run = await place.run([], own === undefined ? {} : { environment: own });
    expect(run.summary.nodes.map(({ id, state, message }) => [id, state, message])).toEqual([
      ['1.1', 'succeeded', ''],
      ['1.2', 'succeeded', ''],
      ['1.3', 'succeeded', ''],
    ]);
    expect(seen(place)).toEqual(before);
    look?.(place, run.branch);
    expect(place.git('fsck')).not.toMatch(/error|missing|broken/);
    const status = place.git('status', '--porcelain');
    const accepted = await place.planloom(['runs', 'accept']);
    expect([accepted.code, accepted.stderr]).toEqual([0, '']);
    expect(place.read('three.txt')).toMatch(/^one\r?\ntwo\r?\n$/);
    expect(existsSync(place.path('gone.txt'))).toBe(false);
    expect(place.git('status', '--porcelain')).toBe(status);
    after?.(place);
  },
);

test('a repository that is tidied up while the run begins: it begins all the same', async () => {
  const place = runPlace({ todo: { '1.1': {} } });
  // What git says when a file that it was about to link is packed in this moment.
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const fake = `#!/bin/sh
if [ "$1" = clone ] && [ "$(cat "${place.root}.home/tries" 2> /dev/null | wc -l)" -lt 2 ]; then
  echo try >> "${place.root}.home/tries"
  echo "fatal: failed to copy file: No such file or directory" >&2
  exit 128
fi
exec ${git} "$@"
`;
  mkdirSync(`${place.root}.home`, { recursive: true });
  writeFileSync(`${place.root}.home/git`, fake, { mode: 0o755 });
  const run = await place.run([], { environment: { PATH: `${place.root}.home:${process.env.PATH ?? ''}` } });
  expect(run.summary.outcome).toBe('succeeded');
  expect(readFileSync(`${place.root}.home/tries`, 'utf8')).toBe('try\ntry\n');
});
