import type { SideBySide } from '../../app/menu/side-by-side.ts';
import type { StatusView } from '../../app/status-view.ts';
import { listInWords } from '../../text/list-in-words.ts';
import { headline } from '../headline.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { nextLines } from '../next-step.ts';
import { paletteOf } from '../palette.ts';
import { progressBar } from '../progress-bar.ts';
import { isDone, standInWords } from '../status-levels.ts';
import { countOf, hoursText, percentText } from '../words.ts';
import { hanging } from '../wrap-text.ts';

/** Where a plan stands, in a few lines: what is done and ready, what can be done at once, and the recommended action. */
export const renderMenuHead = (status: StatusView, together: SideBySide | null, look: Look): string => {
  const paint = paletteOf(look);
  const { achievements, problems } = status;
  const done = achievements.filter(isDone).length;
  const bar = progressBar(done, achievements.length, Math.min(24, Math.floor(usableWidth(look) / 4)), look);
  const remarks = problems.filter(({ severity }) => severity !== 'info').length;
  const lines = [
    headline(status.plan, look),
    ...hanging(
      `  ${bar}  `,
      [doneText(done, achievements.length), standInWords(achievements)].filter(Boolean).join('; '),
      paint.plain,
      look,
    ),
    ...(together === null ? [] : hanging('  ', togetherText(together), paint.plain, look)),
    ...(remarks === 0 ? [] : [paint.warning(`  ${countOf(remarks, 'remark')}, which the status shows`)]),
    ...nextLines(
      status.next.slice(0, 1).map(({ say }) => ({ say })),
      look,
    ),
  ];
  return `${lines.join('\n')}\n`;
};

const doneText = (done: number, all: number): string =>
  `${done} of ${all} done${all === 0 ? '' : ` (${percentText((done / all) * 100)})`}`;

const togetherText = ({ ids, hours }: SideBySide): string => {
  const which = `Side by side now: ${listInWords(ids, 'and', 5)}`;
  if (hours === null || hours.sequential === 0) return which;
  const { sequential, parallel } = hours;
  const less = percentText(((sequential - parallel) / sequential) * 100);
  return `${which}, ${hoursText(parallel)} instead of ${hoursText(sequential)} (${less} less)`;
};
