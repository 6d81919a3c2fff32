import type { Given, Independence } from '../discovery/findings.ts';
import type { Claim, Evidence } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { RefusalRule } from './proposal-outcome.ts';

/** What is said about achievements that do not wait for each other. */
export interface StatedOtherwise {
  /** Sentences that deny an edge, and what a person or an earlier answer took away. */
  readonly denials: readonly Claim[];
  readonly independence: readonly Independence[];
  readonly given: readonly Given[];
}

const place = ({ file, line }: Evidence): string => `${file}:${line}`;

/** What is stated against it that `from` needs `on`: a denial, a line that puts the two side by side, or a "None". */
export const statedAgainst = (
  { denials, independence, given }: StatedOtherwise,
  from: AchievementId,
  on: AchievementId,
): { readonly rule: RefusalRule; readonly because: string; readonly by: Evidence } | undefined => {
  const denial = denials.find((one) => one.from === from && one.on === on && one.evidence.kind !== 'agent');
  if (denial !== undefined) {
    const by = denial.evidence;
    const because =
      by.kind === 'manual'
        ? `A person took this dependency away (${place(by)}).`
        : `${place(by)} denies that ${from} needs ${on}.`;
    return { rule: 'contradicts-denial', because, by };
  }
  const beside = independence.find(({ between }) => {
    const side = between.findIndex((ids) => ids.includes(from));
    return side >= 0 && between.some((ids, at) => at !== side && ids.includes(on));
  });
  if (beside !== undefined) {
    const by = beside.evidence;
    return { rule: 'contradicts-statement', because: `${place(by)} puts ${from} and ${on} side by side.`, by };
  }
  const nothing = given.find(({ achievement, what, none }) => none && achievement === (what === 'needs' ? from : on));
  if (nothing === undefined) return undefined;
  const by = nothing.evidence;
  const what = nothing.what === 'needs' ? `${from} needs nothing` : `nothing needs ${on}`;
  return { rule: 'contradicts-statement', because: `${place(by)} states that ${what}.`, by };
};
