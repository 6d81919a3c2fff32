import type { Status } from '../domain/status.ts';
import { plainWords } from './decoration.ts';

const phrases: readonly (readonly [RegExp, Status | null])[] = [
  // Words that hold "complete" and do not mean it come first.
  [
    /^(?:design|planning|partial(?:ly)?|mostly|nearly|almost|phases?|subplan|not|in)[\s-]+(?:\S+\s+)?(?:complete|done)/,
    null,
  ],
  [
    /^(?:not[\s_-]*(?:yet[\s_-]*)?started|not[\s_-]*begun|to[\s_-]?do|pending|planned|queued|open|backlog|unstarted)\b/,
    'not_started',
  ],
  [
    /^(?:in[\s_-]*progress|wip|work in progress|ongoing|underway|started|executing|being worked on|partial(?:ly)?)\b/,
    'in_progress',
  ],
  [/^(?:fully |all )?(?:complete|completed|done|finished|approved|shipped|delivered|achieved|merged)\b/, 'complete'],
  [/^(?:deferred|postponed|on[\s_-]?hold|paused|blocked)(?=$|\s+(?:to|until|till|by|on|for)\b)/, null],
  [/^100\s*%/, 'complete'],
  [/^[1-9]\d?\s*%\s*(?:complete|completed|done|finished)\b/, 'in_progress'],
  [/^(?:failed|rejected)\b/, 'failed'],
  [/^(?:skipped|cancelled|canceled|dropped|won'?t do|abandoned)\b/, 'skipped'],
  [/^subplan[\s_-]*(?:created|ready|written)\b/, 'subplan_created'],
  [/^execution(?:[\s_-]*task)?[\s_-]*created\b/, 'execution_created'],
];

const ratio = /^(\d+)\s*(?:\/|of)\s*(\d+)\s*/;
const tail = /^(?:[\s.!]|\(.*\)$|(?:on |at |by )?\d{4}-\d\d-\d\d.*$)*$/;
const unlessDone = /\b(?:pending|except|partial(?:ly)?|remaining|awaiting|but|not|until|phase \d)\b/;

/** What the words of a `Status:` field claim; null when they claim none of the seven statuses plainly. */
export const statusOfWords = (value: string): Status | null => {
  const words = plainWords(value.slice(0, 200)).toLowerCase();
  for (const [pattern, status] of phrases) {
    const match = pattern.exec(words);
    if (match === null) continue;
    return status === 'complete' && unlessDone.test(words.slice(match[0].length)) ? null : status;
  }
  return words === '' ? statusOfMarks(value) : null;
};

/** Whether the whole of `text` is a status ("COMPLETE", "4/4 complete"), and which; null for words that only look like one. */
export const wholeStatus = (text: string): Status | null | undefined => {
  let words = plainWords(text.slice(0, 200).replace(/^\W*status\W*:/i, '')).toLowerCase();
  const counted = ratio.exec(words);
  if (counted !== null) {
    if (counted[1] !== counted[2]) return /complete|done/.test(words) ? null : undefined;
    words = words.slice(counted[0].length).replace(/^\S+\s+(?=complete|done)/, '');
  }
  for (const [pattern, status] of phrases) {
    const match = pattern.exec(words);
    if (match !== null && (status === null || tail.test(words.slice(match[0].length)))) return status;
  }
  return undefined;
};

/** What a tick, a box or a sign before or behind the words claims. */
export const statusOfMarks = (marks: string): Status | null => {
  if (/[✅☑✔✓]|\[[xX]\]/u.test(marks)) return 'complete';
  if (/[🔄🚧🏗]|\[[~/-]\]/u.test(marks)) return 'in_progress';
  return /[⬜☐□◻]|\[ \]/u.test(marks) ? 'not_started' : null;
};

/** The status that a heading or a lead line ("Completed:", "Remaining work") gives the list below it. */
export const statusOfGroup = (words: string): Status | null => {
  const text = plainWords(words).toLowerCase().replace(/:$/, '');
  if (
    /^(?:completed|done|finished|what(?:'s|’s| is| was)? done|achieved)\b(?!\s+(?:criteria|when|definition))/.test(text)
  )
    return 'complete';
  if (/^(?:in[\s-]progress|ongoing|currently (?:active|running))\b/.test(text)) return 'in_progress';
  return /^(?:not[\s-](?:yet[\s-])?started|pending|remaining|to[\s-]?do|outstanding)\b/.test(text)
    ? 'not_started'
    : null;
};
