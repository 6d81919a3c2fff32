import type { ParsedAchievement } from '../../domain/plan.ts';
import type { PlanOnDisk } from '../read-plan.ts';

/** What the PLAN itself says of an achievement, and its place for people; the text is empty where it has no section. */
export const sectionOf = (
  { place, text }: Pick<PlanOnDisk, 'place' | 'text'>,
  { section, position }: Pick<ParsedAchievement, 'section' | 'position'>,
): { readonly place: string; readonly text: string } =>
  section === null
    ? { place: `${place.file}:${position.line}`, text: '' }
    : {
        place: `${place.file}:${section.from}-${section.to}`,
        text: text
          .split('\n')
          .slice(section.from - 1, section.to)
          .join('\n'),
      };
