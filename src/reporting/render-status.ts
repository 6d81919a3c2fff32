import type { Status } from '../domain/status.ts';
import { padText } from './cut-text.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import type { Paint, Palette } from './palette.ts';
import { nextLines } from './next-step.ts';
import { paletteOf } from './palette.ts';
import { progressBar } from './progress-bar.ts';
import { shortPlace } from './place-text.ts';
import { oneLine } from './safe-text.ts';
import type { StatusLevel } from './status-levels.ts';
import { conditionText, isDone, statusCounts, statusLevels } from './status-levels.ts';
import type { AchievementStatus, StatusView } from '../app/status-view.ts';
import { symbolsOf } from './symbols.ts';
import type { Column } from './table.ts';
import { tableLines } from './table.ts';
import { countsInWords, hoursNumber, hoursText, idList, percentText, statusWord } from './words.ts';
import { bullets, hanging } from './wrap-text.ts';

const shownProblems = 10;

/** Columns of a bar on which something can be seen. */
const shortestBar = 4;

const statusPaint = (status: Status, paint: Palette): Paint => {
  switch (status) {
    case 'complete':
      return paint.done;
    case 'failed':
      return paint.error;
    case 'in_progress':
      return paint.strong;
    case 'not_started':
    case 'skipped':
      return paint.quiet;
    default:
      return paint.plain;
  }
};

const conditionPaint = ({ condition }: AchievementStatus, paint: Palette): Paint =>
  condition === 'blocked' ? paint.error : condition === 'waiting' ? paint.quiet : paint.strong;

const cells = (row: AchievementStatus, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { status, dash } = symbolsOf(look);
  const painted = statusPaint(row.status, paint);
  const idRoom = Math.floor(usableWidth(look) * 0.15);
  const title = oneLine(row.title);
  return [
    painted(status[row.status]),
    paint.id(row.id),
    isDone(row) ? paint.quiet(title) : title,
    painted(statusWord(row.status)),
    conditionPaint(row, paint)(conditionText(row, idList(row.blockedBy, idRoom))),
    row.hours === null ? paint.quiet(dash) : hoursText(row.hours),
  ];
};

// On a narrow terminal the condition gives way too, so that the hours stay in sight.
const columnsFor = (look: Look): readonly Column[] => [
  {},
  {},
  { least: 12 },
  {},
  usableWidth(look) < 80 ? { least: 7 } : {},
  { align: 'right' },
];

const levelLines = (levels: readonly StatusLevel[], look: Look): readonly string[] => {
  const paint = paletteOf(look);
  // One table over all levels, so that every column stands in one place down the page.
  const table = tableLines(
    levels.flatMap((level) => level.rows.map((row) => cells(row, look))),
    columnsFor(look),
    look,
  );
  const names = Math.max(...levels.map(({ level }) => `Level ${level}`.length));
  const counts = Math.max(...levels.map(({ rows }) => `${rows.length} of ${rows.length}`.length));
  let used = 0;
  return levels.flatMap(({ level, rows, done, inWords }) => {
    const name = paint.strong(`Level ${level}`.padEnd(names));
    const bar = progressBar(done, rows.length, Math.min(12, Math.floor(usableWidth(look) / 5)), look);
    const head = `${name}  ${bar}  ${padText(`${done} of ${rows.length}`, counts)}  `;
    const body = table.slice(used, (used += rows.length));
    return ['', ...hanging(head, inWords, paint.quiet, look), ...body];
  });
};

const overall = (report: StatusView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { achievements, hours } = report;
  const done = achievements.filter(isDone).length;
  const total = achievements.length;
  const counts = `${done} of ${total}`;
  const hoursDone = `${hoursNumber(hours.done)} of ${hoursText(hours.total)}`;
  // The bar gives way on a narrow terminal, never the numbers beside it.
  const room = usableWidth(look) - 'Achievements    '.length - Math.max(counts.length, hoursDone.length);
  const bar = (part: number, whole: number): string =>
    progressBar(part, whole, Math.max(shortestBar, Math.min(24, room)), look);
  const lines = tableLines(
    [
      ['Achievements', bar(done, total), counts],
      // A plan without estimates has none to show.
      ...(hours.total > 0 ? [['Hours', bar(hours.done, hours.total), hoursDone]] : []),
    ],
    [{}, {}, {}],
    look,
    0,
  );
  return [
    ...lines,
    ...hanging(' '.repeat('Achievements  '.length), countsInWords(statusCounts(achievements)), paint.quiet, look),
  ];
};

const totals = ({ hours, saved }: StatusView): string => {
  const parts = [`${hoursText(hours.done)} done`, `${hoursText(hours.left)} left`];
  if (saved && saved.hours > 0) {
    parts.push(
      `${hoursText(saved.hours)} saved by working in parallel (${percentText(saved.percent)}), by the estimates`,
    );
  }
  return parts.join(', ');
};

const problemLines = ({ problems }: StatusView, look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { ellipsis, warning } = symbolsOf(look);
  if (problems.length === 0) return [];
  const shown = problems.slice(0, shownProblems);
  return [
    '',
    paint.strong(`Worth a look (${problems.length})`),
    ...shown.flatMap((p) =>
      bullets(
        p.severity === 'error' ? paint.error(warning) : paint.warning(warning),
        `${oneLine(p.message)} ${shortPlace(p.at, ellipsis)}`,
        look,
      ),
    ),
    ...(problems.length > shown.length
      ? [paint.quiet(`  and ${problems.length - shown.length} more; planloom check shows them all`)]
      : []),
  ];
};

/**
 * Where a plan stands: the whole in two bars, each level with its bar and its achievements, the hours done, left and
 * saved, what is worth a look, and what to do next, which comes last because that is where a terminal stops.
 */
export const renderStatus = (report: StatusView, look: Look): string => {
  const paint = paletteOf(look);
  const lines = [
    headline(report.plan, look),
    '',
    ...overall(report, look),
    ...levelLines(statusLevels(report), look),
    ...(report.hours.total > 0 ? ['', ...hanging('', totals(report), paint.plain, look)] : []),
    ...problemLines(report, look),
    ...(report.next.length > 0 ? ['', paint.strong('Next')] : []),
    ...nextLines(report.next, look),
  ];
  return `${lines.join('\n')}\n`;
};
