import type { Cell } from '../../domain/block.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import { findGroups, membersOf } from '../groups.ts';
import { labelRole } from '../label-role.ts';
import type { Mention } from '../mentions.ts';
import { findMentions, mayHoldIds, softBracket } from '../mentions.ts';
import type { Passage } from '../passage.ts';
import { evidenceAt, isForeign, isSample } from '../passage.ts';
import type { PlanIndex } from '../plan-index.ts';
import { plainText } from '../plain-text.ts';
import { partiesIn } from '../sentences.ts';

/** Characters into a cell at which ids still count as what the row is about. */
const atStart = 20;

/** Tables with a column of dependencies, or of what an achievement blocks. */
export const tableRule: Rule = (passage, plan) => {
  const { block } = passage;
  const { cells, header } = block;
  if (block.kind !== 'row' || cells === undefined || header === undefined || passage.inSubplan) return [];
  const matrix = readMatrix(passage, plan);
  if (matrix !== null) return matrix;
  const roles = columnRoles(header);
  const isOfField = !roles.some((role) => role !== null);
  if (isOfField && (passage.owner === null || cells.length < 2)) return [];
  const fieldRole = isOfField ? columnRole(cells[0]!.text) : null;
  if ((isOfField && fieldRole === null) || isForeign(passage) || isSample(passage)) return [];
  // "| Depends on | 1.1 |": a table of the fields of one achievement.
  if (fieldRole !== null) return readCell(passage, cells[1]!, passage.owner!, fieldRole, plan);
  if (cells.some(({ text }) => isSoftCell.test(text))) return [];
  if (findGroups(cells[0]!.text, plan).length > 0 && !mayHoldIds(cells[0]!.text))
    return ofPriorities(passage, roles, plan);
  const subjects = subjectsOf(cells, roles, plan);
  return cells.flatMap((cell, at) => {
    const role = roles[at] ?? null;
    return role === null ? [] : subjects.flatMap((subject) => readCell(passage, cell, subject, role, plan));
  });
};

/** A cell that says of its row that it is no real need. */
const isSoftCell = /^\W*(?:soft|optional|nice[- ]to[- ]have|weak)\W*$/i;

/** "| | 1.1 | 1.2 |" above "| 2.1 | X | |" under a heading about dependencies: the row needs the column. */
const readMatrix = (passage: Passage, plan: PlanIndex): readonly Finding[] | null => {
  const { cells = [], header = [] } = passage.block;
  const columns = header.slice(1);
  if (columns.length === 0 || !columns.every((title) => idCell.test(title)) || !idCell.test(cells[0]?.text ?? ''))
    return null;
  const words = [header[0] ?? '', ...passage.labels.map((label) => label.text)].join(' ');
  if (!/depend/i.test(words) || /conflict|parallel|independen/i.test(words)) return [];
  if (isForeign(passage) || isSample(passage)) return [];
  const row = findMentions(cells[0]!.text, plan, false)[0]?.ids ?? [];
  const isTurned = /\bblocks?\b/i.test(header[0] ?? '');
  return cells.slice(1).flatMap((cell, at) => {
    if (!/^\W*(?:x|✓|✔|✅|●|•|◆|yes|y|d|1|→|←)\W*$/iu.test(cell.text)) return [];
    const column = findMentions(plainText(columns[at] ?? '').text, plan, false)[0]?.ids ?? [];
    const evidence = evidenceAt(passage, 'table', cell.column - passage.block.lines[0]!.column);
    return isTurned ? claimEach(column, row, evidence) : claimEach(row, column, evidence);
  });
};

const idCell = /^\W*(?:achievement\s+|A|P)?\d{1,4}(?:\.\d{1,4}){1,2}\W*$/i;

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

/** "| Priority 1 | Priority 0 |": a group needs a group. */
const ofPriorities = (passage: Passage, roles: readonly ColumnRole[], plan: PlanIndex): readonly Finding[] => {
  const cells = passage.block.cells ?? [];
  const rowOf = (cell: Cell): readonly AchievementId[] =>
    findGroups(cell.text, plan).flatMap(({ which }) => (which.kind === 'priorities' ? membersOf(which, [], plan) : []));
  const own = rowOf(cells[0]!);
  return cells.flatMap((cell, at) => {
    const role = roles[at] ?? null;
    if (role === null) return [];
    const others = [...rowOf(cell), ...findMentions(plainText(cell.text).text, plan, false).flatMap(({ ids }) => ids)];
    const evidence = evidenceAt(passage, 'rule', cell.column - passage.block.lines[0]!.column);
    return role === 'needs'
      ? groupFinding(passage.text, own, others, evidence)
      : groupFinding(passage.text, others, own, evidence);
  });
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

  const mentions = findMentions(text, plan, false).filter(
    (mention) => !mention.foreign && !softBracket.test(text.slice(mention.end)),
  );
  const groupsIn = partiesIn(text, mentions, findGroups(text, plan)).filter(({ group }) => group !== null);
  const found = mentions
    .filter(({ start, end }) => !groupsIn.some((group) => start < group.end && group.start < end))
    .flatMap((mention) => ofMention(mention, subject, role, evidenceAt(passage, 'table', at(mention.start))));
  const groups = groupsIn.flatMap(({ group, without, start, void: isVoid }) => {
    if (group === null || isVoid) return [];
    const members = membersOf(group, [subject], plan).filter((id) => id !== subject && !without.includes(id));
    const evidence = evidenceAt(passage, 'rule', at(start));
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
