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

const opensWithPriority = (line: string): boolean =>
  line.slice(2, 10).toLowerCase() === 'priority' && /^\*\*priority[^*]*\*\*[:\s]*\D*(?:\(.*\))?$/i.test(line);

const statusOfPriority = (label: string): Status | null => {
  const status = readTitle(label).status;
  return status === 'complete' || status === 'not_started' ? status : null;
};

/** The heading that is the title of the document; there is none where the headings of that depth are achievements. */
const titleOf = (blocks: readonly Block[]): Block | undefined => {
  const isEntry = (block: Block): boolean => readEntryLine(blockText(block)) !== undefined;
  const title = blocks.find((block) => block.kind === 'heading');
  if (title?.depth !== 1) return undefined;
  const others = isEntry(title) ? blocks.filter((block) => block.kind === 'heading' && block.depth === 1) : [];
  return others.filter(isEntry).length > 1 ? undefined : title;
};

/** For every block, what its headings and the bold line above it say about it. */
export const surroundingsOf = (blocks: readonly Block[]): readonly Surroundings[] => {
  let open: OpenHeading[] = [];
  let priority: { readonly value: Priority; readonly depth: number; readonly status: Status | null } | null = null;
  let lead: { readonly role: Role; readonly status: Status | null } | null = null;
  let under = 0;

  const openPriority = (text: string, depth: number): boolean => {
    const value = readPriority(text);
    if (value !== undefined) priority = { value, depth, status: statusOfPriority(text) };
    return value !== undefined;
  };

  const surroundings = (): Surroundings => {
    const byHeading = open.findLast((heading) => heading.role !== 'none')?.role;
    const group = open.findLast((heading) => heading.groupStatus !== null)?.groupStatus ?? null;
    const byLead = lead === null || lead.role === 'none' ? undefined : lead.role;
    return {
      role: byLead ?? byHeading ?? (priority === null ? 'none' : 'plan'),
      priority: priority?.value ?? null,
      groupStatus: lead?.status ?? group ?? priority?.status ?? null,
      headingDepth: open.findLast((heading) => !heading.entry)?.depth ?? 0,
      under,
      isTitle: false,
      opensPriority: false,
    };
  };
  const enterHeading = (block: Block, text: string, index: number, isTitle: boolean): boolean => {
    open = open.filter((heading) => heading.depth < block.depth);
    lead = null;
    const entry = readEntryLine(text) !== undefined;
    // "### Achievement 1.1" may stand below "### Priority 1", as deep as it.
    if (priority !== null && (priority.depth > block.depth || (priority.depth === block.depth && !entry)))
      priority = null;
    const opens = !entry && openPriority(text, block.depth);
    if (!entry) under = index;
    // The title of the document says nothing about the lists below it, and an achievement's own heading neither.
    const silent = isTitle || opens || entry;
    const role = silent ? 'none' : roleOf(text);
    open.push({ depth: block.depth, role, groupStatus: silent ? null : statusOfGroup(text), entry });
    return opens;
  };
  // Half a step below its heading: the next heading of that depth ends it.
  const depthOfLead = (): number => (open.findLast((heading) => !heading.entry)?.depth ?? 0) + 0.5;
  const enterParagraph = (block: Block, text: string, index: number): boolean => {
    const [first, second] = block.lines;
    if (first === undefined || !text.includes('**') || readEntryLine(text) !== undefined) return false;
    const isLead = second === undefined && text.length < 300 && boldLine.test(text);
    const listsPriorities = (): boolean => second !== undefined && readPriority(second.text) !== undefined;
    if (!isLead && !(opensWithPriority(first.text) && !listsPriorities())) return false;
    under = index;
    const opens = openPriority(first.text, depthOfLead());
    const role = opens ? 'none' : roleOf(text);
    const known = role === 'tracking' || role === 'log' || role === 'index';
    lead = opens ? null : { role: known ? role : 'none', status: statusOfGroup(withoutEmphasis(text)) };
    return opens;
  };

  const title = titleOf(blocks);
  let last: Surroundings | undefined;
  return blocks.map((block, index) => {
    const moves = block.kind === 'heading' || (block.kind === 'paragraph' && block.depth === 0);
    if (!moves && last !== undefined) return last;
    const text = moves ? blockText(block) : '';
    const isTitle = block === title;
    let opensPriority = false;
    if (block.kind === 'heading') opensPriority = enterHeading(block, text, index, isTitle);
    else if (moves) opensPriority = enterParagraph(block, text, index);
    const here = surroundings();
    last = here;
    return isTitle || opensPriority ? { ...here, isTitle, opensPriority } : here;
  });
};
