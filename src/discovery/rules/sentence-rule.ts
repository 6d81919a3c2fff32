import type { Evidence } from '../../domain/evidence.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { Finding, Rule } from '../findings.ts';
import { claimEach, groupFinding } from '../findings.ts';
import type { Passage } from '../passage.ts';
import { evidenceAt, isForeign, isSample, mayName, roleOf, saysNone } from '../passage.ts';
import type { PlanIndex } from '../plan-index.ts';
import { scopeOfEach } from '../scope-of-each.ts';
import type { Statement } from '../statements.ts';
import { mayHoldStatement } from '../statements.ts';

/** Sentences that name ids or groups: "2.1 needs 1.3 complete", "Priority 3 depends on Priority 2". */
export const sentenceRule: Rule = (passage, plan) => {
  const { block } = passage;
  if (block.kind === 'code' || block.kind === 'row' || block.kind === 'heading') return [];
  if (!mayHoldStatement(passage.text) || !mayName(passage)) return [];
  const { statements } = passage.reading;
  if (statements.length === 0 || isForeign(passage) || isSample(passage)) return [];
  // "None (can follow 1.1)": what stands behind a None orders nothing; only a denial is still heard.
  const role = roleOf(passage);
  const isNone = (role === 'needs' || role === 'blocks') && saysNone(passage);
  const saysTogether = /\b(?:both|all)\b/i.test(passage.text);
  return statements
    .filter(({ denied }) => denied || !isNone)
    .flatMap((statement) => {
      if (statement.from.group === null && statement.on.group === null)
        return betweenIds(statement, passage, saysTogether);
      // Statements over groups make no edges in a SUBPLAN.
      return passage.inSubplan ? [] : betweenGroups(statement, passage, plan);
    });
};

const betweenIds = ({ from, on, denied }: Statement, passage: Passage, saysTogether: boolean): readonly Finding[] => {
  const role = roleOf(passage);
  const inField = (from.implicit && role === 'needs') || (on.implicit && role === 'blocks');
  const kind = passage.inSubplan ? 'subplan' : !inField ? 'prose' : role === 'needs' ? 'field' : 'blocks';
  const evidence = evidenceAt(passage, kind, on.implicit ? from.start : on.start);
  const together = !denied && from.ids.length > 1 && saysTogether;
  // A SUBPLAN that says what its own achievement needs gives its dependencies.
  const isOwn = passage.inSubplan && !denied && passage.owner !== null && from.ids.includes(passage.owner);
  return [
    ...(isOwn ? [givenBy(passage.owner, evidence)] : []),
    ...claimEach(from.ids, on.ids, evidence, denied ? 'denial' : 'claim'),
    // "3.2 and 3.3 both follow 2.3" puts the two side by side.
    ...(together
      ? [
          besideEachOther(
            from.ids.map((id) => [id]),
            evidence,
          ),
        ]
      : []),
  ];
};

const givenBy = (achievement: AchievementId, evidence: Evidence): Finding => ({
  found: 'given',
  given: { achievement, what: 'needs', none: false, evidence },
});

const besideEachOther = (between: readonly (readonly AchievementId[])[], evidence: Evidence): Finding => ({
  found: 'independence',
  independence: { between, evidence },
});

const betweenGroups = ({ from, on, denied }: Statement, passage: Passage, plan: PlanIndex): readonly Finding[] => {
  const evidence = evidenceAt(passage, 'rule', on.implicit ? from.start : on.start);
  if (on.group?.kind === 'each' && from.group?.kind === 'next') {
    const scope = scopeOfEach(passage, plan);
    return scope === null
      ? []
      : groupFinding(passage.text, scope.slice(1), scope.slice(0, -1), evidence, { denied, pairs: 'in step' });
  }
  if (from.group?.kind !== 'each') return groupFinding(passage.text, from.ids, on.ids, evidence, { denied });
  const scope = scopeOfEach(passage, plan);
  if (scope === null) return [];
  if (on.group?.kind === 'previous')
    return groupFinding(passage.text, scope.slice(1), scope.slice(0, -1), evidence, { denied, pairs: 'in step' });
  if (on.group?.kind === 'earlier')
    return groupFinding(passage.text, scope, scope, evidence, { denied, pairs: 'earlier' });
  return groupFinding(
    passage.text,
    scope.filter((id) => !on.ids.includes(id)),
    on.ids,
    evidence,
    { denied },
  );
};
