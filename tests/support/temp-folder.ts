import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

const memory = '/dev/shm';
const name = 'planloom-tests-';
const enoughBytes = 1024 ** 3;

/**
 * Gives the tests one folder for all they write, which is gone when they have ended: in memory where the machine has room
 * for it, since most of what they wait for are small files.
 */
export const setup = (): (() => void) => {
  // Each group of tests asks for it.
  if (path.basename(tmpdir()).startsWith(name)) return () => undefined;
  const folder = inMemory() ?? mkdtempSync(path.join(tmpdir(), name));
  // Some tests do things as somebody else.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};

/** A new folder in memory; undefined where there is none, or too little of it, or where no program may be started. */
const inMemory = (): string | undefined => {
  let folder: string | undefined;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (Math.min(bavail * bsize, freemem()) < enoughBytes) return undefined;
    folder = mkdtempSync(path.join(memory, name));
    const program = path.join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    execFileSync(program);
    rmSync(program);
    return folder;
  } catch {
    if (folder !== undefined) rmSync(folder, { recursive: true });
    return undefined;
  }
};
