import type { Slot } from './threads.ts';

/**
 * Moves what hangs together as a whole towards the middle of the largest piece, as far as the other pieces leave room:
 * small pieces would float far above or below it. Nothing bends and no order changes. `distance` is the least one
 * between two slots of a column, one below the other.
 */
export const gatherComponents = (
  columns: readonly (readonly Slot[])[],
  distance: (upper: Slot, lower: Slot) => number,
): void => {
  const above = new Map<Slot, Slot>();
  const below = new Map<Slot, Slot>();
  for (const column of columns) {
    column.forEach((slot, index) => {
      const upper = column[index - 1];
      if (upper === undefined) return;
      above.set(slot, upper);
      below.set(upper, slot);
    });
  }
  const components = componentsOf(columns);
  const largest = components.reduce(
    (best, component) => (component.size > best.size ? component : best),
    new Set<Slot>(),
  );
  const centre = middle(largest);
  const distanceToCentre = (component: ReadonlySet<Slot>): number => Math.abs(middle(component) - centre);
  for (let round = 0; round < 3; round++) {
    for (const component of components.toSorted((a, b) => distanceToCentre(a) - distanceToCentre(b))) {
      const wanted = centre - middle(component);
      let room = Math.abs(wanted);
      for (const slot of component) {
        const upper = wanted < 0 ? above.get(slot) : slot;
        const lower = wanted < 0 ? slot : below.get(slot);
        const other = upper === slot ? lower : upper;
        if (upper === undefined || lower === undefined || other === undefined || component.has(other)) continue;
        room = Math.min(room, Math.max(0, lower.y - upper.y - distance(upper, lower)));
      }
      for (const slot of component) slot.y += Math.sign(wanted) * room;
    }
  }
};

const middle = (component: ReadonlySet<Slot>): number => {
  const heights = [...component].map(({ y }) => y);
  return heights.length === 0 ? 0 : (Math.min(...heights) + Math.max(...heights)) / 2;
};

const componentsOf = (columns: readonly (readonly Slot[])[]): readonly ReadonlySet<Slot>[] => {
  const seen = new Set<Slot>();
  return columns.flat().flatMap((first) => {
    if (seen.has(first)) return [];
    const component = new Set([first]);
    // A set grows while it is walked, and the walk goes on to what was added.
    for (const slot of component) for (const other of [...slot.before, ...slot.after]) component.add(other);
    for (const slot of component) seen.add(slot);
    return [component];
  });
};
