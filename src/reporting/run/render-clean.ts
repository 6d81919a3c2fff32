import type { Cleaned, WhyLeft } from '../../app/run/clean-runs.ts';
import type { Look } from '../look.ts';
import { paletteOf } from '../palette.ts';
import { oneLine } from '../safe-text.ts';
import { symbolsOf } from '../symbols.ts';
import { tableLines } from '../table.ts';
import { hanging } from '../wrap-text.ts';
import { sizeText } from './size-text.ts';

/** What became of runs, or is to become of them. */
export interface CleanReport {
  readonly runs: readonly Cleaned[];
  /** Of removals that were cut short before. */
  readonly leftoverBytes: number;
  readonly isDry: boolean;
}

const wordOf = ({ isRemoved, isForgotten, why }: Cleaned, isDry: boolean): string => {
  const verb = isDry ? 'to be removed' : 'removed';
  if (isForgotten) return isRemoved ? `${verb}, with its journal` : `its journal ${verb}`;
  if (isRemoved) return verb;
  return why.length > 0 ? 'stays' : 'nothing to remove';
};

/** A line a run, with why it stays and what to do about that, and how much room all of it takes. */
export const renderClean = ({ runs, leftoverBytes, isDry }: CleanReport, look: Look): string => {
  const paint = paletteOf(look);
  const { dash } = symbolsOf(look);
  const rows = tableLines(
    runs.map((run) => [
      paint.id(oneLine(run.runId)),
      run.state === null ? paint.quiet(dash) : oneLine(run.state.plan.name),
      sizeText(run.diskBytes),
      wordOf(run, isDry),
    ]),
    [{}, { least: 8 }, { align: 'right' }, {}],
    look,
    0,
  );
  const lines = runs.flatMap((run, index) => [
    rows[index]!,
    ...(run.isRemoved ? [] : run.why.flatMap((why) => hanging('  ', reasonOf(run, why), paint.quiet, look))),
  ]);
  const before = runs.reduce((sum, { diskBytes }) => sum + diskBytes, leftoverBytes);
  const freed = runs.reduce((sum, run) => sum + (run.isRemoved ? run.diskBytes : 0), leftoverBytes);
  if (leftoverBytes > 0) lines.push(`${sizeText(leftoverBytes)} of a removal that was cut short`);
  if (lines.length === 0) return 'There is nothing to remove.\n';
  const sum = isDry
    ? `${sizeText(freed)} of ${sizeText(before)} would be free.`
    : `${sizeText(freed)} of ${sizeText(before)} freed.`;
  return `${lines.join('\n')}\n\n${sum}\n`;
};

/** Why a run stays, and the way out, on one line. */
const reasonOf = ({ runId, state }: Cleaned, why: WhyLeft): string => {
  const isInterrupted = state !== null && state.outcome === null;
  switch (why.kind) {
    case 'live':
      return why.holder === null || why.holder === runId
        ? 'It goes on at this moment: wait until it has ended.'
        : `The run ${why.holder} of its plan goes on at this moment: wait until it has ended.`;
    case 'unaccepted':
      return `Its branch is not accepted: planloom runs accept ${runId}, or --force to lose it.`;
    case 'attempts':
      if (isInterrupted) return `It was interrupted at its work: planloom resume ${runId}, or --force to lose that.`;
      return `It keeps ${oneLine(why.folders.join(', '))}: look there, then --force.`;
    case 'unpublished':
      return `${counted(why.commits.length, 'commit is', 'commits are')} nowhere else: planloom resume ${runId}, or --force.`;
    case 'unreadable':
      return 'Its journal is damaged, and nobody knows what it has done: mend it, or --force.';
    case 'refs':
      return `It keeps unfinished work as ${oneLine(why.refs.join(', '))}: look at it with git.`;
  }
};

/** What is lost with the runs that are forced away. */
export const renderLosses = (runs: readonly Cleaned[], look: Look): string => {
  const paint = paletteOf(look);
  const lines = runs
    .filter(({ isRemoved, why }) => isRemoved && why.length > 0)
    .flatMap(({ runId, why }) => [
      `With ${paint.id(oneLine(runId))} is lost:`,
      ...why.flatMap((one) => lossOf(one).flatMap((text) => hanging('  ', oneLine(text), paint.plain, look))),
    ]);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};

const lossOf = (why: WhyLeft): readonly string[] => {
  switch (why.kind) {
    case 'live':
      return [];
    case 'unaccepted':
      return [`the branch ${why.branch}, which is not accepted`];
    case 'attempts':
      return why.folders.map((folder) => `the attempt in ${folder}`);
    case 'unpublished':
      return [`${counted(why.commits.length, 'commit that is', 'commits that are')} nowhere else`];
    case 'unreadable':
      return ['all that is in it: its journal is damaged, and nobody knows what it has done'];
    case 'refs':
      return why.refs.map((ref) => `unfinished work: ${ref}`);
  }
};

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;
