import type { Evidence, EvidenceKind, Strength } from '../domain/evidence.ts';

/** The order of belief, strongest first. A denial removes only evidence that ranks behind its own kind. */
const ranks: Readonly<Record<EvidenceKind, number>> = {
  manual: 0,
  field: 1,
  blocks: 1,
  table: 1,
  subplan: 2,
  diagram: 3,
  prose: 4,
  input: 4,
  rule: 5,
  agent: 6,
  imported: 6,
  assumption: 7,
};

export const rankOf = (evidence: Evidence): number => ranks[evidence.kind];

/** The strength that evidence of a kind gives an edge. */
export const strengthOf = (kind: EvidenceKind): Strength => {
  switch (kind) {
    case 'rule':
      return 'rule';
    case 'agent':
    case 'imported':
      return 'proposed';
    case 'assumption':
      return 'assumed';
    default:
      return 'stated';
  }
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Strongest kind first, then by kind, file, line and column. */
export const compareEvidence = (a: Evidence, b: Evidence): number =>
  rankOf(a) - rankOf(b) || byText(a.kind, b.kind) || byText(a.file, b.file) || a.line - b.line || a.column - b.column;
