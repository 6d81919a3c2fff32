import type { Claim, Dependency, Evidence } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { ParsedPlan } from '../domain/plan.ts';
import type { Place, Problem } from '../domain/problem.ts';
import type { Assumptions } from './assumptions.ts';
import type { UnknownId } from './findings.ts';
import { nearestIds } from '../text/nearest-ids.ts';
import type { DocumentClaims } from './plan-claims.ts';
import type { PlanIndex } from './plan-index.ts';

/** Steps of a cycle that its message spells out; `related` has them all. */
const shownSteps = 12;

const placeOf = ({ file, line, column }: Evidence): Place => ({ file, line, column });

const rangeOf = ({ ids }: PlanIndex): string =>
  ids.length === 0
    ? 'This plan has no achievements.'
    : ids.length === 1
      ? `This plan has ${ids[0]} only.`
      : `This plan has ${ids.length} achievements, ${ids[0]} to ${ids.at(-1)}.`;

/** Ids that a PLAN (error) or SUBPLAN (warning) names as dependencies and the plan does not have. */
export const unknownProblems = (
  unknown: readonly UnknownId[],
  index: PlanIndex,
  isPlan: boolean,
): readonly Problem[] => {
  const seen = new Set<string>();
  return unknown.flatMap(({ of, what, wanted, evidence }): Problem[] => {
    const key = `${of} ${wanted} ${evidence.file} ${evidence.line}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const nearest = nearestIds(
      wanted,
      index.ids.filter((id) => id !== of),
    );
    const guess = nearest.length === 0 ? '' : `Did you mean ${nearest.join(' or ')}? `;
    const verb = what === 'needs' ? 'depends on' : 'blocks';
    return [
      {
        rule: 'unknown-dependency',
        severity: isPlan ? 'error' : 'warning',
        at: { ...placeOf(evidence), length: wanted.length },
        message: `Achievement ${of} ${verb} ${wanted}, which this plan does not have.`,
        advice: guess + rangeOf(index),
      },
    ];
  });
};

/** Achievements that name themselves as their dependency. */
export const selfProblems = (selves: DocumentClaims['selves']): readonly Problem[] =>
  selves.map(({ achievement, evidence }) => ({
    rule: 'self-dependency',
    severity: 'error',
    at: placeOf(evidence),
    message: `Achievement ${achievement} depends on itself.`,
    advice: `Take ${achievement} out of its own dependencies.`,
  }));

/** One error a cycle, at the first place that states one of its edges: its path, and every other place. */
export const cycleProblems = (
  cycles: readonly (readonly AchievementId[])[],
  dependencies: ReadonlyMap<AchievementId, readonly Dependency[]>,
  plan: ParsedPlan,
): readonly Problem[] =>
  cycles.map((cycle) => {
    const steps = cycle.map((from, at) => {
      const on = cycle[(at + 1) % cycle.length]!;
      return { from, on, evidence: dependencies.get(from)?.find((edge) => edge.on === on)?.evidence ?? [] };
    });
    const shown = steps.slice(0, shownSteps).map(({ from, on }) => `${from} needs ${on}`);
    const more = steps.length > shownSteps ? `, and ${steps.length - shownSteps} more steps back to ${cycle[0]}` : '';
    const first = steps.flatMap(({ evidence }) => evidence)[0];
    return {
      rule: 'dependency-cycle',
      severity: 'error',
      at: first ? placeOf(first) : { file: plan.file },
      message: `The dependencies form a cycle: ${shown.join(', ')}${more}.`,
      advice: 'Take one of these dependencies out of the text that states it.',
      // The first is where the problem itself stands.
      related: steps.flatMap(({ from, on, evidence }) =>
        evidence
          .filter((one) => one !== first)
          .map((one) => ({ at: placeOf(one), message: `${from} needs ${on} (${one.kind}): ${one.text}` })),
      ),
    };
  });

/** Assumed edges that were left out because the plan states the opposite order. */
export const leftOutProblems = (leftOut: Assumptions['leftOut']): readonly Problem[] =>
  leftOut.map(({ from, on, evidence }) => ({
    rule: 'assumption-left-out',
    severity: 'info',
    at: placeOf(evidence),
    message: `Achievement ${from} is not assumed to wait for ${on}, because ${on} needs ${from}.`,
    advice: `Give ${from} a Dependencies field to say what it needs.`,
  }));

/** Statements over groups that were not expanded to all their pairs. */
export const shortenedProblems = (shortened: DocumentClaims['shortened']): readonly Problem[] =>
  shortened.map(({ text, evidence }) => ({
    rule: 'too-many-group-pairs',
    severity: 'warning',
    at: placeOf(evidence),
    message: `"${text}" is said of so many achievements that each is taken to need only the nearest of the others.`,
    advice: 'Say it of smaller groups, or give the achievements Dependencies fields.',
  }));

/** Recorded dependencies of achievements that the plan does not have any more. */
export const recordedProblems = (claims: readonly Claim[], index: PlanIndex): readonly Problem[] =>
  claims
    .filter(({ from, on }) => !index.order.has(from) || !index.order.has(on))
    .map(({ from, on, evidence }) => ({
      rule: 'recorded-dependency-unknown',
      severity: 'warning',
      at: placeOf(evidence),
      message: `A recorded dependency of ${from} on ${on} is left out, because this plan does not have ${index.order.has(from) ? on : from}.`,
      advice: 'Take it out of the file, or give the achievement back to the plan.',
    }));
