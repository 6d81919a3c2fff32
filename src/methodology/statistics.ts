import type { TextLine } from '../domain/block.ts';
import { blockText } from '../domain/block.ts';
import { plainWords } from '../plan-document/decoration.ts';
import type { Splice } from './file-change.ts';
import { lineStarts } from './sections.ts';
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
  /^(?:\*\*)?(?:total |number of )?(?<what>sub-?plans?|execution[_ ]tasks?|achievements?)(?: created| total)?(?:\*\*)?\s*:\s*(?:\*\*)?\s*(?<number>\d{1,4})(?=\s*(?:created|files?|documents?|in total|so far)?\s*(?:\*\*)?\s*(?:$|[(;,|]))/i;
const completed =
  /^(?:\*\*)?(?:achievements? (?:completed?|done)|completed? achievements?|progress)(?:\*\*)?\s*:\s*(?:\*\*)?\s*(?<number>\d{1,4}(?:\/|\s*of\s*)\d{1,4}(?:(?:\s+achievements?)?(?:\s+(?:completed?|done))?\s*\(\d{1,3}\s?%\))?)/i;
const tells = /\btracking\b|\bstatus\b|\bhand-?off\b|\bstatistic|\bprogress\b|\bcomponents\b|\bsummary\b/;

/** The lines above the first section, and those of sections that tell how far the plan is. */
const tellingLines = ({ document }: SubjectPlan): readonly TextLine[] => {
  const lines: TextLine[] = [];
  let isOpen = true;
  let depth = 0;
  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      if (block.depth > 1 && (depth === 0 || block.depth <= depth || !isOpen)) {
        isOpen = tells.test(plainWords(blockText(block)).toLowerCase());
        depth = block.depth;
      }
    } else if (isOpen && (block.kind === 'paragraph' || block.kind === 'item')) lines.push(...block.lines);
  }
  return lines;
};

/** Every number of the plan's text that the files can tell, whether they agree or not. */
export const statisticsOf = (plan: SubjectPlan): readonly Statistic[] => {
  const { document, documents, parsed, statuses } = plan;
  const starts = lineStarts(document.text);
  const all = [...documents.byAchievement.values()];
  const total = parsed.achievements.length;
  const actualOf = (what: string): readonly [string, number] =>
    /^sub/i.test(what)
      ? ['SUBPLANs', all.filter(({ subplan }) => subplan !== null).length]
      : /^exec/i.test(what)
        ? ['EXECUTION_TASKs', all.reduce((sum, { executionTasks }) => sum + executionTasks.length, 0)]
        : ['achievements', total];
  return tellingLines(plan).flatMap(({ text, line, column }): Statistic[] => {
    const made = (
      what: string,
      match: RegExpExecArray,
      stated: string,
      actual: string,
      isOfPlan: boolean,
    ): Statistic => {
      const offset = match[0].lastIndexOf(stated);
      const from = (starts[line - 1] ?? 0) + column - 1 + offset;
      return {
        what,
        stated,
        actual,
        line,
        column: column + offset,
        isOfPlan,
        // "7 created (1.1, 1.2 and 1.3 complete)": a new number before the old list would be worse than the old one.
        splice: /\d/.test(text.slice(offset + stated.length)) ? null : { from, to: from + stated.length, text: actual },
      };
    };
    const count = counted.exec(text);
    if (count?.groups !== undefined) {
      if (!plan.isWhole) return [];
      const [what, actual] = actualOf(count.groups.what ?? '');
      return [made(what, count, count.groups.number ?? '', String(actual), what === 'achievements')];
    }
    const done = completed.exec(text);
    if (done?.groups === undefined || statuses === null) return [];
    const stated = done.groups.number ?? '';
    const complete = [...statuses.values()].filter((status) => status === 'complete').length;
    const share = total === 0 ? 0 : (100 * complete) / total;
    const [saidComplete, saidTotal, saidShare = share] = (stated.match(/\d+/g) ?? []).map(Number);
    // However its author rounds.
    const isRight = saidComplete === complete && saidTotal === total && Math.abs(saidShare - share) < 1;
    const numbers = [complete, total, Math.round(share)];
    let next = 0;
    const actual = isRight ? stated : stated.replace(/\d+/g, () => String(numbers[next++] ?? 0));
    return [made('complete achievements', done, stated, actual, saidComplete === complete)];
  });
};
