import { gatherComponents } from './gather-components.ts';
import { bandHead, boxHeight } from './measures.ts';
import type { Slot } from './threads.ts';

const rounds = 24;

/** Least distance between the centres of two slots, one below the other. */
const distance = (upper: Slot, lower: Slot): number => {
  const boxes = Number(upper.id !== null) + Number(lower.id !== null);
  return boxes === 2 ? boxHeight + 20 : boxes === 1 ? boxHeight / 2 + 16 : 12;
};

/** How much a line wants to be straight: most where it only passes, since a bend there says nothing. */
const pull = (a: Slot, b: Slot): number =>
  a.id === null && b.id === null ? 8 : a.id === null || b.id === null ? 2 : 1;

/** Sets the height of every slot, below the heads of the bands: near its neighbours, never nearer to the next slot of its column than `distance`. */
export const placeSlots = (columns: readonly (readonly Slot[])[]): void => {
  for (const column of columns)
    settle(
      column,
      column.map(() => ({ y: 0, weight: 1 })),
    );
  const middle = (slot: Slot, sides: readonly ('before' | 'after')[]): { y: number; weight: number } => {
    let sum = 0;
    let weight = 0;
    for (const side of sides) {
      // All the lines of one side weigh as much as one: a box with ten dependents is not ten times as stiff.
      const share = 1 / Math.max(1, slot[side].size);
      for (const other of slot[side]) {
        const strength = pull(slot, other) * share;
        sum += strength * other.y;
        weight += strength;
      }
    }
    return weight === 0 ? { y: slot.y, weight: 0.05 } : { y: sum / weight, weight };
  };
  for (let round = 0; round < rounds; round++) {
    const isForward = round % 2 === 0;
    const sides =
      round >= rounds - 6 ? (['before', 'after'] as const) : isForward ? (['before'] as const) : (['after'] as const);
    for (const column of isForward ? columns : columns.toReversed()) {
      settle(
        column,
        column.map((slot) => middle(slot, sides)),
      );
    }
  }
  gatherComponents(columns, distance);
  const top = Math.min(
    ...columns.flatMap((column) => column.map((slot) => slot.y - (slot.id === null ? 0 : boxHeight / 2))),
  );
  for (const slot of columns.flat()) slot.y = Math.round(slot.y - top) + bandHead;
};

/**
 * Puts the slots of a column as near to the heights they want as their distances allow: the least sum of weighted
 * squares, by pooling neighbours that would come too near (isotonic regression).
 */
const settle = (column: readonly Slot[], wanted: readonly { readonly y: number; readonly weight: number }[]): void => {
  const offsets: number[] = [];
  column.forEach((slot, index) => {
    const upper = column[index - 1];
    offsets.push(upper === undefined ? 0 : (offsets[index - 1] ?? 0) + distance(upper, slot));
  });
  const pools: { y: number; weight: number; count: number }[] = [];
  wanted.forEach(({ y, weight }, index) => {
    let pool = { y: y - (offsets[index] ?? 0), weight, count: 1 };
    for (let above = pools.at(-1); above !== undefined && above.y > pool.y; above = pools.at(-1)) {
      pools.pop();
      const total = above.weight + pool.weight;
      pool = {
        y: (above.y * above.weight + pool.y * pool.weight) / total,
        weight: total,
        count: above.count + pool.count,
      };
    }
    pools.push(pool);
  });
  const settled = pools.flatMap(({ y, count }) => Array.from({ length: count }, () => y));
  column.forEach((slot, index) => (slot.y = (settled[index] ?? 0) + (offsets[index] ?? 0)));
};
