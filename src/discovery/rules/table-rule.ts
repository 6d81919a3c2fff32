import type { Cell } from '../../domain/block.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import { findGroups, membersOf } from '../groups.ts';
import { labelRole } from '../label-role.ts';
import type { Mention } from '../mentions.ts';
import { findMentions } from '../mentions.ts';
import type { Passage } from '../passage.ts';
import { evidenceAt, isForeign, isSample } from '../passage.ts';
import type { PlanIndex } from '../plan-index.ts';
import { plainText } from '../plain-text.ts';

/** Characters into a cell at which ids still count as what the row is about. */
const atStart = 20;

/** Tables with a column of dependencies, or of what an achievement blocks. */
export const tableRule: Rule = (passage, plan) => {
  const { block } = passage;
  const { cells, header } = block;
  if (block.kind !== 'row' || cells === undefined || header === undefined || passage.inSubplan) return [];
  const roles = columnRoles(header);
  if (!roles.some((role) => role !== null) || isForeign(passage) || isSample(passage)) return [];
  const subjects = subjectsOf(cells, roles, plan);
  return cells.flatMap((cell, at) => {
    const role = roles[at] ?? null;
    return role === null ? [] : subjects.flatMap((subject) => readCell(passage, cell, subject, role, plan));
  });
};

type ColumnRole = 'needs' | 'blocks' | null;

/** The rows of a table share their header: it is read once. */
const knownRoles = new WeakMap<readonly string[], readonly ColumnRole[]>();

const columnRoles = (header: readonly string[]): readonly ColumnRole[] => {
  const roles = knownRoles.get(header) ?? header.map(columnRole);
  knownRoles.set(header, roles);
  return roles;
};

const columnRole = (title: string): ColumnRole => {
  const role = labelRole(plainText(title).text);
  return role === 'needs' || role === 'blocks' ? role : null;
};

/** The achievements of a row: those of its first cell that holds ids or a priority and is no dependency column. */
const subjectsOf = (
  cells: readonly Cell[],
  roles: readonly ColumnRole[],
  plan: PlanIndex,
): readonly AchievementId[] => {
  for (const [at, cell] of cells.entries()) {
    if ((roles[at] ?? null) !== null) continue;
    const { text } = plainText(cell.text);
    const [first] = findMentions(text, plan, false);
    if (first !== undefined) return !first.foreign && first.start <= atStart ? first.ids : [];
  }
  return [];
};

const readCell = (
  passage: Passage,
  cell: Cell,
  subject: AchievementId,
  role: 'needs' | 'blocks',
  plan: PlanIndex,
): readonly Finding[] => {
  const { text, sourceOf } = plainText(cell.text);
  const shift = cell.column - passage.block.lines[0]!.column;
  const at = (offset: number): number => shift + sourceOf(offset);
  const cellEvidence = evidenceAt(passage, 'table', at(0));
  const given = (none: boolean): Finding => ({
    found: 'given',
    given: { achievement: subject, what: role, none, evidence: cellEvidence },
  });
  if (/^\s*(?:none\b.*|n\/a|nothing|no|-+|—|–|✗|❌|∅|)\s*$/i.test(text) || /^\s*none\b/i.test(text))
    return text.trim() === '' ? [] : [given(true)];

  const mentions = findMentions(text, plan, false).filter((mention) => !mention.foreign);
  const found = mentions.flatMap((mention) =>
    ofMention(mention, subject, role, evidenceAt(passage, 'table', at(mention.start))),
  );
  const groups = findGroups(text, plan)
    .filter((group) => !mentions.some((mention) => mention.start < group.end && group.start < mention.end))
    .flatMap((group) => {
      const members = membersOf(group.which, [subject], plan).filter((id) => id !== subject);
      const evidence = evidenceAt(passage, 'rule', at(group.start));
      return role === 'needs'
        ? groupFinding(text, [subject], members, evidence)
        : groupFinding(text, members, [subject], evidence);
    });
  const all = [...found, ...groups];
  return all.length > 0 ? [...all, given(false)] : [];
};

const ofMention = (
  mention: Mention,
  subject: AchievementId,
  role: 'needs' | 'blocks',
  evidence: ReturnType<typeof evidenceAt>,
): readonly Finding[] => [
  ...(role === 'needs' ? claimEach([subject], mention.ids, evidence) : claimEach(mention.ids, [subject], evidence)),
  ...(mention.ids.includes(subject) ? [{ found: 'self', achievement: subject, evidence } as const] : []),
  ...mention.unknown.map(({ spelled }): Finding => ({
    found: 'unknown',
    unknown: { of: subject, what: role, wanted: spelled, evidence },
  })),
];
