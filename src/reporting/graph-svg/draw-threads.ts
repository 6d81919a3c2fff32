import type { AchievementId } from '../../domain/ids.ts';
import type { Drawing, Point } from './drawing.ts';
import { arrowLength, boxHeight, crossRadius } from './measures.ts';
import type { Fabric, Joint, Slot, Thread, Tie } from './threads.ts';

/** Where a column stands: its boxes, and where lines may bend behind it, right of the rails of its conflicts. */
export interface ColumnPlace {
  readonly left: number;
  readonly right: number;
  readonly railsEnd: number;
}

/** A thread from its first point on; `body` is a path without that point. */
interface Trace {
  readonly start: Point;
  readonly body: string;
  readonly end: Point;
}

/** Between two joints of one gap, and between the arrows that reach one box. */
const jointDistance = 18;
const portDistance = 11;
/** Below the middle of a box, where arrows come and go. */
const conflictOffset = boxHeight / 2 - 9;

type Lines = Pick<Drawing, 'edges' | 'strands' | 'joints' | 'conflicts'>;

/** The lines of the drawing. They bend in the gaps between columns only, and pass columns level, between the boxes. */
export const drawThreads = (fabric: Fabric, places: readonly ColumnPlace[]): Lines => {
  const place = ({ column }: Slot | Joint): ColumnPlace => places[column] ?? { left: 0, right: 0, railsEnd: 0 };
  const joints = placeJoints(fabric.joints, (column) => ({
    from: places[column]?.railsEnd ?? 0,
    to: places[column + 1]?.left ?? 0,
  }));
  const ports = arrivals(fabric.threads, joints);
  const traces = new Map(
    fabric.threads.map((thread) => [thread, traceOf(thread, place, joints, ports.get(thread) ?? 0)] as const),
  );

  const whole = ({ threads }: Tie): Trace => {
    const parts = threads.map((thread) => traces.get(thread)).filter((trace) => trace !== undefined);
    const origin = { x: 0, y: 0 };
    return {
      start: parts[0]?.start ?? origin,
      end: parts.at(-1)?.end ?? origin,
      body: parts.map(({ body }) => body).join(''),
    };
  };
  return {
    edges: fabric.edges.map((edge) => {
      const { start, body, end } = whole(edge);
      const { from, on, strength, threads } = edge;
      return { from, on, strength, path: moveTo(start) + body, start, end, bundled: threads.length > 1 };
    }),
    strands: fabric.threads.flatMap((thread) => {
      const trace = traces.get(thread);
      if (trace === undefined || thread.strength === 'conflict' || !(thread.start ?? thread.end)) return [];
      return [{ strength: thread.strength, path: moveTo(trace.start) + trace.body, pointed: thread.end === null }];
    }),
    joints: fabric.joints.map((joint) => {
      const strength = fabric.threads.find(({ start }) => start === joint)?.strength;
      const at = joints.get(joint) ?? { x: 0, y: 0 };
      return { ...at, strength: strength === undefined || strength === 'conflict' ? 'stated' : strength };
    }),
    conflicts: fabric.conflicts.map((conflict) => {
      const { start, body, end } = whole(conflict);
      return { a: conflict.on, b: conflict.from, path: moveTo(start) + body, ends: [start, end] };
    }),
  };
};

const moveTo = ({ x, y }: Point): string => `M${x} ${y}`;

/** Level at both ends, so that lines run into one another without a corner. */
const bend = (from: Point, to: Point): string => {
  if (from.y === to.y) return `H${to.x}`;
  const middle = round((from.x + to.x) / 2);
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
};

const round = (value: number): number => Math.round(value * 10) / 10;

const traceOf = (
  { strength, slots, start, end }: Thread,
  place: (slot: Slot) => ColumnPlace,
  joints: ReadonlyMap<Joint, Point>,
  port: number,
): Trace => {
  const offset = strength === 'conflict' ? conflictOffset : 0;
  let body = '';
  let at: Point | undefined = start === null ? undefined : joints.get(start);
  const first = at;
  let begin: Point | undefined = first;
  slots.forEach((slot, index) => {
    const { left, right, railsEnd } = place(slot);
    if (at === undefined) {
      begin = { x: strength === 'conflict' ? right + crossRadius : right, y: slot.y + offset };
      at = { x: railsEnd, y: begin.y };
      if (railsEnd !== right) body += `H${railsEnd}`;
      return;
    }
    const isArrival = end === null && index === slots.length - 1;
    const target = isArrival
      ? { x: strength === 'conflict' ? left - crossRadius : left - arrowLength, y: slot.y + offset + port }
      : { x: left, y: slot.y };
    body += bend(at, target);
    at = isArrival ? { x: strength === 'conflict' ? target.x : left, y: target.y } : { x: railsEnd, y: slot.y };
    if (!isArrival) body += `H${railsEnd}`;
  });
  const last = end === null ? undefined : joints.get(end);
  if (at !== undefined && last !== undefined) body += bend(at, last);
  const origin = { x: 0, y: 0 };
  return { start: begin ?? origin, body, end: last ?? at ?? origin };
};

/** Joints stand in the middle of their gap, between the means of both sides, and apart from each other. */
const placeJoints = (
  joints: readonly Joint[],
  gap: (column: number) => { readonly from: number; readonly to: number },
): ReadonlyMap<Joint, Point> => {
  const mean = (slots: ReadonlySet<Slot>): number =>
    [...slots].reduce((sum, { y }) => sum + y, 0) / Math.max(1, slots.size);
  const wanted = joints
    .map((joint) => ({ joint, y: (mean(joint.before) + mean(joint.after)) / 2 }))
    .sort((a, b) => a.joint.column - b.joint.column || a.y - b.y);
  const points = new Map<Joint, Point>();
  let above: { readonly column: number; readonly y: number } | undefined;
  for (const { joint, y: own } of wanted) {
    const y = round(above?.column === joint.column ? Math.max(own, above.y + jointDistance) : own);
    const { from, to } = gap(joint.column);
    points.set(joint, { x: round((from + to) / 2), y });
    above = { column: joint.column, y };
  }
  return points;
};

/** Where a line comes from at last: the place that it passes before its box, or itself. */
const wayIn = (thread: Thread): Slot | Thread => {
  const before = thread.slots.at(-2);
  return before?.id === null ? before : thread;
};

/** How far above or below the middle of its box each arrow arrives: fanned out, in the order in which they come. */
const arrivals = (threads: readonly Thread[], joints: ReadonlyMap<Joint, Point>): ReadonlyMap<Thread, number> => {
  const byBox = new Map<AchievementId, { readonly thread: Thread; readonly y: number }[]>();
  for (const thread of threads) {
    const box = thread.slots.at(-1)?.id;
    if (thread.end !== null || thread.strength === 'conflict' || box === undefined || box === null) continue;
    const from = thread.slots.at(-2)?.y ?? (thread.start === null ? 0 : (joints.get(thread.start)?.y ?? 0));
    const known = byBox.get(box);
    if (known) known.push({ thread, y: from });
    else byBox.set(box, [{ thread, y: from }]);
  }
  const ports = new Map<Thread, number>();
  for (const arriving of byBox.values()) {
    arriving.sort((a, b) => a.y - b.y);
    // Lines that come as one arrive as one.
    const ways = [...new Set(arriving.map(({ thread }) => wayIn(thread)))];
    const step = Math.min(portDistance, (boxHeight - 24) / Math.max(1, ways.length - 1));
    for (const { thread } of arriving) {
      ports.set(thread, round((ways.indexOf(wayIn(thread)) - (ways.length - 1) / 2) * step));
    }
  }
  return ports;
};
