import type { FileToWrite } from '../workspace/feedback.ts';

/** A decision about an achievement that stands. The file is relative to the plan's folder. */
export interface Decided {
  /** As it was typed. */
  readonly id: string;
  readonly file: FileToWrite;
}
