import { describe, expect, test } from 'vitest';
import { definitionFiles } from '../../src/execution/evidence/definition-files.ts';
import { frozenCheck } from '../../src/execution/evidence/frozen-check.ts';
import type { CheckToFreeze, FrozenCheck } from '../../src/execution/evidence/frozen-check.ts';
import type { Command } from '../../src/ports/processes.ts';
import type { TreeChange } from '../../src/ports/run-store.ts';

const basePaths = [
  'Makefile',
  'package.json',
  'scripts/check.sh',
  'src/a.ts',
  'tests/a.test.ts',
  'tests/b.test.ts',
  'web/test.sh',
];
const kinds = { '+': 'added', '-': 'deleted', '~': 'modified' } as const;

/** "+path", "-path", "~path" */
const changesOf = (marked: readonly string[]): readonly TreeChange[] =>
  marked.map((text) => ({ path: text.slice(1), kind: kinds[text[0] as '+'], mode: '100644' }));

const freeze = (command: Command, marked: readonly string[], more: Partial<CheckToFreeze> = {}): FrozenCheck => {
  const name = typeof command === 'string' ? command : command.join(' ');
  const changes = changesOf(marked);
  const all = { command, protect: null, prefix: '', basePaths, changes, definitions: new Map(), deliverables: [] };
  return frozenCheck(name, { ...all, ...more });
};

describe('a check is frozen by the files that its command names', () => {
  test.each<[string, Command]>([
    ['as words', ['bash', 'scripts/check.sh', '--fast']],
    ['in a line', 'bash scripts/check.sh && echo done'],
    ['in a line inside of a word', ['bash', '-c', 'bash "./scripts/check.sh"; true']],
    ['behind an option', ['runner', '--script=scripts/check.sh']],
    ['from a folder that it goes into', 'cd scripts && sh check.sh'],
    ['from a folder that an option names', ['make', '-C', 'scripts', 'check.sh']],
    ['by a pattern', 'sh scripts/*.sh'],
  ])('%s', (_, command) => {
    expect(freeze(command, ['~src/a.ts', '~scripts/check.sh'])).toEqual({
      counts: true,
      reason: '',
      restore: ['scripts/check.sh'],
      remarks: [],
    });
  });

  test('but not by folders: those hold the work', () => {
    expect(freeze('npx eslint src .', ['~src/a.ts']).restore).toEqual([]);
  });

  test('and not by words that only look like paths', () => {
    expect(freeze('run /scripts/check.sh ~/scripts/check.sh', ['~scripts/check.sh']).restore).toEqual([]);
  });

  test('as seen from the root of a workspace inside the repository', () => {
    expect(freeze('sh test.sh', ['~web/test.sh'], { prefix: 'web' }).restore).toEqual(['web/test.sh']);
  });
});

describe('a check is frozen by what `protect` names', () => {
  const protect = ['tests/**'];

  test('changed, deleted and added files alike', () => {
    const marked = ['~tests/a.test.ts', '-tests/b.test.ts', '+tests/setup.ts', '~src/a.ts'];
    expect(freeze('npm test', marked, { protect }).restore).toEqual([
      'tests/a.test.ts',
      'tests/b.test.ts',
      'tests/setup.ts',
    ]);
  });

  test('with what has taken the place of its folder', () => {
    const marked = ['+tests', '-tests/a.test.ts', '-tests/b.test.ts'];
    expect(freeze('npm test', marked, { protect }).restore).toEqual(['tests', 'tests/a.test.ts', 'tests/b.test.ts']);
  });

  test('and then not by what the command names', () => {
    expect(freeze('sh scripts/check.sh', ['~scripts/check.sh'], { protect }).restore).toEqual([]);
  });
});

describe('a check that the attempt wrote itself does not count', () => {
  test.each<[string, Command, string]>([
    ['a file', 'sh scripts/mine.sh', 'scripts/mine.sh'],
    ['a file of a pattern', 'sh scripts/m*.sh', 'scripts/mine.sh'],
    ['a file beside others', ['node', '--test', 'tests/a.test.ts', 'scripts/mine.sh'], 'scripts/mine.sh'],
    ['a validation script', ['scripts/mine.sh'], 'scripts/mine.sh'],
  ])('%s', (_, command, path) => {
    const { counts, reason } = freeze(command, ['+scripts/mine.sh']);
    expect({ counts, reason }).toEqual({
      counts: false,
      reason: `The attempt itself wrote ${path}, which "${typeof command === 'string' ? command : command.join(' ')}" runs.`,
    });
  });

  test('also when it is protected', () => {
    expect(freeze('sh scripts/mine.sh', ['+scripts/mine.sh'], { protect: ['scripts/**'] }).counts).toBe(false);
  });

  test('a new file of a pattern that had files before is left out, and the check counts', () => {
    expect(freeze('node --test "tests/*.test.ts"', ['+tests/c.test.ts'])).toMatchObject({
      counts: true,
      restore: ['tests/c.test.ts'],
    });
  });

  test('the script of a package.json', () => {
    const definitions = new Map([
      ['package.json', { base: '{"scripts":{"build":"tsc"}}', result: '{"scripts":{"build":"tsc","test":"true"}}' }],
    ]);
    for (const command of ['npm test', 'npm t', 'npm run test -- --x', ['pnpm', '-C', '.', 'test']]) {
      expect(freeze(command, ['~package.json'], { definitions })).toMatchObject({ counts: false });
    }
    expect(freeze('npm run build', ['~package.json'], { definitions })).toMatchObject({ counts: true });
  });
});

describe('what a command stands for', () => {
  const seen = (command: Command, base: string | undefined, result: string | undefined, path = 'package.json') => {
    const found = definitionFiles(command, '', changesOf([`~${path}`, '~src/a.ts']));
    const definitions = new Map(found.map((file) => [file, { base, result }]));
    return freeze(command, [`~${path}`], { definitions });
  };

  test.each<[string, Command]>([
    ['npm test', 'npm test'],
    ['with a variable', 'CI=1 npm run test'],
    ['words', ['yarn', 'test']],
  ])('is flagged when scripts were changed: %s', (_, command) => {
    const { remarks, counts } = seen(command, '{"scripts":{"test":"vitest"}}', '{"scripts":{"test":"true"}}');
    const name = typeof command === 'string' ? command : command.join(' ');
    expect(remarks).toEqual([`The attempt changed the script "test" of package.json, which says what "${name}" does.`]);
    expect(counts).toBe(true);
  });

  test('is not flagged when other things of package.json were changed', () => {
    expect(seen('npm test', '{"scripts":{"test":"a"}}', '{"scripts":{"test":"a"},"version":"2"}').remarks).toEqual([]);
  });

  test('is flagged as a whole when package.json cannot be read', () => {
    expect(seen('npm test', '{"scripts":{"test":"a"}}', '{').remarks).toEqual([
      'The attempt changed package.json, which says what "npm test" does.',
    ]);
  });

  test.each<[string, string]>([
    ['make check', 'Makefile'],
    ['just check', 'justfile'],
    ['task check', 'Taskfile.yml'],
    ['npx vitest run', 'vitest.config.ts'],
    ['python3 -m pytest', 'tests/conftest.py'],
    ['npm --prefix web test', 'web/package.json'],
  ])('is flagged for %s', (command, path) => {
    expect(seen(command, 'a', 'b', path).remarks).toEqual([
      `The attempt changed ${path}, which says what "${command}" does.`,
    ]);
  });

  test('is not flagged where the file is put back', () => {
    const definitions = new Map([['Makefile', { base: 'a', result: 'b' }]]);
    expect(freeze('make check', ['~Makefile'], { protect: ['Makefile'], definitions })).toMatchObject({
      restore: ['Makefile'],
      remarks: [],
    });
  });
});
