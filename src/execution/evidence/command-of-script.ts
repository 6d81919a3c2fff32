import { posix } from 'node:path';
import type { Command } from '../../ports/processes.ts';

/** A validation script as it lies in the working tree. */
export interface ScriptFile {
  /** From the folder that it is started in. */
  readonly path: string;
  /** Without its line end; may be empty. */
  readonly firstLine: string;
  readonly isExecutable: boolean;
}

/**
 * How a script is run: by the program that its first line names, else by what its name ends with, else by itself when it
 * is executable. Null when nothing says how.
 */
export const commandOfScript = ({ path, firstLine, isExecutable }: ScriptFile): Command | null => {
  const script = posix.isAbsolute(path) ? path : `./${posix.normalize(path)}`;
  const program = programOfFirstLine(firstLine) ?? byExtension[posix.extname(path).toLowerCase()];
  if (program !== undefined) return [...program, script];
  return isExecutable ? [script] : null;
};

const byExtension: Readonly<Record<string, readonly string[]>> = {
  '.sh': ['sh'],
  '.bash': ['bash'],
  '.zsh': ['zsh'],
  '.py': ['python3'],
  '.js': ['node'],
  '.mjs': ['node'],
  '.cjs': ['node'],
  '.ts': ['node'],
  '.mts': ['node'],
  '.cts': ['node'],
  '.rb': ['ruby'],
  '.pl': ['perl'],
  '.php': ['php'],
  '.ps1': ['pwsh', '-File'],
};

/** `#!/usr/bin/env -S deno run` is `deno run`, `#!/bin/bash -eu` is `bash -eu`: where a program lies differs by system. */
const programOfFirstLine = (line: string): readonly string[] | undefined => {
  const [program, ...options] = /^\ufeff?#!\s*(\S.*)$/.exec(line.trim())?.[1]?.split(/\s+/) ?? [];
  if (program === undefined) return undefined;
  const name = posix.basename(program);
  if (name !== 'env') return [name, ...options];
  const rest = options.slice(options[0] === '-S' ? 1 : 0);
  // Other options of `env`, and variables, are left to `env` itself.
  return rest[0] === undefined || /^-|=/.test(rest[0]) ? ['env', ...options] : rest;
};
