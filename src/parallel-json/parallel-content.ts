import type { Conflict, Contradiction, Dependency, Evidence } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Deliverable, Estimate, Scope } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';

/** An achievement as parallel.json shows it. */
export interface AchievementContent {
  readonly id: AchievementId;
  readonly title: string;
  /** Number of its priority. */
  readonly priority: number | null;
  readonly estimate: Estimate | null;
  readonly dependencies: readonly Dependency[];
  /** Dependencies that a person took away: written as tombstones. */
  readonly removed: readonly AchievementId[];
  /** Assumptions that an accepted answer took away, with the line it cites: written as tombstones of kind `agent`. */
  readonly silenced?: readonly { readonly on: AchievementId; readonly evidence: Evidence }[];
  readonly blocks: readonly AchievementId[];
  readonly parallelizableWith: readonly AchievementId[];
  readonly deliverables: readonly Deliverable[];
  readonly validationScript: string | null;
}

/** A dependency level; `hours` until it is finished, its groups one after the other. */
export interface LevelContent {
  readonly level: number;
  readonly achievements: readonly AchievementId[];
  readonly groups: readonly (readonly AchievementId[])[];
  readonly hours: number;
}

/** Everything that a parallel.json shows, computed by others. The order of lists of ids does not matter. */
export interface ParallelContent {
  /** The plan's folder, named as the files of the evidence are: their paths are written relative to it. */
  readonly folder: string;
  /** The name that the file will have; `parallel.json` if not given. */
  readonly fileName?: string;
  readonly planName: string;
  readonly scope: Scope;
  readonly achievements: readonly AchievementContent[];
  readonly levels: readonly LevelContent[];
  readonly conflicts: readonly Conflict[];
  /** In the order of the path, which is kept. */
  readonly criticalPath: { readonly achievements: readonly AchievementId[]; readonly hours: number };
  readonly savings: {
    readonly sequentialHours: number;
    readonly parallelHours: number;
    readonly reductionPercent: number;
  };
  readonly contradictions: readonly Contradiction[];
  /** A snapshot of the status for programs that ask for it; without it none is written. */
  readonly withStatus?: ReadonlyMap<AchievementId, Status>;
}
