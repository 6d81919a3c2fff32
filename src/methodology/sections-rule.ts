import type { Tier } from '../policy/document-limits.ts';
import { listInWords } from '../text/list-in-words.ts';
import { hasSection, outlines } from './outlines.ts';
import type { Finding, Rule } from './rule.ts';
import { followers } from './subject.ts';

interface SectionsRule {
  readonly id: string;
  readonly tier: Tier;
  readonly called: string;
  readonly why: string;
}

/** The rule about the sections that one kind of document needs. */
export const sectionsRule = ({ id, tier, called, why }: SectionsRule): Rule => {
  const required = outlines[tier].filter(({ isRequired }) => isRequired);
  return {
    id,
    name: `Sections of ${called} documents`,
    severity: 'info',
    otherwise: 'A warning where `check.methodology` is `always`.',
    counts: 'followed',
    means: `A document of the kind ${called} has no section for one of these: ${listInWords(
      required.map(({ title }) => title),
      'and',
      20,
    )}. A heading may say more, or say it in words of its own.`,
    why,
    mend: 'Add the section, with what is known; one sentence is better than none.',
    find: (subject) =>
      followers(subject)
        .filter((document) => document.tier === tier)
        .flatMap((document): Finding[] => {
          const missing = required.filter((one) => !hasSection(document, one)).map(({ title }) => title);
          if (missing.length === 0) return [];
          const what = missing.length === 1 ? 'a section' : 'sections';
          return [
            {
              at: { file: document.file },
              ...(subject.config.methodology === 'always' ? { severity: 'warning' as const } : {}),
              message: `This ${called} lacks ${what} for ${listInWords(missing)}.`,
              advice: `Add ${listInWords(missing.map((title) => `"## ${title}"`))}.`,
            },
          ];
        }),
  };
};
