import type { Conflict, EvidenceKind } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Deliverable, Estimate, Scope } from '../domain/plan.ts';
import type { Place, Problem } from '../domain/problem.ts';
import type { Status } from '../domain/status.ts';

/** A place in a parallel.json that can be cited. */
export interface CitedPlace {
  readonly at: Place & { readonly line: number; readonly column: number };
  /** Its line, trimmed; the value alone if the line is too long to be quoted. */
  readonly text: string;
}

/** One id in `dependencies`. */
export interface FileDependency extends CitedPlace {
  readonly on: AchievementId;
}

/** One entry of `dependency_evidence`, and where the entry itself stands. */
export interface RecordedEvidence extends CitedPlace {
  readonly on: AchievementId;
  readonly kind: EvidenceKind;
  /** True for a tombstone: a person took the dependency away. */
  readonly removed: boolean;
  /** What it cites, `file` relative to the plan's folder. `null` if it cites nothing but parallel.json itself. */
  readonly cites: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  } | null;
  readonly unknownKeys: readonly UnknownKey[];
}

/** A key that is not ours, to be written back: `json` is its value as printed JSON. */
export interface UnknownKey {
  readonly key: string;
  readonly json: string;
}

/** One entry of `achievements`. Estimates and deliverables are in today's form, however they are written. */
export interface FileAchievement {
  readonly id: AchievementId;
  readonly title: string | null;
  readonly priority: number | null;
  readonly estimate: Estimate | null;
  /** In the order of the file, each id once. */
  readonly dependencies: readonly FileDependency[];
  readonly evidence: readonly RecordedEvidence[];
  readonly deliverables: readonly Deliverable[];
  readonly validationScript: string | null;
  /** A snapshot that the file holds, never a source of truth. */
  readonly status: Status | null;
  readonly at: Place;
  readonly unknownKeys: readonly UnknownKey[];
}

/** A parallel.json, checked: ids are unique, dependencies exist, there is no cycle. */
export interface ParallelFile {
  readonly file: string;
  readonly planName: string;
  readonly planNameAt: Place;
  readonly scope: Scope;
  readonly createdDate: string | null;
  /** False for a file of a form older than recorded evidence. */
  readonly recordsEvidence: boolean;
  /** In the order of the file. */
  readonly achievements: readonly FileAchievement[];
  readonly conflicts: readonly Conflict[];
  /** `notes` as printed JSON; they are the reader's own. */
  readonly notes: string | null;
  readonly unknownKeys: readonly UnknownKey[];
  /** Warnings; an error would have kept this value from being made. */
  readonly problems: readonly Problem[];
}
