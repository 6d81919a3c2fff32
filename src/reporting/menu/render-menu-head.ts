import type { StatusView } from '../../app/status-view.ts';
import { headline } from '../headline.ts';
import type { Look } from '../look.ts';
import { usableWidth } from '../look.ts';
import { nextLines } from '../next-step.ts';
import { paletteOf } from '../palette.ts';
import { progressBar } from '../progress-bar.ts';
import { isDone, standInWords } from '../status-levels.ts';
import { countOf } from '../words.ts';
import { hanging } from '../wrap-text.ts';

/** Where a plan stands, in a few lines: what is done, what is ready, and the recommended next action. */
export const renderMenuHead = (status: StatusView, look: Look): string => {
  const paint = paletteOf(look);
  const { achievements, problems } = status;
  const done = achievements.filter(isDone).length;
  const bar = progressBar(done, achievements.length, Math.min(24, Math.floor(usableWidth(look) / 4)), look);
  const remarks = problems.filter(({ severity }) => severity !== 'info').length;
  const lines = [
    headline(status.plan, look),
    ...hanging(
      `  ${bar}  `,
      [`${done} of ${achievements.length} done`, standInWords(achievements)].filter(Boolean).join('; '),
      paint.plain,
      look,
    ),
    ...(remarks === 0 ? [] : [paint.warning(`  ${countOf(remarks, 'remark')}, which the status shows`)]),
    ...nextLines(
      status.next.slice(0, 1).map(({ say }) => ({ say })),
      look,
    ),
  ];
  return `${lines.join('\n')}\n`;
};
