import type { GraphView } from '../graph-view.ts';
import type { Column } from './columns.ts';
import { columnsOf } from './columns.ts';
import { drawThreads } from './draw-threads.ts';
import type { ColumnPlace } from './draw-threads.ts';
import type { Band, ConflictLine, Drawing } from './drawing.ts';
import { bandHead, bandPadding, boxHeight, boxWidth, crossRadius, railDistance } from './measures.ts';
import { orderSlots } from './order-slots.ts';
import { placeSlots } from './place-slots.ts';
import { railsOf } from './rails.ts';
import type { Rail } from './rails.ts';
import type { Fabric } from './threads.ts';
import { weave } from './threads.ts';

/**
 * Lays the graph out, its levels as columns from left to right. Two boxes never overlap, and no line passes a box. The
 * same view gives the same drawing.
 */
export const layOut = (view: GraphView): Drawing => {
  const columns = columnsOf(view);
  const fabric = weave(view, columns);
  orderSlots(fabric.columns);
  placeSlots(fabric.columns);

  const rails = fabric.columns.map((column) => railsOf(column, view.plan.conflicts));
  const places = placeColumns(
    columns,
    fabric,
    rails.map(({ lanes }) => lanes),
  );
  const bands = bandsOf(columns, places);
  const slots = fabric.columns.flat();
  const lines = drawThreads(fabric, places);
  const last = bands.at(-1);
  return {
    ...lines,
    width: last === undefined ? 0 : last.x + last.width,
    height: Math.max(bandHead, ...slots.map(({ y, id }) => y + (id === null ? 0 : boxHeight / 2))) + bandPadding,
    bands,
    boxes: slots.flatMap(({ id, column, y }) =>
      id === null ? [] : [{ id, x: places[column]?.left ?? 0, y: y - boxHeight / 2 }],
    ),
    conflicts: [
      ...rails.flatMap((each, column) => each.rails.map((rail) => railLine(rail, places[column]?.right ?? 0))),
      ...lines.conflicts,
    ],
  };
};

/** Columns from left to right, farther apart where many lines, or steep ones, have to find their way. */
const placeColumns = (columns: readonly Column[], fabric: Fabric, lanes: readonly number[]): readonly ColumnPlace[] => {
  const places: ColumnPlace[] = [];
  columns.forEach(({ level }, index) => {
    const before = places.at(-1);
    const isInside = columns[index - 1]?.level === level;
    const left = before === undefined ? bandPadding : before.railsEnd + gapAfter(fabric, index - 1, isInside);
    const right = left + boxWidth;
    const rails = lanes[index] ?? 0;
    places.push({ left, right, railsEnd: right + (rails === 0 ? 0 : 10 + rails * railDistance) });
  });
  return places;
};

const gapAfter = ({ columns, joints }: Fabric, column: number, isInsideLevel: boolean): number => {
  let lines = 0;
  let steepest = 0;
  for (const slot of columns[column] ?? []) {
    for (const { y } of slot.after) {
      lines++;
      steepest = Math.max(steepest, Math.abs(y - slot.y));
    }
  }
  const forJoints = joints.some((joint) => joint.column === column) ? 24 : 0;
  const least = isInsideLevel ? 28 : 2 * bandPadding + 28;
  return Math.round(least + forJoints + Math.min(40, lines * 1.5) + Math.min(56, steepest * 0.09));
};

const bandsOf = (columns: readonly Column[], places: readonly ColumnPlace[]): readonly Band[] => {
  const bands: Band[] = [];
  columns.forEach(({ level }, index) => {
    const place = places[index];
    if (place === undefined) return;
    const open = bands.at(-1)?.level === level ? bands.pop() : undefined;
    const x = open?.x ?? place.left - bandPadding;
    bands.push({ level, x, width: place.railsEnd + bandPadding - x });
  });
  return bands;
};

/** From below the middle of the upper box around to above the middle of the lower one. */
const railLine = ({ a, b, upper, lower, lane }: Rail, right: number): ConflictLine => {
  const offset = 14 + Math.min(lane, 4) * 4;
  const [top, bottom] = [upper.y + offset, lower.y - offset];
  const x = right + crossRadius;
  const far = right + 8 + (lane + 0.5) * railDistance;
  const path = `M${x} ${top}H${far - 4}Q${far} ${top} ${far} ${top + 4}V${bottom - 4}Q${far} ${bottom} ${far - 4} ${bottom}H${x}`;
  return {
    a,
    b,
    path,
    ends: [
      { x, y: top },
      { x, y: bottom },
    ],
  };
};
