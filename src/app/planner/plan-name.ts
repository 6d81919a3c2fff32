import { bytesOf } from '../../documents/fenced-text.ts';
import { planKey } from '../../workspace/names.ts';

const longest = 40;

/** The longest file name with a NAME in it, EXECUTION_TASK_<NAME>_11-10_01.md, stays below the 255 bytes of a file system. */
const mostBytes = 192;

/** What a NAME may be, as advice; more words may follow. */
export const nameAdvice =
  'Use letters, digits, "-", "_" and ".", at most 64, but no name of a device such as CON; for instance WEBHOOKS';

/** A NAME becomes a folder, and Windows has none of these, whatever comes after the point. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * The NAME that a user gives, or undefined where it is none: letters, digits, `-`, `_` and `.`, at most 64, and no device of
 * Windows. Letters with accents are composed, so that both spellings are one.
 */
export const planName = (given: string): string | undefined => {
  const name = given
    .normalize('NFC')
    .replace(/^PLAN_(?=.)/i, '')
    .replace(/(?<=.)\.md$/i, '');
  if (device.test(name) || bytesOf(name) > mostBytes) return undefined;
  return /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_.-]{0,62}[\p{L}\p{N}\p{M}_])?$/u.test(name) ? name : undefined;
};

/** More words than these say little more, and the NAME stands in every path. */
const mostWords = 4;

/** Words of a title that tell no plan from another. */
const untelling = new Set(
  (
    'a an the this that these those it its i we you he she they me us our my your their there who which what when where ' +
    'of to for from in on at by with into onto as about and or but so if then than also is are was be been being has have ' +
    'had do does can could may might must shall should will would want wants need needs like lets let make makes please all every each any some such'
  )
    .toUpperCase()
    .split(' '),
);

/**
 * A NAME made from the telling words of a title, the first four: `We want a tool that mails the weather` gives
 * TOOL-MAILS-WEATHER; -2, -3 … where it is taken.
 */
export const nameFromTitle = (title: string, isTaken: (key: string) => boolean): string => {
  const words = title
    .normalize('NFC')
    .toUpperCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? ['PLAN'];
  const telling = words.filter((word) => !untelling.has(word));
  let name = '';
  for (const word of (telling.length > 0 ? telling : words).slice(0, mostWords)) {
    const longer = name === '' ? word.slice(0, longest) : `${name}-${word}`;
    if (longer.length > longest) break;
    name = longer;
  }
  // A mark without its letter is no name, nor is a device.
  const base = planName(name) ?? 'PLAN';
  for (let number = 1; ; number++) {
    const tried = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(planKey(tried))) return tried;
  }
};
