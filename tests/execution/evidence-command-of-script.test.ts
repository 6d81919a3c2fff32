import { expect, test } from 'vitest';
import { commandOfScript } from '../../src/execution/evidence/command-of-script.ts';
import type { Command } from '../../src/ports/processes.ts';

test.each<[string, string, boolean, Command | null]>([
  ['scripts/check.sh', '', false, ['sh', './scripts/check.sh']],
  ['scripts/check.sh', '#!/bin/bash -eu', false, ['bash', '-eu', './scripts/check.sh']],
  ['check', '#!/usr/bin/env python3', false, ['python3', './check']],
  ['check', '#! /usr/bin/env -S deno run', false, ['deno', 'run', './check']],
  ['check', '#!/usr/bin/env A=1 node', false, ['env', 'A=1', 'node', './check']],
  ['check.PY', '# a comment', false, ['python3', './check.PY']],
  ['check.mjs', 'import a;', true, ['node', './check.mjs']],
  ['-check.ts', '', false, ['node', './-check.ts']],
  ['bin/check', '\u007fELF', true, ['./bin/check']],
  ['bin/check', '', false, null],
  ['/opt/check.sh', '', false, ['sh', '/opt/check.sh']],
])('%s, beginning with %j, executable: %s', (path, firstLine, isExecutable, command) => {
  expect(commandOfScript({ path, firstLine, isExecutable })).toEqual(command);
});
