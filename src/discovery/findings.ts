import type { Claim, Evidence, GroupStatement, PairNote } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Passage } from './passage.ts';
import type { PlanIndex } from './plan-index.ts';

/** What one line says of achievements that do not wait for each other: any two from different lists of `between`. */
export interface Independence {
  readonly between: readonly (readonly AchievementId[])[];
  readonly evidence: Evidence;
}

/** A place that gives all that an achievement needs, or all that needs it; `none`: it says that there is nothing. */
export interface Given {
  readonly achievement: AchievementId;
  readonly what: 'needs' | 'blocks';
  readonly none: boolean;
  readonly evidence: Evidence;
}

/** An id in a place for dependencies that the plan does not have. */
export interface UnknownId {
  readonly of: AchievementId;
  readonly what: 'needs' | 'blocks';
  readonly wanted: string;
  readonly evidence: Evidence;
}

/** Which pairs a group statement means: each with each; the first with the first and so on; each with all before it. */
export type Pairs = 'each' | 'in step' | 'earlier';

export type Finding =
  | { readonly found: 'claim' | 'denial'; readonly claim: Claim }
  | { readonly found: 'group'; readonly group: GroupStatement; readonly pairs: Pairs; readonly denied: boolean }
  | { readonly found: 'independence'; readonly independence: Independence }
  | { readonly found: 'given'; readonly given: Given }
  | { readonly found: 'unknown'; readonly unknown: UnknownId }
  | { readonly found: 'self'; readonly evidence: Evidence; readonly achievement: AchievementId }
  | { readonly found: 'note'; readonly note: PairNote };

/** Reads one kind of evidence from a passage. */
export type Rule = (passage: Passage, plan: PlanIndex) => readonly Finding[];

/** The claims that each of `from` needs each of `on`; an achievement that would need itself is left out. */
export const claimEach = (
  from: readonly AchievementId[],
  on: readonly AchievementId[],
  evidence: Evidence,
  found: 'claim' | 'denial' = 'claim',
): readonly Finding[] =>
  from.flatMap((a) =>
    on.flatMap((b): Finding[] => (a === b ? [] : [{ found, claim: { from: a, on: b, strength: 'stated', evidence } }])),
  );

/** The finding that a group depends on a group, with the words that say so. */
export const groupFinding = (
  text: string,
  from: readonly AchievementId[],
  on: readonly AchievementId[],
  evidence: Evidence,
  { denied = false, pairs = 'each' }: { denied?: boolean; pairs?: Pairs } = {},
): readonly Finding[] =>
  from.length === 0 || on.length === 0
    ? []
    : [{ found: 'group', group: { text: shortened(text, evidence), evidence, from, on }, pairs, denied }];

/** The words of a statement; of a long paragraph, what is quoted of it. */
const shortened = (text: string, evidence: Evidence): string =>
  (text.length > 400 ? evidence.text : text).replace(/\s+/g, ' ').trim();
