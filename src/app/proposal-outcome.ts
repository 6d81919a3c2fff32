import type { Evidence } from '../domain/evidence.ts';
import type { Place } from '../domain/problem.ts';
import type { Citation } from '../parallel-json/answer.ts';

/** Why a proposal was refused: the ids of the rules, for programs. */
export type RefusalRule =
  | 'unknown-id'
  | 'needs-itself'
  | 'unproved-citation'
  | 'contradicts-denial'
  | 'contradicts-statement'
  | 'closes-cycle'
  | 'still-ordered';

interface Judged {
  readonly proposal: 'dependency' | 'independence';
  /** Dependency: `from` needs `on`. Independence: `from` and `on` need not wait for each other. Ids as the answer has them. */
  readonly from: string;
  readonly on: string;
  readonly cites: Citation;
  readonly reason: string | null;
  /** Where it stands in the answer. */
  readonly at: Place;
}

/** It holds from now on. */
export interface AcceptedProposal extends Judged {
  /** The line that was found. */
  readonly evidence: Evidence;
  /** What a person should know of it: a line that had moved, what follows from it. A sentence each. */
  readonly remarks: readonly string[];
}

/** It held before. */
export interface KnownProposal extends Judged {
  readonly because: string;
  /** The lines that say so already. */
  readonly places: readonly Evidence[];
}

/** It does not hold, and changes nothing. */
export interface RefusedProposal extends Judged {
  readonly rule: RefusalRule;
  readonly because: string;
  readonly advice: string;
  /** The lines that stand against it. */
  readonly places: readonly Evidence[];
}
