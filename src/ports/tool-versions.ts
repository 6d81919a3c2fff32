import type { Problem } from '../domain/problem.ts';

/** What planloom itself rests on. */
export interface ToolVersions {
  /** The version of Node, `20.20.2`. */
  readonly node: string;
  /** `version`: null where there is none; `problem`: why it cannot carry a run, null when it can. */
  readonly git: { readonly version: string | null; readonly problem: Problem | null };
}
