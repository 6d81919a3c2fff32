import { cleanText } from '../fenced-text.ts';
import type { ForeignText } from '../fenced-text.ts';
import { code } from '../markdown-text.ts';

/** How many items of the lists are shown when there is room for all of them. */
const room = {
  lines: 60,
  needs: 30,
  tasks: 30,
  conflicts: 30,
  open: 60,
  achievements: 400,
  differences: 60,
  missing: 60,
} as const;
export const pathsInOneLine = 10;
export const idsInOneLine = 12;
/** UTF-8 bytes of the single texts; those that are not named take what is left. */
export const most = { goal: 8_000, list: 12_000, section: 30_000, handoff: 20_000 } as const;

/** How the fields of a prompt are written. */
export interface ViewTools {
  /** How many items of a list are shown. */
  readonly many: (list: keyof typeof room) => number;
  /** What stands for the fence of a text; null where it is empty. */
  readonly foreign: (text: string, rest: Omit<ForeignText, 'text' | 'keep'> & Partial<ForeignText>) => string | null;
}

/** A list of which nothing is shown. */
export const nothing = { items: [], rest: null };

/** A code span; null for nothing. */
export const span = (text: string): string | null => (text.trim() === '' ? null : code(text));

/** The tools of one prompt. `share`, from 0 to 1: how much of the room each list gets. */
export const viewTools = (share: number, fence: (text: ForeignText) => string): ViewTools => ({
  many: (list) => Math.ceil(room[list] * share),
  foreign: (text, rest) => {
    const clean = cleanText(text);
    return clean === '' ? null : fence({ keep: 'start', ...rest, text: clean });
  },
});
