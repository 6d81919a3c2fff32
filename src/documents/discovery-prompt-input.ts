import type { Evidence, Strength } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Estimate, Priority, Scope } from '../domain/plan.ts';

/** A line of a document, named as the prompt names the document. */
export type CitedLine = Pick<Evidence, 'file' | 'line' | 'text'>;

/** What is said of a pair, or of one achievement, in words, and the lines that say it. */
export interface Statement {
  readonly words: string;
  readonly lines: readonly CitedLine[];
}

/** A document whose lines the prompt shows. */
export interface PromptDocument {
  readonly name: string;
  readonly lines: readonly PromptLine[];
}

/**
 * `weight` orders what is left out when room is short, the highest first: 0 tells about order in the PLAN, 1 belongs to
 * an achievement of the PLAN, 2 tells about order in a SUBPLAN, 3 is the rest of the PLAN, 4 the rest of the SUBPLANs.
 */
export interface PromptLine {
  readonly line: number;
  readonly text: string;
  readonly weight: 0 | 1 | 2 | 3 | 4;
}

/** Everything that a discovery prompt is made from. */
export interface DiscoveryPromptInput {
  readonly plan: { readonly name: string; readonly title: string };
  readonly scope: Scope;
  /** Scope 1: the achievement whose pieces `achievements` are. */
  readonly inside: { readonly id: AchievementId; readonly title: string } | null;
  readonly achievements: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly priority: Priority | null;
    readonly estimate: Estimate | null;
    readonly goal: string | null;
    readonly deliverables: readonly string[];
  }[];
  readonly stated: readonly {
    readonly from: readonly AchievementId[];
    readonly on: readonly AchievementId[];
    readonly strength: Strength;
    readonly lines: readonly CitedLine[];
  }[];
  readonly denied: readonly Statement[];
  readonly contradictions: readonly Statement[];
  readonly assumed: readonly { readonly from: AchievementId; readonly on: readonly AchievementId[] }[];
  readonly conflicts: readonly {
    readonly a: AchievementId;
    readonly b: AchievementId;
    readonly paths: readonly string[];
  }[];
  /** The PLAN first. */
  readonly documents: readonly PromptDocument[];
}
