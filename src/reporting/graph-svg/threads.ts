import type { Strength } from '../../domain/evidence.ts';
import type { AchievementId } from '../../domain/ids.ts';
import type { DrawnEdge, GraphView } from '../graph-view.ts';
import { drawnEdges } from '../graph-view.ts';
import { bundleEdges } from './bundle-edges.ts';
import type { Column } from './columns.ts';

/** A place in a column: that of a box, or one where lines pass. */
export interface Slot {
  readonly column: number;
  readonly id: AchievementId | null;
  readonly before: Set<Slot>;
  readonly after: Set<Slot>;
  /** Centre, in pixels from the top of the drawing; set by `placeSlots`. */
  y: number;
}

/** Where the lines of a bundle meet: in the gap right of `column`. */
export interface Joint {
  readonly column: number;
  readonly before: Set<Slot>;
  readonly after: Set<Slot>;
}

/** A line through the drawing, box to box, or from or to a joint. */
export interface Thread {
  readonly strength: Strength | 'conflict';
  readonly slots: readonly Slot[];
  readonly start: Joint | null;
  readonly end: Joint | null;
}

/** What an edge or a conflict is drawn with. */
export interface Tie {
  readonly from: AchievementId;
  readonly on: AchievementId;
  readonly threads: readonly Thread[];
}

export interface Fabric {
  /** By column, in the order from top to bottom. */
  readonly columns: readonly Slot[][];
  readonly threads: readonly Thread[];
  readonly joints: readonly Joint[];
  /** Drawn dependencies. */
  readonly edges: readonly (Tie & { readonly strength: Strength })[];
  /** Conflicts between different columns; `on` is the left one. */
  readonly conflicts: readonly Tie[];
}

/**
 * Turns the graph into places and lines. A line that passes a column gets a place in it, so that it never crosses a
 * box; lines of one strength from one box share their places until they part.
 */
export const weave = (view: GraphView, columns: readonly Column[]): Fabric => {
  const slotsByColumn: Slot[][] = columns.map(() => []);
  const newSlot = (column: number, id: AchievementId | null): Slot => {
    const slot: Slot = { column, id, before: new Set(), after: new Set(), y: 0 };
    slotsByColumn[column]?.push(slot);
    return slot;
  };
  const boxes = new Map(columns.flatMap(({ ids }, column) => ids.map((id) => [id, newSlot(column, id)] as const)));
  const box = (id: AchievementId): Slot => {
    const slot = boxes.get(id);
    if (slot === undefined) throw new Error(`Internal error: ${id} is drawn but stands in no level`);
    return slot;
  };

  const passing = new Map<string, Slot>();
  /** Places in the columns from `first` to `last`, shared by all that gives the same name. */
  const pass = (name: string, first: number, last: number): Slot[] => {
    const slots: Slot[] = [];
    for (let column = first; column <= last; column++) {
      const key = `${name} ${column}`;
      const slot = passing.get(key) ?? newSlot(column, null);
      passing.set(key, slot);
      slots.push(slot);
    }
    return slots;
  };

  const threads: Thread[] = [];
  const joints: Joint[] = [];
  const spin = (
    strength: Thread['strength'],
    slots: readonly Slot[],
    start: Joint | null,
    end: Joint | null,
  ): Thread => {
    const thread = { strength, slots, start, end };
    threads.push(thread);
    slots.slice(1).forEach((slot, index) => link(slots[index], slot));
    const first = slots[0];
    const last = slots.at(-1);
    if (start && first) start.after.add(first);
    if (end && last) end.before.add(last);
    return thread;
  };

  const edges = drawnEdges(view);
  const bundled = new Map<string, readonly Thread[]>();
  for (const { strength, sources, targets } of bundleEdges(edges)) {
    const column = Math.max(...sources.map((id) => box(id).column));
    const joint: Joint = { column, before: new Set(), after: new Set() };
    const name = `joint ${joints.push(joint)}`;
    const into = sources.map((id) => {
      const slot = box(id);
      return spin(strength, [slot, ...pass(`${id} ${strength}`, slot.column + 1, column)], null, joint);
    });
    const out = targets.map((id) => {
      const slot = box(id);
      return spin(strength, [...pass(name, column + 1, slot.column - 1), slot], joint, null);
    });
    sources.forEach((on, s) =>
      targets.forEach((from, t) =>
        bundled.set(
          `${from} ${on}`,
          [into[s], out[t]].filter((thread) => thread !== undefined),
        ),
      ),
    );
    for (const left of joint.before) for (const right of joint.after) link(left, right);
  }

  const trunk = trunks(
    edges.filter(({ from, on }) => !bundled.has(`${from} ${on}`) && box(from).column > box(on).column + 1),
  );
  const straight = (strength: Thread['strength'], on: AchievementId, from: AchievementId, name: string): Thread => {
    const [left, right] = [box(on), box(from)];
    return spin(strength, [left, ...pass(name, left.column + 1, right.column - 1), right], null, null);
  };
  const ties = edges.map(({ from, on, strength }) => ({
    from,
    on,
    strength,
    threads: bundled.get(`${from} ${on}`) ?? [straight(strength, on, from, trunk({ from, on, strength }))],
  }));
  const conflicts = view.plan.conflicts
    .map(({ a, b }) => (box(a).column <= box(b).column ? { on: a, from: b } : { on: b, from: a }))
    .filter(({ on, from }) => box(on).column < box(from).column)
    .map(({ on, from }) => ({ on, from, threads: [straight('conflict', on, from, `${on} x ${from}`)] }));
  return { columns: slotsByColumn.map(passingInside), threads, joints, edges: ties, conflicts };
};

/** Lines start out in the middle of their column: where nothing tells them apart, they leave half the boxes on each side. */
const passingInside = (slots: readonly Slot[]): Slot[] => {
  const boxes = slots.filter(({ id }) => id !== null);
  const half = Math.ceil(boxes.length / 2);
  return [...boxes.slice(0, half), ...slots.filter(({ id }) => id === null), ...boxes.slice(half)];
};

/**
 * The name that lines with common places share: those from one box run together until they part. Solid lines into one
 * box run together from where they meet, if they are more; dashes of different lines would fill each other's gaps.
 */
const trunks = (long: readonly DrawnEdge[]): ((edge: DrawnEdge) => string) => {
  const counts = new Map<string, number>();
  const names = ({ from, on, strength }: DrawnEdge): readonly [string, string] => [
    `${on} ${strength}`,
    `into ${from} ${strength}`,
  ];
  for (const name of long.flatMap(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (edge) => {
    const [out, into] = names(edge);
    return edge.strength === 'stated' && (counts.get(into) ?? 0) > (counts.get(out) ?? 0) ? into : out;
  };
};

const link = (left: Slot | undefined, right: Slot): void => {
  if (left === undefined) return;
  left.after.add(right);
  right.before.add(left);
};
