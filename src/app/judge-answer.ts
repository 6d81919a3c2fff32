import type { Claim, Dependency, Evidence } from '../domain/evidence.ts';
import { compareIds } from '../domain/ids.ts';
import type { AchievementId } from '../domain/ids.ts';
import type { Plan } from '../domain/plan.ts';
import type { Answer, ProposedDependency, ProposedIndependence } from '../parallel-json/answer.ts';
import type { PersonalClaims } from '../parallel-json/personal.ts';
import { listInWords } from '../text/list-in-words.ts';
import { nearestIds } from '../text/nearest-ids.ts';
import { believed, dependencyOf, reach, wayBetween } from './plan-ways.ts';
import type { AcceptedProposal, KnownProposal, RefusalRule, RefusedProposal } from './proposal-outcome.ts';
import { statedAgainst } from './stated-against.ts';
import type { StatedOtherwise } from './stated-against.ts';
import { verifyCitation } from './verify-citation.ts';
import type { Citable } from './verify-citation.ts';

/** What is known before an answer is looked at. */
export interface Situation extends StatedOtherwise {
  readonly documents: readonly Citable[];
  /** The plan, with these proposals added to what is known. */
  readonly planWith: (proposed: PersonalClaims) => Plan;
}

/** What became of every proposal of an answer, each in the order of the answer, and what is to be added. */
export interface Judgement {
  readonly accepted: readonly AcceptedProposal[];
  readonly known: readonly KnownProposal[];
  readonly refused: readonly RefusedProposal[];
  readonly proposed: PersonalClaims;
}

/**
 * Weighs an answer. Its dependencies come first, one after the other; what it says of independence is weighed against
 * the plan that has them. Nothing stated gives way: an assumption does.
 */
export const judgeAnswer = (answer: Answer, situation: Situation): Judgement => {
  const judge = new Judge(situation);
  for (const one of answer.dependencies) judge.dependency(one);
  judge.independences(answer.independent);
  return judge.result();
};

class Judge {
  readonly #situation: Situation;
  readonly #accepted: AcceptedProposal[] = [];
  readonly #known: KnownProposal[] = [];
  readonly #refused: RefusedProposal[] = [];
  readonly #claims: Claim[] = [];
  readonly #denials: Claim[] = [];
  readonly #ids: ReadonlyMap<string, AchievementId>;
  /** What each achievement is believed to need, assumptions left out: what was accepted is added. */
  readonly #needs: Map<AchievementId, Dependency[]>;

  constructor(situation: Situation) {
    this.#situation = situation;
    const { achievements } = situation.planWith({ claims: [], denials: [] });
    this.#ids = new Map(achievements.map(({ id }) => [id, id]));
    this.#needs = new Map(achievements.map((one) => [one.id, one.dependencies.filter(believed)]));
  }

  result(): Judgement {
    return {
      accepted: this.#accepted,
      known: this.#known,
      refused: this.#refused,
      proposed: { claims: this.#claims, denials: this.#denials },
    };
  }

  dependency(one: ProposedDependency): void {
    const refuse = (rule: RefusalRule, because: string, advice: string, places: readonly Evidence[] = []): void =>
      void this.#refused.push({ ...one, rule, because, advice, places });
    const [from, on] = this.#pair(one.from, one.on, refuse) ?? [];
    if (from === undefined || on === undefined) return;
    if (from === on) {
      refuse('needs-itself', `${from} cannot need itself.`, 'Name two achievements.');
      return;
    }
    const edge = dependencyOf(this.#needs, from, on);
    if (edge !== undefined) {
      this.#known.push({ ...one, because: `It is ${edge.strength} already.`, places: edge.evidence });
      return;
    }
    const against = statedAgainst(this.#situation, from, on);
    if (against !== undefined) {
      refuse(
        against.rule,
        against.because,
        'A proposal overrides nothing that is stated: change the text if it is wrong.',
        [against.by],
      );
      return;
    }
    const way = wayBetween(this.#needs, on, from);
    if (way.length > 0) {
      const steps = way.map((step) => `${step.from} needs ${step.on}`).join(', ');
      refuse(
        'closes-cycle',
        `It would close a cycle: ${from} needs ${on}, ${steps}.`,
        'Check which of these is wrong.',
        placesOf(way),
      );
      return;
    }
    const cited = verifyCitation(one.cites, this.#situation.documents);
    if (!cited.ok) {
      refuse('unproved-citation', cited.error.message, cited.error.advice);
      return;
    }
    const { evidence, moved } = cited.value;
    this.#needs.get(from)?.push({ on, strength: 'proposed', evidence: [evidence] });
    this.#claims.push({ from, on, strength: 'proposed', evidence });
    this.#accepted.push({ ...one, evidence, remarks: movedRemark(one.cites.line, evidence, moved) });
  }

  independences(all: readonly ProposedIndependence[]): void {
    const before = this.#plan();
    const open: ProposedIndependence[] = [];
    const accepted: {
      one: ProposedIndependence;
      from: AchievementId;
      on: AchievementId;
      evidence: Evidence;
      moved: boolean;
    }[] = [];
    for (const one of all) {
      const said = { ...one, from: one.a, on: one.b };
      const refuse = (rule: RefusalRule, because: string, advice: string, places: readonly Evidence[] = []): void =>
        void this.#refused.push({ ...said, rule, because, advice, places });
      const [a, b] = this.#pair(one.a, one.b, refuse) ?? [];
      if (a === undefined || b === undefined) continue;
      if (a === b) {
        refuse('needs-itself', `${a} is the same on both sides.`, 'Name two achievements.');
        continue;
      }
      const [from, on] = dependencyOf(before, a, b) === undefined ? [b, a] : [a, b];
      const edge = dependencyOf(before, from, on);
      if (edge === undefined || accepted.some((other) => other.from === from && other.on === on)) {
        open.push(one);
        continue;
      }
      if (edge.strength !== 'assumed') {
        const isOwn = edge.strength === 'proposed';
        refuse(
          'contradicts-statement',
          `${from} needs ${on}: that is ${isOwn ? 'proposed' : edge.strength === 'rule' ? 'said for a group' : 'stated'}.`,
          isOwn ? 'Of two proposals the dependency holds; take it out of parallel.json if it is wrong.' : noPower,
          edge.evidence,
        );
        continue;
      }
      const way = wayBetween(this.#needs, from, on);
      if (way.length > 0) {
        refuse('still-ordered', stillOrdered(way), noPower, placesOf(way));
        continue;
      }
      const cited = verifyCitation(one.cites, this.#situation.documents);
      if (!cited.ok) refuse('unproved-citation', cited.error.message, cited.error.advice);
      else accepted.push({ one, from, on, ...cited.value });
    }
    for (const { from, on, evidence } of accepted) this.#denials.push({ from, on, strength: 'proposed', evidence });
    const after = accepted.length === 0 ? before : this.#plan();
    for (const { one, from, on, evidence, moved } of accepted) {
      const remarks = [...movedRemark(one.cites.line, evidence, moved), ...this.#freed(before, after, from, on)];
      this.#accepted.push({ ...one, from: one.a, on: one.b, evidence, remarks });
    }
    for (const one of open) this.#ordered(one, after);
  }

  /** A pair without an edge of its own: others may still put the two in an order. */
  #ordered(one: ProposedIndependence, plan: ReadonlyMap<AchievementId, readonly Dependency[]>): void {
    const [a, b] = [this.#ids.get(one.a), this.#ids.get(one.b)];
    if (a === undefined || b === undefined) return;
    const forward = wayBetween(plan, a, b);
    const way = forward.length > 0 ? forward : wayBetween(plan, b, a);
    const said = { ...one, from: one.a, on: one.b };
    if (way.length === 0) {
      this.#known.push({ ...said, because: 'Nothing puts the two in an order.', places: [] });
      return;
    }
    const isAssumed = way.some(({ strength }) => strength === 'assumed');
    this.#refused.push({
      ...said,
      rule: 'still-ordered',
      because: stillOrdered(way),
      advice: isAssumed ? 'Name the assumed step that does not hold.' : noPower,
      places: placesOf(way),
    });
  }

  #plan(): ReadonlyMap<AchievementId, readonly Dependency[]> {
    const { achievements } = this.#situation.planWith({ claims: this.#claims, denials: this.#denials });
    return new Map(achievements.map(({ id, dependencies }) => [id, dependencies]));
  }

  /** Everything else that `from` waited for by way of `on`, and does not wait for any more. */
  #freed(
    before: ReadonlyMap<AchievementId, readonly Dependency[]>,
    after: ReadonlyMap<AchievementId, readonly Dependency[]>,
    from: AchievementId,
    on: AchievementId,
  ): readonly string[] {
    const still = reach(after, from);
    const named = new Set(this.#denials.filter((one) => one.from === from).map((one) => one.on));
    const freed = [...reach(before, on)].filter((id) => !still.has(id) && !named.has(id)).sort(compareIds);
    return freed.length === 0 ? [] : [`With it, ${from} does not wait for ${listInWords(freed)} any more either.`];
  }

  /** Both ids, if the plan has them. */
  #pair(
    a: string,
    b: string,
    refuse: (rule: RefusalRule, because: string, advice: string) => void,
  ): readonly [AchievementId, AchievementId] | undefined {
    const [first, second] = [this.#ids.get(a), this.#ids.get(b)];
    if (first !== undefined && second !== undefined) return [first, second];
    const unknown = [...new Set([a, b])].filter((id) => !this.#ids.has(id));
    const ids = [...this.#ids.values()];
    const guesses = unknown.flatMap((id) => nearestIds(id.slice(0, 40), ids));
    refuse(
      'unknown-id',
      `This plan has no ${listInWords(
        unknown.map((id) => `"${id.slice(0, 40)}"`),
        'or',
      )}.`,
      guesses.length === 0 ? `It has ${listInWords(ids)}.` : `Did you mean ${listInWords(guesses, 'or')}?`,
    );
    return undefined;
  }
}

const noPower = 'A proposal takes away assumptions only: change the text if it is wrong.';

const stillOrdered = (way: ReturnType<typeof wayBetween>): string =>
  `One waits for the other by way of others: ${way.map((step) => `${step.from} needs ${step.on} (${step.strength})`).join(', ')}.`;

/** A line for each step, the strongest. */
const placesOf = (way: ReturnType<typeof wayBetween>): readonly Evidence[] =>
  way.flatMap(({ evidence }) => evidence.slice(0, 1));

const movedRemark = (said: number, { line }: Evidence, moved: boolean): readonly string[] =>
  moved ? [`The quoted words stand on line ${line}, not on line ${said}: corrected.`] : [];
