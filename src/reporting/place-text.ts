import { posix } from 'node:path';
import type { Place } from '../domain/problem.ts';
import { oneLine } from './safe-text.ts';

/** `file:line:column`, which terminals and editors make a link of; without what is not known. */
export const placeText = (at: Place): string =>
  [oneLine(at.file), at.line, at.line === undefined ? undefined : at.column].filter((p) => p !== undefined).join(':');

/** `PLAN_X.md:41`, where the folder is known and room is dear. */
export const shortPlace = (at: Place): string =>
  [posix.basename(oneLine(at.file)), at.line].filter((p) => p !== undefined).join(':');
