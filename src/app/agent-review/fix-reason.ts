import { inline as inlineText } from '../../documents/markdown-text.ts';
import { visible } from '../../documents/planner-words.ts';
import type { WorkPlace } from './read-review-answer.ts';
import type { Review } from './review-work.ts';

/** What a FIX says that comes from a review, as Markdown. */
export const fixReason = ({ criteria, fixes, summary }: Omit<Review, 'made'>, agent: string): string => {
  const unmet = criteria.filter(({ met }) => !met);
  return [
    `Found by a review of ${inline(agent)}.${summary === null ? '' : ` ${inline(summary)}`}`,
    ...(unmet.length === 0
      ? []
      : [
          '',
          'Not met:',
          '',
          ...unmet.map(({ criterion, reason, at }) => `- ${inline(criterion)}: ${inline(reason)}${where(at)}`),
        ]),
    '',
    'To mend:',
    '',
    ...fixes.map(({ what, at }, index) => `${index + 1}. ${inline(what)}${where(at)}`),
  ].join('\n');
};

const inline = (text: string): string => inlineText(visible(text));

const where = (at: WorkPlace | null): string =>
  at === null ? '' : ` (${inline(at.file)}${at.line === null ? '' : `:${at.line}`})`;
