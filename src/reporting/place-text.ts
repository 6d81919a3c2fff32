import { posix } from 'node:path';
import type { Place } from '../domain/problem.ts';
import { oneLine } from './safe-text.ts';

/** `file:line:column`, which terminals and editors make a link of; without what is not known. */
export const placeText = (at: Place): string =>
  [oneLine(at.file), at.line, at.line === undefined ? undefined : at.column].filter((p) => p !== undefined).join(':');

// Names of plans are long, and stand in every name of a document: beyond this, what differs is kept.
const longName = 28;

const shortName = (name: string, ellipsis: string): string => {
  if (name.length <= longName) return name;
  const head = /^(?:EXECUTION_TASK|SUBPLAN|PLAN)_/.exec(name)?.[0] ?? name.slice(0, 8);
  const tail = /_\d[\d-]*(?:_\d+)?\.md$/.exec(name)?.[0] ?? name.slice(-10);
  return head + ellipsis + tail;
};

/** `PLAN_X.md:41`, where the folder is known and room is dear; the middle of a long name is left out. */
export const shortPlace = (at: Place, ellipsis: string): string =>
  [shortName(posix.basename(oneLine(at.file)), ellipsis), at.line].filter((p) => p !== undefined).join(':');
