import { planKey } from '../../workspace/names.ts';

const longest = 40;

/** The NAME that a user gives, or undefined where it is none: letters, digits, `-`, `_` and `.`, at most 64. */
export const planName = (given: string): string | undefined => {
  const name = given.replace(/^PLAN_(?=.)/i, '').replace(/(?<=.)\.md$/i, '');
  return /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_.-]{0,62}[\p{L}\p{N}\p{M}_])?$/u.test(name) ? name : undefined;
};

/** A NAME made from the title of a plan: `Webhook delivery` gives WEBHOOK-DELIVERY; -2, -3 … where it is taken. */
export const nameFromTitle = (title: string, isTaken: (key: string) => boolean): string => {
  const words = title
    .normalize('NFC')
    .toUpperCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? ['PLAN'];
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word.slice(0, longest) : `${name}-${word}`;
    if (longer.length > longest) break;
    name = longer;
  }
  // A mark without its letter is no name.
  const base = planName(name) ?? 'PLAN';
  for (let number = 1; ; number++) {
    const tried = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(planKey(tried))) return tried;
  }
};
