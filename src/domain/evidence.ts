import type { AchievementId } from './ids.ts';

/** How sure an edge is: said for these ids, said for a group, proposed by somebody, or assumed because nothing is said. */
export type Strength = 'stated' | 'rule' | 'proposed' | 'assumed';

export type EvidenceKind =
  | 'field'
  | 'blocks'
  | 'subplan'
  | 'table'
  | 'diagram'
  | 'prose'
  | 'input'
  | 'rule'
  | 'agent'
  | 'manual'
  | 'imported'
  | 'assumption';

/** The line that says so. `line` and `column` are 1-based, columns in UTF-16 units; `text` is that line, trimmed. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** `strength` is that of the strongest evidence. Evidence is in stable order: strongest kind first, then file, line, column. */
export interface Dependency {
  readonly on: AchievementId;
  readonly strength: Strength;
  readonly evidence: readonly Evidence[];
}

/** What one line says about one pair: `from` needs `on` (or, for a denial, does not). */
export interface Claim {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly strength: Strength;
  readonly evidence: Evidence;
}

/** A sentence over groups, as written ("Priority 3 depends on Priority 2"), and the edges it was expanded to. */
export interface GroupStatement {
  readonly text: string;
  readonly evidence: Evidence;
  readonly from: readonly AchievementId[];
  readonly on: readonly AchievementId[];
}

/** Two places that do not agree on a pair; both edges stand. */
export interface Contradiction {
  readonly a: AchievementId;
  readonly b: AchievementId;
  readonly message: string;
  readonly places: readonly Evidence[];
}

/** A word about a pair that makes no edge: builds on, enables, for reference. */
export interface PairNote {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly evidence: Evidence;
}

/** Two achievements that must not run at the same time: they touch the same paths. `a` comes before `b` in id order. */
export interface Conflict {
  readonly a: AchievementId;
  readonly b: AchievementId;
  readonly paths: readonly string[];
}
