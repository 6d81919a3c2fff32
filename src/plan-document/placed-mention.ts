import type { Mention } from './mention.ts';
import type { Section } from './read-section.ts';

/** What a mention is for its achievement: its own section, a line of the index, or a line of a progress report. */
export type Standing = 'detail' | 'index' | 'tracking';

export interface PlacedMention {
  readonly mention: Mention;
  readonly standing: Standing;
  /** Whether it makes an achievement exist; the others only add to one that exists. */
  readonly defines: boolean;
  readonly section: Section;
  /** Last line of the section. */
  readonly lastLine: number;
  readonly bodyLength: number;
}
