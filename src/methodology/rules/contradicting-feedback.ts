import { posix } from 'node:path';
import type { Finding, Rule } from '../rule.ts';

const resolutionOf = (fix: string): string => posix.basename(fix).replace(/\.md$/i, '_RESOLUTION.md');

export const contradictingFeedback: Rule = {
  id: 'contradicting-feedback',
  name: 'Feedback that contradicts itself',
  severity: 'warning',
  otherwise:
    'A remark where the APPROVED file names the FIX, as that of `approve --force` does: who approved knew of it; and for a RESOLUTION without a FIX.',
  counts: 'always',
  means:
    'An achievement is approved while a FIX of it is open, or is approved and skipped, or has a RESOLUTION without a FIX. An approval outweighs a FIX, and a FIX a SKIPPED file.',
  why: 'One of the two was forgotten, and the other decides.',
  mend: 'Write the RESOLUTION of the FIX, or remove what no longer holds.',
  find: ({ plan, label }) =>
    [...(plan?.documents.byAchievement ?? [])].flatMap(([id, { approved, fix, resolution, skipped }]): Finding[] => {
      const name = (path: string): string => posix.basename(path);
      const besideFix = (approval: string, open: string, isKnown: boolean): Finding => ({
        ...(isKnown ? { severity: 'info' as const } : {}),
        at: { file: label(approval) },
        message: `${id} is approved${isKnown ? ` over its ${name(open)}, which` : `, and its ${name(open)}`} is still open.`,
        advice: isKnown
          ? `Write ${resolutionOf(open)} beside it once it is mended.`
          : `Write ${resolutionOf(open)} beside it, or remove the one that does not hold.`,
        related: [{ at: { file: label(open) }, message: 'The open FIX.' }],
      });
      return [
        ...(approved !== null && fix !== null && resolution === null
          ? [besideFix(approved, fix, plan?.overFix.has(approved) === true)]
          : []),
        ...(approved !== null && skipped !== null
          ? [
              {
                at: { file: label(skipped) },
                message: `${id} is skipped here and approved by ${name(approved)}; the approval counts.`,
                advice: 'Remove one of the two.',
              },
            ]
          : []),
        ...(resolution !== null && fix === null
          ? [
              {
                severity: 'info' as const,
                at: { file: label(resolution) },
                message: `${name(resolution)} resolves a FIX of ${id} that is not there.`,
                advice: 'Remove it, or put the FIX back.',
              },
            ]
          : []),
      ];
    }),
};
