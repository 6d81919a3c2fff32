import type { AchievementId } from '../../domain/ids.ts';
import { compareIds } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { claimEach } from '../findings.ts';
import type { LabelRole } from '../label-role.ts';
import { labelRole } from '../label-role.ts';
import type { Mention } from '../mentions.ts';
import { mayHoldIds } from '../mentions.ts';
import { isVersionOf } from '../package-version.ts';
import type { Passage } from '../passage.ts';
import { aboutParty, evidenceAt, isForeign, isSample, maySayNone, roleOf, saysNone } from '../passage.ts';
import { plainText } from '../plain-text.ts';
import type { PlanIndex } from '../plan-index.ts';
import type { Party } from '../statements.ts';
import { readStatements } from '../statements.ts';

/** Words that soften what a label says; in brackets they only tell a purpose, but for the plainest of them. */
const softWords =
  /\b(?:optional(?:ly)?|soft|helpful|nice to have|can (?:provide|help|inform|be used)|could|may|might|builds? (?:up)?on|for reference|similar|enables?|integrates?|not (?:required|blocking|a blocker|needed)|non-?blocking|understanding|familiarity|knowledge|recommended|informs?|insights?)\b/i;
const softInBrackets =
  /\([^()]*\b(?:optional|soft|nice to have|not (?:required|blocking|needed)|non-?blocking|recommended|for reference only|reference only|helpful)\b[^()]*\)/i;
const hardInBrackets =
  /^[^()[\]]*[([](?:[^()]*,\s*|a\s+|is\s+|hard\s+)?(?:pre-?requisites?|requirement|required(?: first)?|dependency|must be (?:complete|done)\w*|blockers?|blocking)\b(?!\s+for)[^()]{0,20}[)\]]/i;
const softPhrase =
  /\b(?:from|based (?:up)?on|builds? (?:up)?on|using|uses?|enables?|enabling|unlocks?|ready for|next|input|data|integrat\w+|reference|comparison|compare\w*|extends?|leverag\w+|foundation for|works with|reuse\w*|pattern)\b/i;
/** A cell that says of its row that it is no real need. */
const softCell = /^\W*(?:soft|optional|nice[- ]to[- ]have|weak)\W*$/i;
const looksAhead =
  /\b(?:enabl|unlock|ready|next|future|follow|foundation for|support|used by|feeds|consumer|downstream)/i;

/** What a SUBPLAN states about its own achievement and others: hard words give edges, soft ones notes. */
export const subplanRule: Rule = (passage, plan) => {
  const { block, owner } = passage;
  if (!passage.inSubplan || owner === null || block.kind === 'code') return [];
  const isNone = maySayNone(passage) && saysNone(passage);
  if (!isNone && !mayHoldIds(passage.text)) return [];
  if (!isNone && block.kind !== 'row' && !namesOthers(passage, owner)) return [];
  if (isForeign(passage) || isSample(passage)) return [];
  const role = roleOf(passage);
  if (block.kind === 'row') return readRow(passage, owner, role, plan);
  const given = (none: boolean): Finding => ({
    found: 'given',
    given: {
      achievement: owner,
      what: role === 'blocks' ? 'blocks' : 'needs',
      none,
      evidence: evidenceAt(passage, 'subplan', passage.valueStart),
    },
  });
  if ((role === 'needs' || role === 'blocks') && isNone) return [given(true)];

  const { parties, statements, mentions } = passage.reading;
  const decided = new Set(statements.flatMap(({ from, on }) => [from.start, on.start]));
  const open = parties.filter(
    (party) => !party.void && party.group === null && !decided.has(party.start) && isOurs(party, passage, plan),
  );
  const found = [
    ...open.flatMap((party) => readParty(party, passage, owner, role)),
    ...unknownIn(mentions, passage, owner, role),
  ];
  const hard = found.some((finding) => finding.found === 'claim' && finding.claim.from === owner);
  return hard ? [...found, given(false)] : found;
};

/** Most ids in a SUBPLAN are its own. */
const namesOthers = ({ reading }: Passage, owner: AchievementId): boolean =>
  reading.parties.some((party) => party.ids.some((id) => id !== owner)) ||
  reading.mentions.some(({ unknown }) => unknown.length > 0);

const readParty = (party: Party, passage: Passage, owner: AchievementId, role: LabelRole): readonly Finding[] => {
  const { text } = passage;
  const evidence = evidenceAt(passage, 'subplan', party.start);
  const others = party.ids.filter((id) => id !== owner);
  const outside = text.replace(/\([^()]*\)/g, ' ');
  const isSoft = softWords.test(outside) || softInBrackets.test(aboutParty(passage, party));
  const isVersion =
    !party.named &&
    isVersionOf(text.slice(Math.max(Math.min(passage.valueStart, party.start), party.start - 160), party.start));
  if ((role === 'needs' || role === 'blocks') && !isSoft && !isVersion) {
    return role === 'needs' ? claimEach([owner], others, evidence) : claimEach(others, [owner], evidence);
  }
  if (hardInBrackets.test(text.slice(party.start))) return claimEach([owner], others, evidence);
  if (role === 'aside' || (role !== 'soft' && role !== 'needs' && role !== 'blocks' && !softPhrase.test(text)))
    return [];
  const words = [text, passage.lead?.text ?? '', passage.labels[0]?.text ?? ''].join(' ');
  return others.map((id): Finding => {
    const ahead = looksAhead.test(words) && compareIds(owner, id) < 0;
    return { found: 'note', note: ahead ? { from: id, on: owner, evidence } : { from: owner, on: id, evidence } };
  });
};

const unknownIn = (
  mentions: readonly Mention[],
  passage: Passage,
  owner: AchievementId,
  role: LabelRole,
): readonly Finding[] =>
  role !== 'needs' && role !== 'blocks'
    ? []
    : mentions
        .filter((mention) => mention.named && !mention.foreign)
        .flatMap(({ unknown }) =>
          unknown.map(({ spelled, end }): Finding => ({
            found: 'unknown',
            unknown: {
              of: owner,
              what: role,
              wanted: spelled,
              evidence: evidenceAt(passage, 'subplan', end - spelled.length),
            },
          })),
        );

/** Under "parent work" plans list achievements of the plan above them: an id is ours only if its title fits. */
const isOurs = (party: Party, passage: Passage, plan: PlanIndex): boolean => {
  if (!passage.labels.some((label) => /\bparent\b/i.test(label.text))) return true;
  const words = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  const said = new Set(words(passage.text));
  return party.ids.every((id) => {
    const title = words(plan.titles.get(id) ?? '');
    return title.length === 0 || title.filter((word) => said.has(word)).length * 2 >= title.length;
  });
};

/** What the first cell of a row may stand for: the words of its header. */
const titleOfSubjects = /achievement|subplan|depend|requires|prerequisite|needs|blocks|^id$/i;

/**
 * A table under "Dependencies": the first cell of a row names what is meant, or what the row says ("Upstream"), as in a
 * table of fields.
 */
const readRow = (passage: Passage, owner: AchievementId, role: LabelRole, plan: PlanIndex): readonly Finding[] => {
  const { cells = [], header } = passage.block;
  const ownRole = labelRole(plainText(cells[0]?.text ?? '').text);
  const isField = (ownRole === 'needs' || ownRole === 'blocks') && !/\d\.\d/.test(cells[0]?.text ?? '');
  const used = isField ? ownRole : role;
  const cell = isField ? cells.slice(1).find(({ text }) => mayHoldIds(text)) : cells[0];
  if (cell === undefined || (used !== 'needs' && used !== 'blocks')) return [];
  if (!isField && !titleOfSubjects.test(header?.[0] ?? '')) return [];
  if (cells.some(({ text }) => softCell.test(text))) return [];
  const { parties } = readStatements(cell.text, owner, plan, true);
  const shift = cell.column - passage.block.lines[0]!.column;
  return parties
    .filter((party) => !party.void && party.group === null)
    .flatMap((party) => {
      const evidence = evidenceAt(passage, 'subplan', shift + party.start);
      return used === 'needs' ? claimEach([owner], party.ids, evidence) : claimEach(party.ids, [owner], evidence);
    });
};
