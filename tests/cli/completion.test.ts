import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planloom } from '../support/planloom.ts';
import type { Workspace } from '../support/workspace.ts';
import { workspace } from '../support/workspace.ts';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

const plan = (...ids: readonly string[]): string =>
  [
    '# PLAN',
    '',
    '## Desirable Achievements',
    '',
    ...ids.map((id) => `**Achievement ${id}**: Part ${id}\n\n- **Goal**: Done\n`),
  ].join('\n');

/** A workspace with two plans, and `planloom` on the path. */
const place = (): Workspace => {
  const here = workspace({
    'work-space/plans/HARBOUR/PLAN_HARBOUR.md': plan('1.1', '1.2', '1.10'),
    'work-space/plans/GAUGES/PLAN_GAUGES.md': plan('2.1', '2.2'),
  });
  mkdirSync(here.path('bin'));
  writeFileSync(here.path('bin/planloom'), `#!/bin/sh\nexec ${process.execPath} ${main} "$@"\n`);
  chmodSync(here.path('bin/planloom'), 0o755);
  return here;
};

/** What a real shell offers for a command line, asked through the completion that it would ask itself. */
const asked: Readonly<Record<string, (line: string) => readonly string[]>> = {
  bash: (line) => [
    '-c',
    `eval "$(planloom completion bash)"; COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}; _planloom; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  zsh: (line) => [
    '-c',
    // Outside of the line editor, compadd and compdef are stood in for by functions that show what they are given.
    `compdef() { : }; compadd() { shift 3; print -l -- "$@" }; _files() { print FILES }
     eval "$(planloom completion zsh)"; words=(\${(z)1}); [[ $1 == *' ' ]] && words+=(''); CURRENT=\${#words}; _planloom`,
    'zsh',
    line,
  ],
  fish: (line) => ['-c', `planloom completion fish | source; complete -C ${JSON.stringify(line)}`],
};

const isInstalled = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0;

describe.each(Object.keys(asked))('%s', (shell) => {
  if (!isInstalled(shell)) console.warn(`${shell} is not installed: its completion is not tested`);

  const offers = (here: Workspace, line: string): readonly string[] =>
    execFileSync(shell, asked[shell]!(line), {
      cwd: here.root,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${here.path('bin')}:${process.env.PATH ?? ''}`, HOME: here.root },
    })
      .split('\n')
      .map((text) => text.split('\t')[0]!.trim())
      .filter((text) => text !== '');

  // bash takes @ for the end of a word, and adds what it is given behind it.
  const at = shell === 'bash' ? '' : '@';

  test.runIf(isInstalled(shell)).each([
    ['planloom sta', ['status', 'stats']],
    ['planloom status @H', [`${at}HARBOUR`]],
    ['planloom status @', [`${at}GAUGES`, `${at}HARBOUR`]],
    ['planloom approve @HARBOUR 1.1', ['1.1', '1.10']],
    ['planloom approve @HARBOUR 1.1 ', ['1.2', '1.10']],
    ['planloom graph --format m', ['mermaid']],
    ['planloom graph @GAUGES --sco', ['--scope']],
    ['planloom subplan @GAUGES --achievement ', ['2.1', '2.2']],
  ])('offers for "%s"', (line, expected) => {
    expect(offers(place(), line)).toEqual(expected);
  });
});

test('a shell that is not known is a mistake of usage', async () => {
  const { code, stderr } = await planloom(workspace(), ['completion', 'tcsh']);
  expect(code).toBe(2);
  expect(stderr).toContain('Give bash, zsh or fish.');
});

test('asking outside of a workspace answers nothing, and quietly', async () => {
  const { code, stdout, stderr } = await planloom(workspace(), ['complete', '--', 'approve', '']);
  expect([code, stdout, stderr]).toEqual([0, '', '']);
});
