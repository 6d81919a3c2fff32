import type { Evidence } from '../../domain/evidence.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import { membersOf } from '../groups.ts';
import { isVersionOf } from '../package-version.ts';
import { mayBeField } from '../label-role.ts';
import type { Passage } from '../passage.ts';
import { aboutParty, evidenceAt, isForeign, isSample, mayName, maySayNone, roleOf, saysNone } from '../passage.ts';
import type { PlanIndex } from '../plan-index.ts';
import type { Party } from '../statements.ts';

/** Fields of an achievement, in line or as a list: what it needs ("Dependencies: 1.1") and what needs it ("Blocks: 2.1"). */
export const fieldRule: Rule = (passage, plan) => {
  const { block } = passage;
  if (passage.inSubplan || block.kind === 'code' || block.kind === 'row') return [];
  if (!mayName(passage) && !maySayNone(passage)) return [];
  if (![passage.lead, ...passage.labels].some((label) => label !== null && mayBeField(label.text))) return [];
  const { owner } = passage;
  if (owner === null) return [];
  const role = roleOf(passage);
  if ((role !== 'needs' && role !== 'blocks') || isForeign(passage) || isSample(passage)) return [];
  return readField(passage, owner, role, plan);
};

const readField = (
  passage: Passage,
  owner: AchievementId,
  role: 'needs' | 'blocks',
  plan: PlanIndex,
): readonly Finding[] => {
  const kind = role === 'needs' ? 'field' : 'blocks';
  const none = saysNone(passage);
  const givenAt = (offset: number, isNone: boolean): Finding => ({
    found: 'given',
    given: { achievement: owner, what: role, none: isNone, evidence: evidenceAt(passage, kind, offset) },
  });
  // An item of a field's list says "None" only for the field if it stands alone in it; "None" elsewhere is no id either.
  if (none) return [givenAt(passage.valueStart, true)];

  const { parties, mentions, statements } = passage.reading;
  const decided = new Set(statements.flatMap(({ from, on }) => [from.start, on.start]));
  const isValue = (party: Party): boolean =>
    !decided.has(party.start) &&
    !isOnlyRemarked(passage, party, plan) &&
    !/\b(?:parallel|together|alongside|concurrently)\b[^.;]{0,20}$/i.test(
      passage.text.slice(Math.max(passage.valueStart, party.start - lookBack), party.start),
    ) &&
    !(party.start < passage.valueStart && (party.ids.includes(owner) || isHeadOfList(passage, party)));
  const found = parties
    .filter((party) => !party.void && isValue(party))
    .flatMap((party): readonly Finding[] => {
      const evidence = evidenceAt(passage, party.group === null ? kind : 'rule', party.start);
      return party.group === null
        ? idsFinding(owner, party, role, evidence)
        : ofGroup(owner, party, role, passage, plan, evidence);
    });
  const unknown = mentions
    .filter((mention) => !mention.foreign && mention.start >= passage.valueStart)
    .flatMap((mention) =>
      mention.unknown.map(({ spelled, end }): Finding => ({
        found: 'unknown',
        unknown: {
          of: owner,
          what: role,
          wanted: spelled,
          evidence: evidenceAt(passage, kind, end - spelled.length),
        },
      })),
    );
  const given = found.length > 0 || statements.length > 0 || unknown.length > 0;
  return [...found, ...unknown, ...(given ? [givenAt(passage.valueStart, false)] : [])];
};

/** "Priority 1:" above a list that names what is meant of it. */
const isHeadOfList = ({ text, valueStart }: Passage, { group }: Party): boolean =>
  group !== null && text.slice(valueStart).trim() === '';

/** Characters before an id that may be about it. */
const lookBack = 160;
const softInBrackets =
  /\([^().;]*\b(?:optional(?:ly)?|soft|nice[- ]to[- ]have|not (?:strictly )?(?:required|blocking|needed)|non-?blocking|recommended|reference only|helpful)\b[^()]*\)/i;
const softly = /\b(?:soft|optional(?:ly)?|weak(?:ly)?|helpful|nice to have|recommended)\b[^.;]{0,40}$/i;
const refusing =
  /\b(?:not|without|except|excluding|instead of|rather than|no longer|nothing from|independent of|unlike)\s+(?:(?:on|for|by|from)\s+)?$/i;
const dismissed =
  /^\s*(?:(?:is|are)\s+)?(?:not\s+(?:strictly\s+)?(?:needed|required|necessary|blocking|a blocker|a dependency)|optional|(?:only\s+)?(?:helps?|helpful|informs?)|nice to have)\b/i;

/** An id in a field that is named to say that it is no need, or only a soft one; or a version of something. */
const isOnlyRemarked = (passage: Passage, party: Party, plan: PlanIndex): boolean => {
  const { text, valueStart } = passage;
  const before = text.slice(Math.max(Math.min(valueStart, party.start), party.start - lookBack), party.start);
  const after = text.slice(party.end, party.end + 130);
  if (softInBrackets.test(aboutParty(passage, party)) || dismissed.test(after)) return true;
  if (refusing.test(before) || softly.test(before.replace(/\([^()]*\)/g, ' '))) return true;
  if (party.named || !isVersionOf(before)) return false;
  const word = /([\w.-]+)\s+$/.exec(before)?.[1]?.toLowerCase() ?? '';
  return !party.ids.some((id) => plan.titles.get(id)?.toLowerCase().includes(word) === true && word !== '');
};

const idsFinding = (
  owner: AchievementId,
  party: Party,
  role: 'needs' | 'blocks',
  evidence: Evidence,
): readonly Finding[] => {
  const self: readonly Finding[] = party.ids.includes(owner) ? [{ found: 'self', achievement: owner, evidence }] : [];
  const claims = role === 'needs' ? claimEach([owner], party.ids, evidence) : claimEach(party.ids, [owner], evidence);
  return [...claims, ...self];
};

const ofGroup = (
  owner: AchievementId,
  { group, without }: Party,
  role: 'needs' | 'blocks',
  passage: Passage,
  plan: PlanIndex,
  evidence: Evidence,
): readonly Finding[] => {
  if (group === null || group.kind === 'each') return [];
  const members = membersOf(group, [owner], plan).filter((id) => id !== owner && !without.includes(id));
  return role === 'needs'
    ? groupFinding(passage.text, [owner], members, evidence)
    : groupFinding(passage.text, members, [owner], evidence);
};
