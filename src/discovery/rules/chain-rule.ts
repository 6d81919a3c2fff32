import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import { arrowLinks } from '../arrow-chain.ts';
import { findGroups, membersOf } from '../groups.ts';
import { isAboutDependencies } from '../label-role.ts';
import type { Mention } from '../mentions.ts';
import { findMentions } from '../mentions.ts';
import type { Passage } from '../passage.ts';
import { evidenceAt, isForeign, isSample } from '../passage.ts';
import type { PlanIndex } from '../plan-index.ts';

const anyArrow = /\d > \d|[→⇒➔➜➡⟶►▶↦←⇐⟵]|[-=]>|<[-=]/u;
const namedArrow = /[→⇒➔➜➡⟶►▶↦←⇐⟵]|[-=]>|<[-=]/u;
const renamed =
  /\b(?:renumber\w*|renam\w+|moved?|was|were|formerly|split|merged into|replac\w+|upgrad\w+|changed|updated|became|version|v\d|maps?|mapping|mapped|coverage|errors?|failures?|latency|average|mean|median|score|rate|ratio|speed\w*|dropp?\w*|rose|fell|grew|increas\w+|decreas\w+|improv\w+|reduc\w+|circular|cyclic|cycle|for (?:example|instance)|such as|e\.g)\b|\?\s*$/i;
/** "1.1 > 1.2" compares, unless it stands in an order. */
const isOrdered = /critical path|\border\b|sequence/i;

/** Arrows between ids in running text or in a cell: "Critical path: 2.1 → 2.2 → 2.3". */
export const chainRule: Rule = (passage, plan) => {
  const { block, text } = passage;
  if (block.kind === 'code' || passage.inSubplan || !/\d/.test(text) || !anyArrow.test(text)) return [];
  if (isForeign(passage) || isSample(passage) || renamed.test(text)) return [];
  if (!namedArrow.test(text) && !isOrdered.test(text)) return [];
  if (block.kind === 'row')
    return (block.cells ?? []).flatMap((cell) =>
      linksIn(passage, cell.text, findMentions(cell.text, plan, false), cell.column - block.lines[0]!.column, plan),
    );
  return linksIn(passage, text, passage.mentions, 0, plan);
};

const linksIn = (
  passage: Passage,
  text: string,
  mentions: readonly Mention[],
  shift: number,
  plan: PlanIndex,
): readonly Finding[] => {
  if (!anyArrow.test(text)) return [];
  const words = [text, ...passage.labels.map((label) => label.text)];
  const isOrder = words.some((word) =>
    /critical path|\border\b|sequen|\bthen\b|execution|timeline|roadmap/i.test(word),
  );
  const meansNeeds = !isOrder && words.some(isAboutDependencies);
  const kind = passage.block.kind === 'row' ? 'table' : 'prose';
  const named = arrowLinks(text, mentions, meansNeeds).flatMap(({ before, next, at }) =>
    claimEach(next, before, evidenceAt(passage, kind, shift + at)),
  );
  return [...named, ...prioritiesIn(passage, text, shift, plan)];
};

/** "Priority 0 → Priority 1": the group of the right side needs that of the left one. */
const prioritiesIn = (passage: Passage, text: string, shift: number, plan: PlanIndex): readonly Finding[] => {
  const groups = findGroups(text, plan).filter(({ which }) => which.kind === 'priorities');
  return groups.slice(1).flatMap((group, at) => {
    const before = groups[at]!;
    if (!/^(?:\s*\([^()]*\))?[\s✅]*(?:→|-+>|⇒|=>|➔|➜)\s*$/u.test(text.slice(before.end, group.start))) return [];
    const evidence = evidenceAt(passage, 'rule', shift + before.start);
    return groupFinding(text, membersOf(group.which, [], plan), membersOf(before.which, [], plan), evidence);
  });
};
