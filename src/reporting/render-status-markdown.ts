import type { Status } from '../domain/status.ts';
import { markdownCell } from './escape-markdown.ts';
import { placeText } from './place-text.ts';
import { conditionText, isDone, statusCounts, statusLevels } from './status-levels.ts';
import type { AchievementStatus, StatusView } from '../app/status-view.ts';
import { countsInWords, hoursNumber, hoursText, idList, percentText, statusWord } from './words.ts';

const emoji: Readonly<Record<Status, string>> = {
  not_started: '⚪',
  subplan_created: '📋',
  execution_created: '📝',
  in_progress: '🟡',
  complete: '✅',
  failed: '❌',
  skipped: '⏭️',
};

const tableRow = (row: AchievementStatus): string => {
  const condition = conditionText(row, idList(row.blockedBy));
  const hours = row.hours === null ? '' : hoursNumber(row.hours);
  return `| ${row.id} | ${markdownCell(row.title)} | ${emoji[row.status]} ${statusWord(row.status)} | ${condition} | ${hours} |`;
};

const totals = ({ achievements, hours, saved }: StatusView): string => {
  const counts = countsInWords(statusCounts(achievements));
  const done = achievements.filter(isDone).length;
  const savedText =
    saved && saved.hours > 0
      ? `; ${hoursText(saved.hours)} saved so far by the estimates (${percentText(saved.percent)})`
      : '';
  return [
    `- **Achievements:** ${done} of ${achievements.length}${counts === '' ? '' : ` (${counts})`}`,
    `- **Hours:** ${hoursText(hours.done)} done, ${hoursText(hours.left)} left, ${hoursText(hours.total)} in all${savedText}`,
  ].join('\n');
};

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`## ${heading}\n\n${lines.map((line) => `- ${line}`).join('\n')}`];

/** The status report as a Markdown document: totals, a table a level, what is worth a look, what to do next. */
export const renderStatusMarkdown = (report: StatusView): string => {
  const levels = statusLevels(report).map(({ level, rows, done, inWords }) =>
    [
      `## Level ${level}: ${done} of ${rows.length}`,
      inWords,
      [
        '| Id | Achievement | Status | Condition | Hours |',
        '| --- | --- | --- | --- | ---: |',
        ...rows.map(tableRow),
      ].join('\n'),
    ].join('\n\n'),
  );
  const parts = [
    `# Status of ${markdownCell(report.plan.name)}`,
    totals(report),
    ...levels,
    ...section(
      'Worth a look',
      report.problems.map((p) => `${markdownCell(p.message)} (${markdownCell(placeText(p.at))})`),
    ),
    ...section(
      'Next',
      report.next.map(({ say, command }) =>
        command === undefined ? markdownCell(say) : `${markdownCell(say)} \`${markdownCell(command)}\``,
      ),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
};
