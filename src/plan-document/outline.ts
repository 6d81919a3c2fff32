import { blockText, type Block } from '../domain/block.ts';
import type { Priority } from '../domain/plan.ts';
import type { Status } from '../domain/status.ts';
import { withoutEmphasis } from './decoration.ts';
import { readEntryLine } from './entry-line.ts';
import { readPriority, roleOf, type Role } from './heading-role.ts';
import { readTitle } from './read-title.ts';
import { statusOfGroup } from './status-words.ts';

/** Where in the document a block stands. */
export interface Surroundings {
  readonly role: Role;
  readonly priority: Priority | null;
  /** What the heading or lead line above claims for everything below it. */
  readonly groupStatus: Status | null;
  /** Depth of the nearest heading that is not the entry of an achievement; 0 above all headings. */
  readonly headingDepth: number;
  /** Number of the heading or lead line that rules here; equal for blocks under the same one. */
  readonly under: number;
  /** Whether this block is the title of the document. */
  readonly isTitle: boolean;
  /** Whether this block itself is a heading or bold line that opens a priority. */
  readonly opensPriority: boolean;
}

interface OpenHeading {
  readonly depth: number;
  readonly role: Role;
  readonly groupStatus: Status | null;
  readonly entry: boolean;
}

const boldLine = /^(?:[^\w\s]*\s*)?\*\*[^*]+\*\*\s*(?::|\(.*\)|[^\w\s]*|✅.*)?\s*:?$/u;

const statusOfPriority = (label: string): Status | null => {
  const status = readTitle(label).status;
  return status === 'complete' || status === 'not_started' ? status : null;
};

/** For every block, what its headings and the bold line above it say about it. */
export const surroundingsOf = (blocks: readonly Block[]): readonly Surroundings[] => {
  let open: OpenHeading[] = [];
  let priority: { readonly value: Priority; readonly depth: number; readonly status: Status | null } | null = null;
  let lead: { readonly role: Role; readonly status: Status | null } | null = null;
  let under = 0;
  let seenHeading = false;

  const openPriority = (text: string, depth: number): boolean => {
    const value = readPriority(text);
    if (value !== undefined) priority = { value, depth, status: statusOfPriority(text) };
    return value !== undefined;
  };

  return blocks.map((block, index) => {
    let opensPriority = false;
    const isTitle = block.kind === 'heading' && block.depth === 1 && !seenHeading;
    const text = block.kind === 'heading' || block.kind === 'paragraph' ? blockText(block) : '';
    if (block.kind === 'heading') {
      open = open.filter((heading) => heading.depth < block.depth);
      if (priority !== null && priority.depth >= block.depth) priority = null;
      const entry = readEntryLine(text) !== undefined;
      // The first heading is the document's title, whose words say nothing about lists.
      const role = isTitle ? 'none' : roleOf(text);
      seenHeading = true;
      opensPriority = !entry && openPriority(text, block.depth);
      open.push({
        depth: block.depth,
        role: opensPriority || entry ? 'none' : role,
        groupStatus: opensPriority || entry ? null : statusOfGroup(text),
        entry,
      });
      lead = null;
      if (!entry) under = index;
    } else if (block.kind === 'paragraph' && block.depth === 0) {
      const line = block.lines.length === 1 ? text : '';
      const entry = readEntryLine(text) !== undefined;
      const headingDepth = open.findLast((heading) => !heading.entry)?.depth ?? 0;
      if (line !== '' && line.length < 300 && boldLine.test(line) && !entry) {
        opensPriority = openPriority(line, headingDepth + 0.5);
        if (opensPriority) lead = null;
        else {
          const role = roleOf(line);
          const known = role === 'tracking' || role === 'log' || role === 'index';
          lead = { role: known ? role : 'none', status: statusOfGroup(withoutEmphasis(line)) };
        }
        under = index;
      } else if (/^\*\*priority/i.test(text) && !entry && /^\*\*[^*]+\*\*/.test(text)) {
        const words = /^\*\*([^*]+)\*\*/.exec(text)?.[1] ?? '';
        opensPriority =
          block.lines.length > 1 || /^[:\s]*[^\d]*$/.test(text.slice(words.length + 4))
            ? openPriority(withoutEmphasis(block.lines[0]?.text ?? ''), headingDepth + 0.5)
            : false;
        if (opensPriority) {
          lead = null;
          under = index;
        }
      }
    }
    const classified = open.findLast((heading) => heading.role !== 'none');
    const group = open.findLast((heading) => heading.groupStatus !== null)?.groupStatus ?? null;
    return {
      role:
        lead !== null && lead.role !== 'none' ? lead.role : (classified?.role ?? (priority === null ? 'none' : 'plan')),
      priority: priority?.value ?? null,
      groupStatus: lead?.status ?? group ?? priority?.status ?? null,
      headingDepth: open.findLast((heading) => !heading.entry)?.depth ?? 0,
      under,
      isTitle,
      opensPriority,
    };
  });
};
