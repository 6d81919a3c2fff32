import type { BudgetLimits, NodeId } from '../../domain/run.ts';
import { allTokens } from '../../journal/amounts.ts';
import type { AttemptRun, RunState } from '../../journal/run-state.ts';
import { spentBy } from './spent.ts';
import type { Spent } from './spent.ts';

/** A limit that is reached or passed. */
export interface BudgetReached {
  readonly unit: 'usd' | 'tokens';
  readonly limit: number;
  readonly spent: number;
  /** The attempt whose own limit it is; null: that of the run. */
  readonly attempt: { readonly node: NodeId; readonly number: number } | null;
}

export interface BudgetState {
  readonly limits: BudgetLimits;
  readonly run: Spent;
  readonly levels: ReadonlyMap<number, Spent>;
  readonly nodes: ReadonlyMap<NodeId, Spent>;
  /** Those of the run first. */
  readonly reached: readonly BudgetReached[];
  /**
   * What is left of the run's limit, never less than nothing; null where there is none. What runs at this moment has not
   * said yet what of it is used up.
   */
  readonly leftUsd: number | null;
  readonly leftTokens: number | null;
}

/** What a run has cost so far, in all and in its parts, and which limits that reaches. */
export const budgetState = (state: RunState, limits: BudgetLimits): BudgetState => {
  const byLevel = new Map<number, AttemptRun[]>();
  const nodes = new Map<NodeId, Spent>();
  const all: AttemptRun[] = [];
  const overLimit: BudgetReached[] = [];
  for (const [id, { node, attempts }] of state.nodes) {
    const level = byLevel.get(node.level);
    if (level === undefined) byLevel.set(node.level, [...attempts]);
    else level.push(...attempts);
    all.push(...attempts);
    nodes.set(id, spentBy(attempts));
    for (const attempt of attempts) overLimit.push(...attemptReached(id, attempt, limits));
  }
  const run = spentBy(all);
  const ofRun = reached(run, limits.runUsd, limits.runTokens).map((one) => ({ ...one, attempt: null }));
  return {
    limits,
    run,
    levels: new Map([...byLevel].map(([level, attempts]) => [level, spentBy(attempts)])),
    nodes,
    reached: [...ofRun, ...overLimit],
    leftUsd: leftOf(limits.runUsd, run.usd),
    leftTokens: leftOf(limits.runTokens, tokensOf(run)),
  };
};

const attemptReached = (node: NodeId, attempt: AttemptRun, limits: BudgetLimits): readonly BudgetReached[] =>
  // An attempt may use what it is given: only more than that is too much.
  reached(spentBy([attempt]), limits.attemptUsd, limits.attemptTokens)
    .filter(({ spent, limit }) => spent > limit)
    .map((one) => ({ ...one, attempt: { node, number: attempt.number } }));

const reached = (
  spent: Spent,
  usd: number | null,
  tokens: number | null,
): readonly Omit<BudgetReached, 'attempt'>[] => {
  const used = tokensOf(spent);
  return [
    ...(usd !== null && spent.usd !== null && spent.usd >= usd
      ? [{ unit: 'usd' as const, limit: usd, spent: spent.usd }]
      : []),
    ...(tokens !== null && used !== null && used >= tokens
      ? [{ unit: 'tokens' as const, limit: tokens, spent: used }]
      : []),
  ];
};

const tokensOf = ({ tokens }: Spent): number | null => (tokens === null ? null : allTokens(tokens));

const leftOf = (limit: number | null, spent: number | null): number | null =>
  limit === null ? null : Math.max(0, limit - (spent ?? 0));
