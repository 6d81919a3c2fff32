import type { Claim, Conflict, Contradiction, GroupStatement, PairNote } from '../domain/evidence.ts';
import type { PlannedAchievement, Scope } from '../domain/plan.ts';
import type { Problem } from '../domain/problem.ts';
import type { Independence } from './findings.ts';
import type { RemovedEvidence } from './unite.ts';

/**
 * What was found out about a plan. With a fatal error among `problems` (a cycle, an id twice) it is for showing, not for
 * planning: `toPlan` makes a checked Plan of it.
 */
export interface Discovery {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly scope: Scope;
  /** In id order. */
  readonly achievements: readonly PlannedAchievement[];
  readonly conflicts: readonly Conflict[];
  readonly contradictions: readonly Contradiction[];
  readonly groupStatements: readonly GroupStatement[];
  readonly notes: readonly PairNote[];
  /** Stated independence, for `explain`. */
  readonly independence: readonly Independence[];
  /** Sentences that deny an edge, and edges that a person took away (kind `manual`). */
  readonly denials: readonly Claim[];
  /** What the denials took away. */
  readonly removed: readonly RemovedEvidence[];
  /** The reader's first, then those found here. */
  readonly problems: readonly Problem[];
}
