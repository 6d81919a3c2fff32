import type { Block } from './block.ts';
import type { Conflict, Contradiction, Dependency, GroupStatement, PairNote } from './evidence.ts';
import type { AchievementId } from './ids.ts';
import type { Problem } from './problem.ts';
import type { Status } from './status.ts';

/** Scope of a plan's parallelisation: inside an achievement, inside a priority, over the whole plan. */
export type Scope = 1 | 2 | 3;

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Estimate {
  readonly minHours: number;
  readonly maxHours: number;
}

/** `number` as written in the heading: 0, 1, 3.5, 10. `label` is the heading's words after it. */
export interface Priority {
  readonly number: number;
  readonly label: string;
}

export interface Deliverable {
  readonly text: string;
  /** The file, folder or glob it names, as written, when it names one. */
  readonly path?: string;
}

/** A word that a field says, with its place. */
export interface FieldWord {
  readonly text: string;
  readonly position: Position;
}

/** Who is to work on an achievement, as its own fields say it. */
export interface WorkWishes {
  /** An executor by its name. */
  readonly agent?: FieldWord;
  readonly model?: FieldWord;
  readonly pool?: FieldWord;
}

/** One achievement, as the document's own words say it. */
export interface ParsedAchievement {
  readonly id: AchievementId;
  readonly title: string;
  readonly severity: string | null;
  readonly priority: Priority | null;
  readonly goal: string | null;
  readonly estimate: Estimate | null;
  readonly documentStatus: Status | null;
  readonly deliverables: readonly Deliverable[];
  readonly successCriteria: readonly string[];
  readonly tests: readonly string[];
  /** Path of the script that proves it, if the plan names one. */
  readonly validationScript: string | null;
  /** Absent where no field says anything about it. */
  readonly wishes?: WorkWishes;
  /** Where its detail section starts, or its index line when it has no section. */
  readonly position: Position;
  readonly indexPosition: Position | null;
  /** First and last line of the detail section. */
  readonly section: { readonly from: number; readonly to: number } | null;
}

/** A PLAN document, read but not checked. Achievements in document order, each id once. */
export interface ParsedPlan {
  readonly file: string;
  /** The NAME of PLAN_<NAME>.md, else that of the first heading. */
  readonly name: string;
  readonly title: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly achievements: readonly ParsedAchievement[];
  /** Everything outside front matter, in document order, for the evidence rules. */
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
}

/** A SUBPLAN document, read for what it says about other achievements. */
export interface ParsedSubplan {
  readonly file: string;
  /** The achievement it belongs to, by its name and header. */
  readonly achievement: AchievementId;
  readonly title: string | null;
  readonly estimate: Estimate | null;
  readonly documentStatus: Status | null;
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
}

export interface PlannedAchievement extends ParsedAchievement {
  /** In id order. */
  readonly dependencies: readonly Dependency[];
}

/** A plan with its dependencies from all sources. Checked: every id exists and there is no cycle. Achievements in id order. */
export interface Plan {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly scope: Scope;
  readonly achievements: readonly PlannedAchievement[];
  readonly conflicts: readonly Conflict[];
  readonly contradictions: readonly Contradiction[];
  readonly groupStatements: readonly GroupStatement[];
  readonly notes: readonly PairNote[];
  /** Warnings and remarks; an error would have kept this value from being made. */
  readonly problems: readonly Problem[];
}
