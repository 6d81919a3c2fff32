import type { TextLine } from '../domain/block.ts';
import type { Splice } from './file-change.ts';
import { headingWords } from './rule-document.ts';
import { lineStarts } from './sections.ts';
import { completeOf } from './subject.ts';
import type { SubjectPlan } from './subject.ts';

/** A number that the plan's text gives and the files can tell. */
export interface Statistic {
  /** As it is called in a sentence. */
  readonly what: string;
  readonly stated: string;
  readonly actual: string;
  readonly line: number;
  readonly column: number;
  /** Whether the PLAN alone tells that it is wrong, whatever lies on disk: a count of its achievements. */
  readonly isOfPlan: boolean;
  /** What puts it right; null where the line goes on with figures that would contradict the new one. */
  readonly splice: Splice | null;
}

const counted =
  /^(?:\*\*)?(?:total |number of )?(?<what>sub-?plans?|execution[_ ]tasks?|achievements?)(?: created| total)?(?:\*\*)?\s*:\s*(?:\*\*\s*)?(?<number>\d{1,4})(?=\s*(?:(?:created|files?|documents?|in total|so far)\s*)?(?:\*\*\s*)?(?:$|[(;,|]))/i;
const completed =
  /^(?:\*\*)?(?:achievements? (?:completed?|done)|completed? achievements?|progress)(?:\*\*)?\s*:\s*(?:\*\*\s*)?(?<number>\d{1,4}(?:\/|\s*of\s*)\d{1,4}(?:(?:\s+achievements?)?(?:\s+(?:completed?|done))?\s*\(\d{1,3}\s?%\))?)/i;
const tells = /\btracking\b|\bstatus\b|\bhand-?off\b|\bstatistic|\bprogress\b|\bcomponents\b|\bsummary\b/;

/** The lines above the first section, and those of sections that tell how far the plan is. */
const tellingLines = ({ document }: SubjectPlan): readonly TextLine[] => {
  const lines: TextLine[] = [];
  let isOpen = true;
  let depth = 0;
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      if (block.depth > 1 && (depth === 0 || block.depth <= depth || !isOpen)) {
        isOpen = tells.test(headingWords(block));
        depth = block.depth;
      }
    } else if (isOpen && (block.kind === 'paragraph' || block.kind === 'item')) lines.push(...block.lines);
  }
  return lines;
};

/** Every number of the plan's text that the files can tell, whether they agree or not. */
export const statisticsOf = (plan: SubjectPlan): readonly Statistic[] => {
  const starts = lineStarts(plan.document.text);
  return tellingLines(plan).flatMap(({ text, line, column }): Statistic[] => {
    const told = countIn(plan, text) ?? progressIn(plan, text);
    if (told === null) return [];
    const { end, ...rest } = told;
    const offset = end - told.stated.length;
    const from = (starts[line - 1] ?? 0) + column - 1 + offset;
    // "7 created (1.1, 1.2 and 1.3 complete)": a new number before the old list would be worse than the old one.
    const isFollowed = /\d/.test(text.slice(end));
    const splice = isFollowed ? null : { from, to: from + told.stated.length, text: told.actual };
    return [{ ...rest, line, column: column + offset, splice }];
  });
};

/** A number in a line, which ends at `end`. */
interface Told extends Pick<Statistic, 'what' | 'stated' | 'actual' | 'isOfPlan'> {
  readonly end: number;
}

/** "SUBPLANs: 7" */
const countIn = (plan: SubjectPlan, text: string): Told | null => {
  const match = counted.exec(text);
  if (match?.groups === undefined || !plan.isWhole) return null;
  const { what: noun = '', number: stated = '' } = match.groups;
  const [what, actual] = actualCount(plan, noun);
  return { what, stated, actual: String(actual), isOfPlan: what === 'achievements', end: match[0].length };
};

const actualCount = ({ documents, parsed }: SubjectPlan, noun: string): readonly [what: string, count: number] => {
  const all = [...documents.byAchievement.values()];
  if (/^sub/i.test(noun)) return ['SUBPLANs', all.filter(({ subplan }) => subplan !== null).length];
  if (/^ach/i.test(noun)) return ['achievements', parsed.achievements.length];
  return ['EXECUTION_TASKs', all.reduce((sum, { executionTasks }) => sum + executionTasks.length, 0)];
};

/** "Completed: 2 of 9 (22%)" */
const progressIn = (plan: SubjectPlan, text: string): Told | null => {
  const match = completed.exec(text);
  if (match?.groups === undefined || plan.statuses === null) return null;
  const { number: stated = '' } = match.groups;
  const total = plan.parsed.achievements.length;
  const complete = completeOf(plan).size;
  const share = total === 0 ? 0 : (100 * complete) / total;
  const [saidComplete, saidTotal, saidShare = share] = (stated.match(/\d+/g) ?? []).map(Number);
  // However its author rounds.
  const isRight = saidComplete === complete && saidTotal === total && Math.abs(saidShare - share) < 1;
  const numbers = [complete, total, Math.round(share)];
  let next = 0;
  const actual = isRight ? stated : stated.replace(/\d+/g, () => String(numbers[next++]));
  const end = match[0].length;
  return { what: 'complete achievements', stated, actual, isOfPlan: saidComplete === complete, end };
};
