import type { Place, Problem } from '../domain/problem.ts';

/** A line that a proposal rests on, as the answer says it: nothing is checked yet. */
export interface Citation {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

interface Proposal {
  readonly cites: Citation;
  readonly reason: string | null;
  /** Where it stands in the answer. */
  readonly at: Place;
}

/** One achievement is said to need another. Ids are as written. */
export interface ProposedDependency extends Proposal {
  readonly proposal: 'dependency';
  readonly from: string;
  readonly on: string;
}

/** Two achievements are said not to wait for each other. */
export interface ProposedIndependence extends Proposal {
  readonly proposal: 'independence';
  readonly a: string;
  readonly b: string;
}

/** An answer to a discovery prompt, of the right form. */
export interface Answer {
  /** The name that problems use for it. */
  readonly file: string;
  readonly dependencies: readonly ProposedDependency[];
  readonly independent: readonly ProposedIndependence[];
  /** Whether it pays to work in parallel at all, where the answer says so. */
  readonly decision: { readonly parallel: boolean; readonly reason: string | null } | null;
  readonly notes: readonly string[];
  /** What was passed over. */
  readonly problems: readonly Problem[];
}
