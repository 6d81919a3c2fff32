import type { EvidenceKind, Strength } from '../domain/evidence.ts';

const strengths: Readonly<Record<EvidenceKind, Strength>> = {
  field: 'stated',
  blocks: 'stated',
  subplan: 'stated',
  table: 'stated',
  diagram: 'stated',
  prose: 'stated',
  input: 'stated',
  rule: 'rule',
  agent: 'proposed',
  manual: 'stated',
  imported: 'proposed',
  assumption: 'assumed',
};

/** How sure an edge is that has evidence of this kind alone. */
export const strengthOf = (kind: EvidenceKind): Strength => strengths[kind];

/** All kinds of evidence. */
export const evidenceKinds = Object.keys(strengths) as readonly EvidenceKind[];
