import type { Priority } from '../domain/plan.ts';
import { opensInLowerCase } from './characters.ts';
import { leadingMarks, withoutEmphasis, withoutPictures } from './decoration.ts';

/**
 * What lists under a heading are. `plan`: they define achievements; `index`: they list them in short; `tracking`: they
 * report on them; `log`: additions and changes; `foreign`: they talk about something else; `none`: not said.
 */
export type Role = 'plan' | 'index' | 'tracking' | 'log' | 'foreign' | 'none';

const rules: readonly (readonly [RegExp, Role])[] = [
  [
    /\b(?:addition|change|revision|decision)s? (?:log|history)\b|\bchangelog\b|\badded achievements?\b|\bachievements? added\b/,
    'log',
  ],
  [
    /\b(?:related|parent|other|sibling|child|external|dependent) (?:plans?|work|documents?|achievements?)\b|\breferences?\b|\bexamples?\b|\btemplates?\b|\bformat\b|\bout of scope\b/,
    'foreign',
  ],
  [
    /\b(?:achievements?|tasks?|milestones?) (?:index|overview|list|map|table|at a glance)\b|\b(?:index|list|overview|table|summary) of (?:all )?(?:achievements?|tasks?|milestones?)\b|^(?:index|all achievements)\b/,
    'index',
  ],
  [
    /\bsuccess\b|\bcriteria\b|\bmetrics?\b|\blearn(?:ing|ings|ed)\b|\blessons?\b|\brisks?\b|\bproblems?\b|\bcontext\b|\berror handling\b|\bintegration (?:points?|notes?)\b|\bconstraints?\b|\bdependenc(?:y|ies)\b|\bparallel|\btime ?lines?\b|\btime estimates?\b|\bestimates?\b|\bcoordination\b|\binsights?\b|\bfindings?\b|\brecommendations?\b|\bcritical path\b|\bnaming\b|\brequirements\b|\bbenefits\b/,
    'foreign',
  ],
  [
    /\bstatus\b|\bhand-?off\b|\btrack(?:ing|er)\b|\bprogress\b|\bcomplet(?:ed|ion)\b|\bremaining\b|\bpending\b|\bnext\b|\bdone\b|\bto-?do\b|\bresum(?:e|ing)\b|\bsummary\b|\bstatistics\b|\bin[ -]progress\b|\bcurrent\b|\bchecklist\b|\bblocked\b|\bwhere we are\b|\bnot started\b|\boutstanding\b|\bsubplans\b/,
    'tracking',
  ],
  [
    /\bachievements\b|\bwork breakdown\b|\bwork packages\b|\btasks\b|\bmilestones\b|\bbacklog\b|\broadmap\b|\bimplementation plan\b|\bwork plan\b|\bthe plan\b/,
    'plan',
  ],
];

/** What the words of a heading or a bold lead line make of the lists below it. */
export const roleOf = (heading: string): Role => {
  const text = withoutPictures(withoutEmphasis(heading.slice(0, 200))).toLowerCase();
  return rules.find(([pattern]) => pattern.test(text))?.[1] ?? 'none';
};

const priorityLine =
  /^(?:\d+[.)]\s+)?(?:priority(?:\s+level)?\s*#?\s*|P(?=\d+(?:\.\d+)?\s*[:–—-]|\d\s*(?:\(|$)))(\d+(?:\.\d+)?)(?!\s*[-–—/+&,]\s*\d|\.?\d)(?:\s*[:–—|.)-]+|\s*(?=\()|\s*$|\s+(?=[A-Z✅⏳]))\s*/i;

/** The priority that a heading or a bold line opens ("Priority 3.5: URGENT - …"), if it opens one. */
export const readPriority = (written: string): Priority | undefined => {
  const text = withoutPictures(withoutEmphasis(written.slice(leadingMarks(written).length, 300)));
  const match = /^[Pp\d]/.test(text) ? priorityLine.exec(text) : null;
  if (match === null) return text.includes('(') ? priorityInBrackets(text) : undefined;
  // "Priority 3 depends on Priority 2" is a sentence.
  if (/\d\s+$/.test(match[0]) && opensInLowerCase(text.slice(match[0].length))) return undefined;
  return { number: Number(match[1]), label: labelOf(text.slice(match[0].length)) };
};

const labelOf = (text: string): string => {
  const label = withoutPictures(text.replace(/[:\s]+$/, ''));
  return /^\(([^()]+)\)$/.exec(label)?.[1] ?? label;
};

/** "CRITICAL (Priority 0) - Folders", unless the heading is about what is done or comes next. */
const priorityInBrackets = (text: string): Priority | undefined => {
  const start = text.toLowerCase().indexOf('(priority ');
  const end = text.indexOf(')', start);
  const number = start < 1 || end < 0 ? '' : text.slice(start + '(priority '.length, end).trim();
  if (!/^\d{1,4}(?:\.\d{1,4})?$/.test(number)) return undefined;
  const label = text.slice(0, start).trimEnd() + text.slice(end + 1);
  const role = roleOf(label);
  return role === 'none' || role === 'plan' ? { number: Number(number), label: labelOf(label) } : undefined;
};
