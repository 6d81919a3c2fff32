import type { Claim, GroupStatement } from '../domain/evidence.ts';
import type { ParsedPlan } from '../domain/plan.ts';
import type { Finding, Given, Independence, Pairs, Rule, UnknownId } from './findings.ts';
import { toPassages } from './passages.ts';
import type { PlanIndex } from './plan-index.ts';
import { indexPlan } from './plan-index.ts';
import { chainRule } from './rules/chain-rule.ts';
import { diagramRule } from './rules/diagram-rule.ts';
import { fieldRule } from './rules/field-rule.ts';
import { independenceRule } from './rules/independence-rule.ts';
import { inputRule } from './rules/input-rule.ts';
import { orderRule } from './rules/order-rule.ts';
import { sentenceRule } from './rules/sentence-rule.ts';
import { tableRule } from './rules/table-rule.ts';

const rules: readonly Rule[] = [
  fieldRule,
  tableRule,
  diagramRule,
  sentenceRule,
  chainRule,
  orderRule,
  inputRule,
  independenceRule,
];

/** What a document says about dependencies, nothing weighed yet. */
export interface DocumentClaims {
  /** Group statements included, as claims of kind `rule`. */
  readonly claims: readonly Claim[];
  readonly denials: readonly Claim[];
  readonly groupStatements: readonly GroupStatement[];
  /** Those over so many achievements that each is taken to need only the nearest ones. */
  readonly shortened: readonly GroupStatement[];
  readonly independence: readonly Independence[];
  readonly given: readonly Given[];
  readonly unknown: readonly UnknownId[];
  readonly selves: readonly { readonly achievement: Claim['from']; readonly evidence: Claim['evidence'] }[];
}

/** Pairs that one statement over groups is expanded to at most; beyond, each needs only the nearest ones. */
const mostPairs = 4_000_000;

/** Everything that the PLAN itself says about who needs whom. */
export const planClaims = (plan: ParsedPlan, index: PlanIndex = indexPlan(plan)): DocumentClaims =>
  gatherFindings(
    toPassages(plan.blocks, { file: plan.file, plan: index, subplanOf: null }).flatMap((passage) =>
      rules.flatMap((rule) => rule(passage, index)),
    ),
  );

/** Sorts findings by what they are; of two claims that differ only in their column the first stays. */
export const gatherFindings = (findings: readonly Finding[]): DocumentClaims => {
  const claims = new Map<string, Claim>();
  const denials = new Map<string, Claim>();
  const groups = new Map<string, { group: GroupStatement; pairs: Pairs }>();
  const add = (into: Map<string, Claim>, claim: Claim): void => {
    const { from, on, evidence } = claim;
    const key = `${from} ${on} ${evidence.kind} ${evidence.line} ${evidence.file}`;
    if (!into.has(key)) into.set(key, claim);
  };
  for (const finding of findings) {
    if (finding.found === 'claim') add(claims, finding.claim);
    else if (finding.found === 'denial') add(denials, finding.claim);
    else if (finding.found === 'group') {
      const { group, pairs } = finding;
      for (const claim of expandGroup(group, pairs)) add(finding.denied ? denials : claims, claim);
      if (!finding.denied)
        groups.set(`${group.evidence.line} ${group.from.join()} ${group.on.join()}`, { group, pairs });
    }
  }
  const of = <Kind extends Finding['found']>(kind: Kind): Extract<Finding, { found: Kind }>[] =>
    findings.filter((finding): finding is Extract<Finding, { found: Kind }> => finding.found === kind);
  return {
    claims: [...claims.values()],
    denials: [...denials.values()],
    groupStatements: [...groups.values()].map(({ group }) => group),
    // Said of all earlier ones, the short form is the same order.
    shortened: [...groups.values()].flatMap(({ group, pairs }) =>
      pairs === 'each' && isTooWide(group) ? [group] : [],
    ),
    independence: of('independence').map(({ independence }) => independence),
    given: of('given').map(({ given }) => given),
    unknown: of('unknown').map(({ unknown }) => unknown),
    selves: of('self').map(({ achievement, evidence }) => ({ achievement, evidence })),
  };
};

const isTooWide = ({ from, on }: GroupStatement): boolean => from.length * on.length > mostPairs;

const expandGroup = (group: GroupStatement, pairs: Pairs): readonly Claim[] => {
  const { from, on, evidence } = group;
  const claim = (a: Claim['from'], b: Claim['on']): Claim => ({ from: a, on: b, strength: 'rule', evidence });
  if (pairs === 'in step') return from.map((a, at) => claim(a, on[at]!));
  const many = isTooWide(group);
  if (pairs === 'earlier') {
    // Each after all before it is the same order as each after the one before it; only the short form fits a huge plan.
    return from.flatMap((a, at) =>
      (many ? on.slice(Math.max(0, at - 1), at) : on.slice(0, at)).map((b) => claim(a, b)),
    );
  }
  const nearest = many ? on.slice(-Math.max(1, Math.floor(mostPairs / from.length))) : on;
  return from.flatMap((a) => nearest.flatMap((b) => (a === b ? [] : [claim(a, b)])));
};
