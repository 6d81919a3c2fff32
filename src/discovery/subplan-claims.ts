import type { PairNote } from '../domain/evidence.ts';
import type { ParsedPlan, ParsedSubplan } from '../domain/plan.ts';
import { toPassages } from './passages.ts';
import type { DocumentClaims } from './plan-claims.ts';
import { gatherFindings } from './plan-claims.ts';
import type { PlanIndex } from './plan-index.ts';
import { indexPlan } from './plan-index.ts';
import { sentenceRule } from './rules/sentence-rule.ts';
import { subplanRule } from './rules/subplan-rule.ts';

/** What SUBPLANs say: as of a PLAN, and the soft words about a pair. */
export interface SubplanClaims extends DocumentClaims {
  readonly notes: readonly PairNote[];
}

/** Everything that the SUBPLANs of a plan say about who needs whom. Statements over groups make no edges there. */
export const subplanClaims = (
  subplans: readonly ParsedSubplan[],
  plan: ParsedPlan,
  index: PlanIndex = indexPlan(plan),
): SubplanClaims => {
  const findings = subplans.flatMap(({ file, achievement, blocks }) =>
    toPassages(blocks, { file, plan: index, subplanOf: achievement }).flatMap((passage) =>
      [sentenceRule, subplanRule].flatMap((rule) => rule(passage, index)),
    ),
  );
  const claims = gatherFindings(findings);
  const edges = new Set(claims.claims.map(({ from, on }) => `${from} ${on}`));
  const notes = findings.flatMap((finding) => (finding.found === 'note' ? [finding.note] : []));
  // The strongest word about a pair holds: beside an edge a note says nothing new.
  return { ...claims, notes: notes.filter(({ from, on }) => !edges.has(`${from} ${on}`)) };
};
