import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AttemptPlace } from './attempt-folder.ts';
import type { PathBytes } from './path-bytes.ts';
import type { OpenAttempt } from './take-work.ts';

/** What has to be known of an attempt to read its work, besides what lies in its folder. */
type Noted = Pick<OpenAttempt, 'base' | 'bySetup' | 'ignoredBefore'>;

/** Notes it beside the tree, for a planloom that finds the attempt after the one that made it has died. */
export const writeNotes = (place: AttemptPlace, { base, bySetup, ignoredBefore }: Noted): void => {
  const temporary = `${place.notes}.tmp`;
  writeFileSync(temporary, JSON.stringify({ base, bySetup: [...bySetup], ignoredBefore: [...ignoredBefore] }));
  renameSync(temporary, place.notes);
};

const commitId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** What was noted; undefined where the tree was never made to its end, or the notes make no sense. */
export const readNotes = (place: AttemptPlace): Noted | undefined => {
  try {
    const noted = JSON.parse(readFileSync(place.notes, 'utf8')) as {
      readonly base: string;
      readonly bySetup: readonly (readonly [PathBytes, string])[];
      readonly ignoredBefore: readonly string[];
    };
    if (!commitId.test(noted.base)) return undefined;
    return { base: noted.base, bySetup: new Map(noted.bySetup), ignoredBefore: new Set(noted.ignoredBefore) };
  } catch {
    return undefined;
  }
};
