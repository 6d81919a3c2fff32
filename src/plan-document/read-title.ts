import type { Estimate } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';
import { isAscii } from './characters.ts';
import { leadingMarks, pictures, withoutEmphasis, withoutPictures } from './decoration.ts';
import { findEstimate } from './estimate.ts';
import { statusOfMarks, wholeStatus } from './status-words.ts';

/** A title and what stood around it on its line. */
export interface TitleLine {
  readonly title: string;
  readonly estimate: Estimate | null;
  readonly severity: string | null;
  readonly status: Status | null;
}

interface Notes {
  estimate: Estimate | null;
  severity: string | null;
  status: Status | null;
  /** Words that look like a status and are none ("design complete") take the meaning from a tick beside them. */
  muteMarks: boolean;
}

const bracket = /\s*\*{0,2}(?:\(([^()]*)\)|\[([^[\]]*)\])\*{0,2}\s*$/;
const severity =
  /^(?:severity\s*:\s*)?(critical|urgent|high|medium|low|blocker|major|minor|p[0-4])(?:\s+(?:priority|severity))?$/i;
/** Sizes and missing estimates, which say nothing in hours. */
const noHours = /^(?:(?:[Ss]ize|[Ee]ffort|[Ee]stimate)\s*:?\s*)?(?:XXS|XS|S|M|L|XL|XXL|TBD|tbd|TBA)$/;
const trailing = new RegExp(
  String.raw`(?:\s+[-–—|·•:]+\s*|\s*[:|]\s+|\s*[${pictures}]+\s*|\s+(?=\*\*)|(?<=\*\*)\s+)([^${pictures}|·•]*)$`,
  'u',
);
/** A word behind an emoji that is a tag; asked for so seldom that it is made when it is. */
const trailingTag = (): RegExp =>
  new RegExp(
    String.raw`(?<=\S)\s*[${pictures}]+\s*\**(?:NEW|NEXT|PARALLEL|SEQUENTIAL|QUICK WIN|CRITICAL PATH)\**$`,
    'u',
  );
const trailingPictures = new RegExp(String.raw`[${pictures}]+$`, 'u');

/** Takes `text` as a note (hours, status, severity, or several of them); false when some part of it is something else. */
const takeNote = (text: string, notes: Notes): boolean => {
  const taken: Notes = { ...notes };
  const parts = text
    .split(/[,;|·]|\s[-–—]\s(?=\D)/)
    .map((part) => withoutPictures(withoutEmphasis(part).trim()).replace(/^\(([^()]*)\)$/, '$1'));
  for (const part of parts) {
    if (part === '' || noHours.test(part)) continue;
    const level = severity.exec(part);
    const found = findEstimate(part);
    const status = wholeStatus(part);
    const words =
      found === undefined ? part : (part.slice(0, found.start) + part.slice(found.end)).replace(/[\s:.~+]/g, '');
    if (level !== null) taken.severity ??= (level[1] ?? '').toUpperCase();
    else if (
      found !== undefined &&
      /^(?:est(?:imated?|imate)?|effort|time|duration|estimatedeffort|total|each)*$/i.test(words)
    )
      taken.estimate ??= found.estimate;
    else if (status !== undefined) {
      taken.status ??= status;
      taken.muteMarks ||= status === null;
    } else return false;
  }
  Object.assign(notes, taken);
  return true;
};

/** A line that is longer is no title; what comes behind is not looked at. */
const longest = 400;

/**
 * Splits what stands behind an id on its line into the title and what trails it: effort, status, severity, ticks and
 * emoji. Words in brackets that are none of these, such as "(Optional)", belong to the title.
 */
export const readTitle = (written: string): TitleLine => {
  const notes: Notes = { estimate: null, severity: null, status: null, muteMarks: false };
  let marks = '';
  let title = written.slice(0, longest).trim();
  const lead = leadingMarks(title);
  marks += lead;
  title = title.slice(lead.length);
  // "[CRITICAL] Curtains" has its severity in front.
  const opening = !title.slice(0, 3).includes('[')
    ? null
    : /^\*{0,2}\[([^\]]{1,20})\]\*{0,2}(?!\()\s*[:–—-]?\s*(?=\S)/.exec(title);
  if (opening !== null && takeNote(opening[1] ?? '', notes)) title = title.slice(opening[0].length);
  // "~~Curtains~~ dropped": what was struck out, and what became of it.
  const struck = !title.includes('~~') ? null : /^([^~]+)~~\s+([^~]+)$/.exec(title);
  if (struck !== null && takeNote(struck[2] ?? '', notes)) title = struck[1] ?? '';
  // "(Optional): Curtains" stands for "Curtains (Optional)"; hours in that place are a note.
  const first = /^\(([^()]{1,40})\)\s*[:–—-]\s*(?=\S)/.exec(title);
  if (first !== null) title = `${title.slice(first[0].length)} (${first[1] ?? ''})`;
  for (let before = ''; before !== title;) {
    before = title;
    title = title.replace(/[\s:\-–—|·]+$/u, '');
    const closing = /(?<=\S)(\*\*|~~)$/.exec(title);
    if (closing !== null && (title.split(closing[0]).length - 1) % 2 === 1) title = title.slice(0, -2);
    const shown = trailingPictures.exec(title.replace(/[*~]+$/, ''));
    if (shown !== null) {
      marks += shown[0];
      title = title.replace(/[*~]+$/, '').slice(0, -shown[0].length);
      continue;
    }
    const group = bracket.exec(title.replace(/\*\*$/, ''));
    const inside = group?.[1] ?? group?.[2];
    if (group !== null && inside !== undefined && group.index > 0) {
      marks += trailingMarks(inside);
      if (takeNote(inside, notes)) title = title.slice(0, group.index);
      if (title !== before) continue;
    }
    const bold = /\s+(?:\*\*([^*]+)\*\*|\*([^*]+)\*|`([^`]+)`)$/.exec(title);
    if (bold !== null && takeNote(bold[1] ?? bold[2] ?? bold[3] ?? '', notes)) {
      title = title.slice(0, bold.index).replace(/(?<=[^.])\.$/, '');
      continue;
    }
    title = withoutTrailingNote(title, notes);
    if (/[A-Z]\**$/.test(title) && !isAscii(title)) title = title.replace(trailingTag(), '');
  }
  if (title.includes('](')) title = title.replace(/\[([^\]]+)\]\([^()]*\)/g, '$1');
  // Underscores around one word are a name such as `__init__` rather than bold.
  if (title.includes('__')) title = title.replace(/(?<!\w)__(?=\S)([^_`]*\s[^_`]*)(?<=\S)__(?!\w)/g, '$1');
  title = withoutPictures(withoutEmphasis(title)).replace(/\s+/g, ' ').trim();
  // "Achievement 1.1: COMPLETE" has a status for a title.
  const status = wholeStatus(title);
  if (title !== '' && status !== undefined && status !== null) {
    notes.status ??= status;
    title = '';
  }
  return {
    title,
    estimate: notes.estimate,
    severity: notes.severity,
    status: notes.status ?? (notes.muteMarks ? null : statusOfMarks(marks)),
  };
};

const trailingMarks = (text: string): string => (text.match(new RegExp(`[${pictures}]`, 'gu')) ?? []).join('');

/** `title` without the note behind its last dash, colon or emoji, if that is a note. */
const withoutTrailingNote = (title: string, notes: Notes): string => {
  const range = /(?:\s+[-–—|·:]+\s+|,\s+|\s*\u23f1\ufe0f?\s*)~?\d[^(),]*$/u.exec(title);
  if (range !== null && takeNote(range[0].replace(/^[\s\-–—|·:,]+/u, ''), notes)) return title.slice(0, range.index);
  const status = /\s+[-–—|·]+\s*\**status\**\s*:.*$/i.exec(title);
  if (status !== null && takeNote(status[0].replace(/^[\s\-–—|·]+/u, ''), notes)) return title.slice(0, status.index);
  const match = trailing.exec(title);
  if (match === null || match.index === 0 || (match[1] ?? '').trim() === '') return title;
  return takeNote(match[1] ?? '', notes) ? title.slice(0, match.index) : title;
};
