import type { ParsedAchievement, ParsedPlan } from '../domain/plan.ts';
import { cutText } from './cut-text.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import type { Palette } from './palette.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { countOf, estimateText, hoursNumber, hoursText, middleHours, statusWord } from './words.ts';
import { hanging } from './wrap-text.ts';

interface PriorityGroup {
  readonly heading: string;
  readonly achievements: readonly ParsedAchievement[];
}

/** Achievements by priority, in the order in which the document first names one; those without at the end. */
const byPriority = (achievements: readonly ParsedAchievement[]): readonly PriorityGroup[] => {
  const numbers = [...new Set(achievements.map((a) => a.priority?.number))];
  return [...numbers.filter((n) => n !== undefined), ...numbers.filter((n) => n === undefined)].map((number) => {
    const members = achievements.filter((a) => a.priority?.number === number);
    const label = oneLine(members.find((a) => a.priority?.label)?.priority?.label ?? '');
    const heading = number === undefined ? 'Without priority' : `Priority ${number}${label ? `: ${label}` : ''}`;
    return { heading, achievements: members };
  });
};

const cells = (a: ParsedAchievement, paint: Palette, look: Look): readonly string[] => {
  const { status, range, dash } = symbolsOf(look);
  const severity = a.severity ? paint.warning(oneLine(a.severity)) : '';
  return [
    paint.id(a.id),
    oneLine(a.title),
    severity,
    a.deliverables.length > 0 ? paint.quiet(countOf(a.deliverables.length, 'deliverable')) : '',
    a.documentStatus ? paint.quiet(`${status[a.documentStatus]} ${statusWord(a.documentStatus)}`) : '',
    estimateText(a.estimate, range, paint.quiet(dash)),
  ];
};

const hoursInAll = (achievements: readonly ParsedAchievement[], range: string): string => {
  const estimates = achievements.flatMap(({ estimate }) => (estimate ? [estimate] : []));
  if (estimates.length === 0) return 'no estimates';
  const least = estimates.reduce((sum, e) => sum + e.minHours, 0);
  const most = estimates.reduce((sum, e) => sum + e.maxHours, 0);
  const missing = achievements.length - estimates.length;
  const hours = least === most ? hoursText(least) : `${hoursNumber(least)}${range}${hoursText(most)}`;
  return missing > 0 ? `${hours}, ${missing} without an estimate` : hours;
};

/** What `parse` understood of a document: title, metadata, achievements by priority, and what the text claims of each. */
export const renderPlan = (plan: ParsedPlan, look: Look): string => {
  const paint = paletteOf(look);
  const { range, ellipsis } = symbolsOf(look);
  const headingRoom = Math.floor(usableWidth(look) / 2);
  const metadata = Object.entries(plan.metadata);
  const names = Math.max(0, ...metadata.map(([name]) => oneLine(name).length));
  const groups = byPriority(plan.achievements);
  // One table over all priorities, so that every column stands in one place down the page.
  const table = tableLines(
    groups.flatMap((group) => group.achievements.map((a) => cells(a, paint, look))),
    [{}, { least: 12 }, { least: 4 }, {}, {}, { align: 'right' }],
    look,
  );
  let used = 0;
  const lines = [
    headline(plan, look),
    ...hanging('', plan.file, paint.quiet, look),
    ...(metadata.length > 0 ? [''] : []),
    ...metadata.flatMap(([name, value]) =>
      hanging(`  ${paint.quiet(oneLine(name).padEnd(names))}  `, oneLine(value), paint.plain, look),
    ),
    ...groups.flatMap(({ heading, achievements }) => {
      const hours = achievements.reduce((sum, a) => sum + (middleHours(a.estimate) ?? 0), 0);
      const inAll = `${countOf(achievements.length, 'achievement')}${hours > 0 ? `, ${hoursText(hours)}` : ''}`;
      return [
        '',
        ...hanging(`${paint.strong(cutText(heading, headingRoom, ellipsis))}  `, inAll, paint.quiet, look),
        ...table.slice(used, (used += achievements.length)),
      ];
    }),
    '',
    `${countOf(plan.achievements.length, 'achievement')}, ${hoursInAll(plan.achievements, range)}`,
  ];
  return `${lines.join('\n')}\n`;
};
