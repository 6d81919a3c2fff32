/** What the Status field of an EXECUTION_TASK can mean. */
export type TaskStatus = 'not started' | 'begun' | 'complete' | 'abandoned' | 'blocked';

const spellings: readonly (readonly [TaskStatus, RegExp])[] = [
  ['not started', /\bnot (?:yet )?(?:started|begun)\b/],
  ['begun', /\bnot (?:yet )?(?:completed?|done|finished)\b|\bincomplete\b|\bpartial(?:ly)?\b/],
  // "Phases 1-4 complete" leaves the others to do.
  ['begun', /^(?!.*\ball\b).*\b(?:phases?|steps?|parts?) \d[\d ,–-]*(?:completed?|done)\b/],
  ['abandoned', /\b(?:abandon(?:ed)?|cancell?ed|superseded|obsolete)\b/],
  ['blocked', /\b(?:blocked|on hold|paused|stuck)\b/],
  [
    'begun',
    /\b(?:in[ -]?progress|started|starting|begun|ongoing|active|executing|running|under ?way|wip|working|in review|ready for review|awaiting (?:review|approval)|needs? fix(?:es)?)\b/,
  ],
  ['complete', /\b(?:completed?|done|finished|approved|closed|resolved)\b/],
  [
    'not started',
    /\b(?:ready|pending|planned|draft|created|to ?do|queued|waiting|placeholder|to be (?:filled|started)|open)\b/,
  ],
];

const signs: readonly (readonly [TaskStatus, RegExp])[] = [
  ['complete', /✅|☑|✔/u],
  ['begun', /🚀|🔄|🟡|🚧|🏃/u],
  ['blocked', /⛔|🛑|🚫/u],
  ['not started', /📋|📝|⏳|⚪|⬜/u],
];

const clauseStatus = (clause: string): TaskStatus | null => {
  let first: { readonly status: TaskStatus; readonly at: number } | undefined;
  for (const [status, spelling] of spellings) {
    const at = spelling.exec(clause)?.index;
    // Where several words match, the first in the text says it: "In progress - phase 1 complete".
    if (at !== undefined && (first === undefined || at < first.at)) first = { status, at };
  }
  return first?.status ?? signs.find(([, sign]) => sign.test(clause))?.[0] ?? null;
};

/**
 * The meaning of a Status value as written, or null when it has none: a bracketed placeholder, a choice that nobody made
 * ("In Progress / Complete"), or words that say something else.
 */
export const taskStatusOf = (value: string): TaskStatus | null => {
  const text = value
    .slice(0, 300)
    .replace(/[*_`"']+/g, ' ')
    .replace(/\[[^[\]]*\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  const said = (parts: readonly string[]): ReadonlySet<TaskStatus> =>
    new Set(parts.map(clauseStatus).filter((status) => status !== null));
  const choices = said(text.split('/'));
  if (choices.size > 1) return null;
  const parts = said(text.split('|'));
  return parts.size > 1 ? 'begun' : clauseStatus(text);
};
