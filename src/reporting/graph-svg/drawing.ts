import type { Strength } from '../../domain/evidence.ts';
import type { AchievementId } from '../../domain/ids.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A box of `boxWidth` by `boxHeight`; x and y are its upper left corner. */
export interface Box extends Point {
  readonly id: AchievementId;
}

/** A level: the ground behind its columns. */
export interface Band {
  readonly level: number;
  readonly x: number;
  readonly width: number;
}

/** A dependency: `path` goes from the box of `on` to where the arrow to the box of `from` starts. */
export interface EdgeLine {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly strength: Strength;
  readonly path: string;
  readonly start: Point;
  /** The tip of the arrow. */
  readonly end: Point;
  /** Whether strands draw it already, together with others. */
  readonly bundled: boolean;
}

/** A part of a bundle: into the joint, or out of it to a box. */
export interface Strand {
  readonly strength: Strength;
  readonly path: string;
  readonly pointed: boolean;
}

/** A conflict: a line between two boxes, with a cross at each end. */
export interface ConflictLine {
  readonly a: AchievementId;
  readonly b: AchievementId;
  readonly path: string;
  readonly ends: readonly [Point, Point];
}

/** Where everything stands. The upper left corner is 0, 0; lengths in pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
  readonly boxes: readonly Box[];
  readonly edges: readonly EdgeLine[];
  readonly strands: readonly Strand[];
  readonly joints: readonly (Point & { readonly strength: Strength })[];
  readonly conflicts: readonly ConflictLine[];
}
