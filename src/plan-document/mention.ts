import { compareIds, type AchievementId } from '../domain/ids.ts';
import type { Estimate, Position, Priority } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';
import type { Surroundings } from './outline.ts';

/** A line that opens with an achievement's id: its section, an index line, a line of a progress list, a table row. */
export interface Mention {
  readonly ids: readonly AchievementId[];
  readonly range: boolean;
  readonly form: 'heading' | 'paragraph' | 'item' | 'row';
  /** The word before the id; empty when there is none. */
  readonly word: string;
  /** Whether it is a heading or a bold line of the full form "Achievement 1.1: Title". */
  readonly isFull: boolean;
  /** Index of its block, and of its line in that block. */
  readonly block: number;
  readonly lineInBlock: number;
  readonly position: Position;
  readonly title: string;
  readonly estimate: Estimate | null;
  readonly severity: string | null;
  readonly status: Status | null;
  readonly priority: Priority | null;
  readonly where: Surroundings;
  /** Whether the line is a task with a box. */
  readonly boxed: boolean;
  /** Whether a box in front of it is empty: not done, if nothing else is said. */
  readonly open: boolean;
}

/** The ids among `known` that a mention speaks of; a range takes everything between its ends. */
export const idsOfMention = (mention: Mention, known: readonly AchievementId[]): readonly AchievementId[] => {
  const [from, to] = mention.ids;
  if (!mention.range || from === undefined || to === undefined) return mention.ids;
  return known.filter((id) => compareIds(id, from) >= 0 && compareIds(id, to) <= 0);
};
