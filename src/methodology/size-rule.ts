import { exceededLimit, usualSizes } from '../policy/document-limits.ts';
import type { SizeLimit, Tier } from '../policy/document-limits.ts';
import type { Finding, Rule } from './rule.ts';
import { followers } from './subject.ts';

interface SizeRule {
  readonly id: string;
  readonly tier: Tier;
  /** How the document is called. */
  readonly called: string;
  readonly why: string;
  readonly mend: string;
}

/** "A warning above 700 lines, an error above 900". */
const usualText = ({ least, warning, error }: SizeLimit): string => {
  const parts = [
    ...(warning === null ? [] : [`a warning above ${warning} lines`]),
    ...(error === null ? [] : [`an error above ${error}`]),
    ...(least === null ? [] : [`a remark below ${least}`]),
  ].join(', ');
  return parts.charAt(0).toUpperCase() + parts.slice(1);
};

/** The rule about the lines of one kind of document. */
export const sizeRule = ({ id, tier, called, why, mend }: SizeRule): Rule => ({
  id,
  name: `Size of ${called} documents`,
  severity: 'warning',
  otherwise: `${usualText(usualSizes[tier])} is usual.`,
  counts: 'followed',
  means: `A document of the kind ${called} has more lines than \`check.sizes.${tier}\` of planloom.config.json allows${usualSizes[tier].least === null ? '' : ', or fewer than it expects'}.`,
  why,
  mend,
  find: (subject) => {
    const limits = subject.config.sizes[tier];
    const { least } = limits;
    return followers(subject)
      .filter((document) => document.tier === tier)
      .flatMap(({ file, size }): Finding[] => {
        const exceeded = exceededLimit(size, limits);
        if (exceeded !== null) {
          const { severity, limit } = exceeded;
          const message = `This ${called} has ${size} lines; ${limit} are the limit.`;
          return [{ severity, at: { file, line: limit + 1 }, message, advice: mend }];
        }
        if (least === null || size >= least) return [];
        const message = `This ${called} has ${size} lines; ${least} are expected at least.`;
        return [{ severity: 'info', at: { file }, message, advice: 'A document this short may be a PLAN.' }];
      });
  },
});
