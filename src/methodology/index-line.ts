import type { ParsedAchievement } from '../domain/plan.ts';
import { hoursText } from './hours-text.ts';

const entry =
  /^(?<lead>[ \t]*(?:(?:[-*+]|\d{1,3}[.)]|#{2,6})[ \t]+)?)(?<box>\[[ xX]\][ \t]+)?(?:(?!\d)\p{Emoji}\uFE0F?[ \t]+)?(?<open>\*\*)?(?<word>Achievement[ \t]+)?(?<id>\d[\d.]*\d)(?<close>\*\*)?(?<sep>[ \t]*[:–—-][ \t]*)(?<late>\*\*)?(?<rest>.*)$/iu;

/** The line of an index for the achievement, like that of its neighbour; null where that is not plain. A number in front stays. */
export const newIndexLine = (
  line: string,
  neighbour: Pick<ParsedAchievement, 'id'>,
  wanted: ParsedAchievement,
): string | null => {
  const parts = entry.exec(line)?.groups;
  if (parts?.id !== neighbour.id) return null;
  const { lead = '', box, open = '', word = '', close = '', sep = '', late = '', rest = '' } = parts;
  const isOpen = (open !== '' && close === '') || late !== '';
  if (isOpen !== rest.includes('**')) return null;
  return `${lead}${box === undefined ? '' : '[ ] '}${open}${word}${wanted.id}${close}${sep}${late}${wanted.title}${isOpen ? '**' : ''}${hoursLike(rest, wanted)}${/ {2}$/.test(rest) ? '  ' : ''}`;
};

/** The estimate, where the neighbour gives one in brackets, with its unit. */
const hoursLike = (rest: string, { estimate }: ParsedAchievement): string => {
  const unit = /\([^()]*\d\s*(h|hrs?|hours?)\)/i.exec(rest)?.[1];
  return unit === undefined || estimate === null ? '' : ` (${hoursText(estimate, unit)})`;
};
