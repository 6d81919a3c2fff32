import type { ConflictPair } from './dispatch-rules.ts';

/**
 * The ids of a level parted into rounds: no two of a round conflict. Few rounds, the first as full as it can be; each
 * in the order of `ids`. Conflicts with ids outside `ids` do not count. The same input gives the same rounds.
 */
export const groups = <Id extends string>(ids: readonly Id[], conflicts: readonly ConflictPair<Id>[]): Id[][] => {
  const rivals = rivalsOf(ids, conflicts);
  const members = [...rivals.keys()];
  const free = members.filter((member) => rivals[member]!.size === 0);
  const rough = [free, ...colourMostHemmedInFirst(rivals)];
  return filledUp(rough, rivals).map((round) => round.map((member) => ids[member]!));
};

const rivalsOf = <Id extends string>(ids: readonly Id[], conflicts: readonly ConflictPair<Id>[]): Set<number>[] => {
  const places = new Map(ids.map((id, place) => [id, place]));
  const rivals = ids.map(() => new Set<number>());
  for (const pair of conflicts) {
    const a = places.get(pair.a);
    const b = places.get(pair.b);
    if (a === undefined || b === undefined || a === b) continue;
    rivals[a]!.add(b);
    rivals[b]!.add(a);
  }
  return rivals;
};

/**
 * Rounds for the members that have rivals. Next is always the member whose rivals take up most rounds
 * already, then the one with most rivals, then the first (Brélaz' order): two rounds wherever two are enough.
 */
const colourMostHemmedInFirst = (rivals: readonly ReadonlySet<number>[]): number[][] => {
  const closed = rivals.map(() => new Set<number>());
  const hemmedIn = (a: number, b: number): boolean => {
    const more = closed[a]!.size - closed[b]!.size || rivals[a]!.size - rivals[b]!.size;
    return more > 0 || (more === 0 && a < b);
  };
  const left = new Set([...rivals.keys()].filter((member) => rivals[member]!.size > 0));
  const rounds: number[][] = [];
  while (left.size > 0) {
    let member = -1;
    for (const one of left) if (member === -1 || hemmedIn(one, member)) member = one;
    let round = 0;
    while (closed[member]!.has(round)) round++;
    (rounds[round] ??= []).push(member);
    for (const rival of rivals[member]!) closed[rival]!.add(round);
    left.delete(member);
  }
  return rounds;
};

/** Moves members to earlier rounds where they fit, so that the first ids come first. Never makes more rounds. */
const filledUp = (rough: readonly number[][], rivals: readonly ReadonlySet<number>[]): number[][] => {
  const roundOf = new Map<number, number>();
  const rounds: number[][] = [];
  const inOrder = rough
    .filter((round) => round.length > 0)
    .map((round) => round.toSorted((a, b) => a - b))
    .sort((a, b) => a[0]! - b[0]!);
  for (const member of inOrder.flat()) {
    const closed = new Set([...rivals[member]!].map((rival) => roundOf.get(rival)));
    let round = 0;
    while (closed.has(round)) round++;
    roundOf.set(member, round);
    (rounds[round] ??= []).push(member);
  }
  return rounds.map((round) => round.sort((a, b) => a - b));
};
