import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { RunPlace } from '../support/run-place.ts';

/** Work that tells that it has begun, and ends when the test says so. */
export const held = 'touch "$0.begun"; until test -e "$0.go"; do sleep 0.02; done; echo done > "$PLANLOOM_NODE.txt"';

/** Work that ends by nothing but force, and has a child. */
export const endless = 'sleep 600 & echo $$ $! > "$0.pid"; touch "$0.begun"; wait';

const besideWork = (place: RunPlace, id: string, what: string): string => `${place.root}.work/${id}.sh.${what}`;

/** Settles when the work on these has begun. */
export const begun = (place: RunPlace, ...ids: readonly string[]): Promise<void> =>
  expect.poll(() => ids.filter((id) => !existsSync(besideWork(place, id, 'begun'))), { timeout: 15_000 }).toEqual([]);

/** Lets held work end. */
export const go = (place: RunPlace, ...ids: readonly string[]): void => {
  for (const id of ids) writeFileSync(besideWork(place, id, 'go'), '');
};

/** Processes of endless work: the shell and its child. */
export const pidsOf = (place: RunPlace, id: string): readonly number[] =>
  readFileSync(besideWork(place, id, 'pid'), 'utf8')
    .trim()
    .split(' ')
    .map(Number);

/** A promise, and what keeps it. */
export const promised = (): { readonly when: Promise<void>; readonly keep: () => void } => {
  let keep = (): void => undefined;
  const when = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { when, keep };
};
