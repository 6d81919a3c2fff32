import type { Claim, Contradiction, Dependency, Evidence } from '../domain/evidence.ts';
import type { AchievementId } from '../domain/ids.ts';
import { compareIds } from '../domain/ids.ts';
import { compareEvidence, rankOf, strengthOf } from './evidence-rank.ts';
import type { Given, Independence } from './findings.ts';

export interface Disagreement {
  readonly dependencies: ReadonlyMap<AchievementId, readonly Dependency[]>;
  readonly denials: readonly Claim[];
  readonly independence: readonly Independence[];
  readonly given: readonly Given[];
}

/** Places that do not agree on a pair whose edge stands. One a pair and reason, in id order. */
export const findContradictions = (all: Disagreement): readonly Contradiction[] => {
  const found = [...besideIndependence(all), ...besideDenials(all), ...besideNone(all)];
  const byKey = new Map<string, Contradiction>();
  for (const one of found) {
    const key = `${one.a} ${one.b} ${one.message}`;
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, places: unique([...known.places, ...one.places]) } : one);
  }
  return [...byKey.values()].sort((x, y) => compareIds(x.a, y.a) || compareIds(x.b, y.b));
};

const unique = (places: readonly Evidence[]): readonly Evidence[] => {
  const seen = new Map(places.map((place) => [`${place.kind} ${place.file} ${place.line}`, place]));
  return [...seen.values()].sort(compareEvidence);
};

const contradiction = (
  from: AchievementId,
  on: AchievementId,
  message: string,
  places: readonly Evidence[],
): Contradiction => {
  const [a, b] = compareIds(from, on) < 0 ? [from, on] : [on, from];
  return { a, b, message, places: unique(places) };
};

/** An assumption contradicts nobody: somebody else's word silences it. */
const isSaid = ({ strength }: Dependency): boolean => strength === 'stated' || strength === 'rule';

const besideIndependence = ({ dependencies, independence }: Disagreement): readonly Contradiction[] =>
  independence.flatMap(({ between, evidence }) => {
    const side = new Map(between.flatMap((ids, at) => ids.map((id) => [id, at] as const)));
    return [...side].flatMap(([from, at]) =>
      (dependencies.get(from) ?? [])
        .filter((edge) => isSaid(edge) && (side.get(edge.on) ?? at) !== at)
        .map((edge) =>
          contradiction(from, edge.on, `${from} needs ${edge.on}, but another place puts the two side by side.`, [
            ...edge.evidence,
            evidence,
          ]),
        ),
    );
  });

const besideDenials = ({ dependencies, denials }: Disagreement): readonly Contradiction[] =>
  denials.flatMap(({ from, on, evidence }) => {
    const edge = dependencies.get(from)?.find((one) => one.on === on);
    // A proposal contradicts nobody either: it gives way.
    if (edge === undefined || !isSaid(edge) || strengthOf(evidence.kind) === 'proposed') return [];
    const against = edge.evidence.filter((one) => rankOf(one) <= rankOf(evidence));
    return [contradiction(from, on, `${from} needs ${on}, but another place denies it.`, [...against, evidence])];
  });

const besideNone = ({ dependencies, given }: Disagreement): readonly Contradiction[] => {
  const none = given.filter((one) => one.none);
  if (none.length === 0) return [];
  const needsNothing = new Map(
    none.filter(({ what }) => what === 'needs').map((one) => [one.achievement, one.evidence]),
  );
  const blocksNothing = new Map(
    none.filter(({ what }) => what === 'blocks').map((one) => [one.achievement, one.evidence]),
  );
  return [...dependencies].flatMap(([from, row]) =>
    row
      .filter(({ strength }) => strength === 'stated')
      .flatMap(({ on, evidence }): Contradiction[] => {
        const nothing = needsNothing.get(from);
        const alone = blocksNothing.get(on);
        return [
          ...(nothing
            ? [
                contradiction(from, on, `${from} needs ${on}, but another place says that it needs nothing.`, [
                  ...evidence,
                  nothing,
                ]),
              ]
            : []),
          ...(alone
            ? [
                contradiction(from, on, `${from} needs ${on}, but another place says that ${on} blocks nothing.`, [
                  ...evidence,
                  alone,
                ]),
              ]
            : []),
        ];
      }),
  );
};
