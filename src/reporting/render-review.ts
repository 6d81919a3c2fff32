import type { Review } from '../app/agent-review/review-work.ts';
import type { WorkPlace } from '../app/agent-review/read-review-answer.ts';
import { callsText } from './calls-text.ts';
import type { Look } from './look.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { bullets, hanging } from './wrap-text.ts';

export interface ReviewView {
  readonly id: string;
  readonly title: string;
  readonly agent: string;
  /** What was looked at. */
  readonly from: string;
  readonly review: Review;
}

/** Each criterion with what shows that it is met or not, then what is to be mended. */
export const renderReview = ({ id, title, agent, from, review }: ReviewView, look: Look): string => {
  const paint = paletteOf(look);
  const { status } = symbolsOf(look);
  const { verdict, criteria, fixes, summary, made } = review;
  const lines = [
    `${paint.id(id)}  ${paint.strong(oneLine(title))}`,
    paint.quiet(oneLine(from)),
    '',
    ...criteria.flatMap(({ criterion, met, reason, at }) => [
      ...bullets(met ? paint.done(status.complete) : paint.error(status.failed), oneLine(criterion), look),
      ...hanging('    ', oneLine(reason + where(at)), paint.quiet, look),
    ]),
    ...(fixes.length === 0
      ? []
      : [
          '',
          paint.strong('To mend'),
          ...fixes.flatMap(({ what, at }) => bullets(paint.quiet('-'), oneLine(what + where(at)), look)),
        ]),
    ...(summary === null ? [] : ['', ...hanging('', oneLine(summary), paint.plain, look)]),
    '',
    verdict === 'approve'
      ? paint.done(`${oneLine(agent)} recommends to approve it.`)
      : paint.error(`${oneLine(agent)} wants it mended.`),
    paint.quiet(callsText(oneLine(agent), made)),
  ];
  return `${lines.join('\n')}\n`;
};

const where = (at: WorkPlace | null): string =>
  at === null ? '' : ` (${at.file}${at.line === null ? '' : `:${at.line}`})`;
