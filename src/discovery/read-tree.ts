import type { AchievementId } from '../domain/ids.ts';
import { arrowLinks } from './arrow-chain.ts';
import { findMentions } from './mentions.ts';
import type { DrawnEdge } from './mermaid-links.ts';
import type { PlanIndex } from './plan-index.ts';
import { membersOf } from './groups.ts';
import { readStatements } from './statements.ts';

export interface TreeEdge extends DrawnEdge {
  /** Said of a group. */
  readonly isGroup: boolean;
  /** Not an edge: achievements drawn side by side. */
  readonly together: readonly AchievementId[] | null;
}

interface Node {
  readonly indent: number;
  readonly ids: readonly AchievementId[];
  readonly text: string;
}

const frame = /^[\s│├└┌┐┘┬┴┼─━╰╭╮╯|`+*•>→▶▼▲v↓-]*/u;
const needs =
  /^(?:all\s+|both\s+|each\s+)?(?:depends?(?:\s+on)?|dependenc(?:y|ies)|requires?|needs?|prerequisites?|blocked by|after|waits? for)\b\s*[:→]?/i;
const blocks = /^(?:all\s+|both\s+|each\s+)?(?:blocks?|unblocks|required (?:by|for)|prerequisites? for)\b\s*:?/i;

/** The edges of a tree or of arrows drawn with characters. Lines are those of a fence. */
export const readTree = (lines: readonly string[], plan: PlanIndex): readonly TreeEdge[] => {
  const edges: TreeEdge[] = [];
  let trail: Node[] = [];
  let siblings: AchievementId[] = [];
  let above: readonly AchievementId[] = [];
  let falls = false;

  for (const [line, text] of lines.entries()) {
    const lead = frame.exec(text)?.[0] ?? '';
    const words = text.slice(lead.length);
    const column = lead.length;
    const edge = (from: readonly AchievementId[], on: readonly AchievementId[], isGroup = false): void => {
      if (from.length > 0 && on.length > 0) edges.push({ from, on, line, column, isGroup, together: null });
    };
    if (words.trim() === '') {
      if (lead.trim() === '') {
        [trail, siblings] = [[], []];
      } else if (/[↓▼v]/.test(lead)) falls = true;
      continue;
    }
    while ((trail.at(-1)?.indent ?? -1) >= column) trail.pop();

    const field = needs.exec(words) ?? blocks.exec(words);
    if (field) {
      const isNeeds = needs.test(words);
      const subject = /^(?:all|both|each)\b/i.test(words)
        ? siblings
        : (trail.findLast((node) => node.ids.length > 0)?.ids ?? []);
      const rest = words.slice(field[0].length);
      if (/^\s*(?:none|-|—|n\/a)/i.test(rest)) continue;
      const { parties } = readStatements(rest, null, plan, false);
      for (const party of parties) {
        if (party.void) continue;
        const ids = party.group === null ? party.ids : membersOf(party.group, subject, plan);
        if (isNeeds) edge(subject, ids, party.group !== null);
        else edge(ids, subject, party.group !== null);
      }
      if (subject.length > 1 && isNeeds)
        edges.push({ from: [], on: [], line, column, isGroup: false, together: subject });
      continue;
    }

    const mentions = findMentions(words, plan, false).filter((mention) => !mention.foreign && mention.ids.length > 0);
    const first = mentions[0];
    const chain = arrowLinks(words, mentions, false);
    for (const { before, next } of chain) edge(next, before);
    const note = /[([←]\s*(?:depends? on|requires?|needs?|after|blocked by|←)|\b(?:depends? on|requires|needs)\b/i.test(
      words,
    );
    if (first === undefined) {
      // "All can run in parallel" beside a brace.
      trail.push({ indent: column, ids: [], text: words });
      siblings = [];
      falls = false;
      continue;
    }
    if (note || /\bblocks\b/i.test(words)) {
      for (const { from, on, denied } of readStatements(words, null, plan, false).statements) {
        if (!denied) edge(from.ids, on.ids, from.group !== null || on.group !== null);
      }
    }
    const startsWithId = /^[[({"'<✅⏳❌⬜🔲\s\p{Extended_Pictographic}\ufe0f]*$/u.test(words.slice(0, first.start));
    const own = note ? first.ids : chain.length > 0 ? first.ids : mentions.flatMap((mention) => mention.ids);
    if (startsWithId) {
      const parent = trail.at(-1);
      const isChild = lead.trim() !== '' || (parent !== undefined && column > parent.indent);
      if (isChild && parent !== undefined && parent.ids.length > 0) edge(own, parent.ids);
      else if (falls && above.length > 0) edge(own, above);
    }
    siblings = [...siblings, ...own];
    above = chain.length > 0 ? chain.at(-1)!.next : own;
    falls = /[↓▼]\s*$/.test(text);
    if (startsWithId) trail.push({ indent: column, ids: above, text: words });
  }
  return edges;
};
