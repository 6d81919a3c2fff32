import { describe, expect, test } from 'vitest';
import { planGraph } from '../../src/app/plan-graph.ts';
import { bundleEdges } from '../../src/reporting/graph-svg/bundle-edges.ts';
import type { Drawing, Point } from '../../src/reporting/graph-svg/drawing.ts';
import { layOut } from '../../src/reporting/graph-svg/layout.ts';
import { arrowLength, boxHeight, boxWidth } from '../../src/reporting/graph-svg/measures.ts';
import type { GraphView } from '../../src/reporting/graph-view.ts';
import { drawnEdges } from '../../src/reporting/graph-view.ts';
import { steppedGraph, wovenGraph } from './graph-plans.ts';
import { achievement, id, planOf } from './sample-plan.ts';

const views: readonly (readonly [string, GraphView])[] = [
  ['no achievement', planGraph(planOf([]))],
  ['one achievement', planGraph(planOf([achievement('1.1', 'Read the wind')]))],
  ['10 achievements', wovenGraph(10, 3)],
  ['30 achievements', wovenGraph(30, 6)],
  ['100 achievements', wovenGraph(100, 11)],
  ['300 achievements', wovenGraph(300, 19)],
  ['priorities that wait for each other', steppedGraph(5, 4)],
  ['60 achievements without an edge', wovenGraph(60, 60)],
];

/** The points of a path, and points along its curves. */
const along = (path: string): readonly Point[] => {
  const points: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  for (const [, command = '', rest = ''] of path.matchAll(/([MHVCQ])([^MHVCQ]*)/g)) {
    const n = [...rest.matchAll(/-?[\d.]+/g)].map(([number]) => Number(number));
    const from = at;
    if (command === 'H') at = { x: n[0]!, y: at.y };
    else if (command === 'V') at = { x: at.x, y: n[0]! };
    else at = { x: n.at(-2)!, y: n.at(-1)! };
    if (command !== 'M') {
      const control = command === 'C' ? n : [(from.x + at.x) / 2, from.y, (from.x + at.x) / 2, at.y];
      for (let t = 0.05; t < 1; t += 0.05) {
        const mix = (a: number, b: number, c: number, d: number): number =>
          (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
        points.push({
          x: mix(from.x, control[0]!, control[2]!, at.x),
          y: mix(from.y, control[1]!, control[3]!, at.y),
        });
      }
    }
    points.push(at);
  }
  return points;
};

const boxOf = (drawing: Drawing, name: string): Point => {
  const box = drawing.boxes.find((one) => one.id === name);
  if (box === undefined) throw new Error(`${name} has no box`);
  return box;
};

describe.each(views)('a drawing of %s', (_, view) => {
  const drawing = layOut(view);

  test('has a box for each achievement, inside the drawing and its level, over no other box', () => {
    expect(drawing.boxes.map((box) => box.id).sort()).toEqual(view.plan.achievements.map((a) => a.id).sort());
    const levelOf = new Map(view.levels.flatMap(({ level, achievements }) => achievements.map((one) => [one, level])));
    for (const [index, box] of drawing.boxes.entries()) {
      const band = drawing.bands.find(({ level }) => level === levelOf.get(box.id));
      expect(box.x).toBeGreaterThan(band!.x);
      expect(box.x + boxWidth).toBeLessThan(band!.x + band!.width);
      expect(box.y + boxHeight).toBeLessThan(drawing.height);
      expect(box.y).toBeGreaterThan(0);
      for (const other of drawing.boxes.slice(index + 1)) {
        const apart = Math.abs(box.x - other.x) >= boxWidth || Math.abs(box.y - other.y) >= boxHeight;
        if (!apart) throw new Error(`${box.id} and ${other.id} overlap`);
      }
    }
  });

  test('shows levels from left to right', () => {
    expect(drawing.bands.map(({ level }) => level)).toEqual(view.levels.map(({ level }) => level));
    drawing.bands.slice(1).forEach((band, index) => {
      expect(band.x).toBeGreaterThan(drawing.bands[index]!.x + drawing.bands[index]!.width);
    });
  });

  test('leads each edge from the box that is needed to the box that needs it', () => {
    expect(drawing.edges.map(({ from, on, strength }) => ({ from, on, strength }))).toEqual(drawnEdges(view));
    for (const { from, on, start, end, path } of drawing.edges) {
      const [source, target] = [boxOf(drawing, on), boxOf(drawing, from)];
      expect(start).toEqual({ x: source.x + boxWidth, y: source.y + boxHeight / 2 });
      expect(end.x).toBe(target.x);
      expect(end.y).toBeGreaterThan(target.y);
      expect(end.y).toBeLessThan(target.y + boxHeight);
      const points = along(path);
      expect(points[0]).toEqual(start);
      expect(points.at(-1)).toEqual({ x: end.x - arrowLength, y: end.y });
    }
  });

  test('leads no edge and no conflict through a box', () => {
    for (const { path } of [...drawing.edges, ...drawing.strands, ...drawing.conflicts]) {
      for (const { x, y } of along(path)) {
        const inside = drawing.boxes.find(
          (box) => x > box.x + 0.5 && x < box.x + boxWidth - 0.5 && y > box.y && y < box.y + boxHeight,
        );
        if (inside !== undefined) throw new Error(`a line passes ${inside.id} at ${x}, ${y}`);
      }
    }
  });

  test('ties each conflict to both of its boxes', () => {
    expect(drawing.conflicts).toHaveLength(view.plan.conflicts.length);
    for (const { a, b, ends } of drawing.conflicts) {
      for (const [name, end] of [
        [a, ends[0]],
        [b, ends[1]],
      ] as const) {
        const touches = [a, b].some((one) => {
          const box = boxOf(drawing, one);
          const aside = Math.min(Math.abs(end.x - box.x), Math.abs(end.x - box.x - boxWidth));
          return aside <= 6 && end.y > box.y && end.y < box.y + boxHeight;
        });
        if (!touches) throw new Error(`the conflict of ${name} ends nowhere`);
      }
    }
  });

  test('is the same each time', () => {
    expect(layOut(view)).toEqual(drawing);
  });
});

describe('what waits for a whole priority', () => {
  const view = steppedGraph(3, 4);

  test('meets in one point, 8 lines instead of 16', () => {
    const bundles = bundleEdges(drawnEdges(view));
    expect(bundles.map(({ sources, targets }) => [sources.length, targets.length])).toEqual([
      [4, 4],
      [4, 4],
    ]);
    const drawing = layOut(view);
    expect(drawing.joints).toHaveLength(2);
    expect(drawing.strands).toHaveLength(16);
    expect(drawing.edges.every(({ bundled }) => bundled)).toBe(true);
  });

  test('is not mixed with edges of another strength', () => {
    const edges = drawnEdges(view).map((edge) =>
      edge.on === id('0.1') ? { ...edge, strength: 'stated' as const } : edge,
    );
    expect(bundleEdges(edges).map(({ strength, sources }) => [strength, sources.length])).toContainEqual([
      'assumed',
      3,
    ]);
  });
});

test('parallel chains lie straight, one below the other', () => {
  const chains = Array.from({ length: 30 }, (_, index) => {
    const [chain, step] = [Math.floor(index / 5), index % 5];
    const needs = step === 0 ? [] : [[`${step - 1}.${chain + 1}`, 'stated'] as const];
    return achievement(`${step}.${chain + 1}`, 'Step', 3, needs);
  });
  const drawing = layOut(planGraph(planOf(chains)));
  expect(drawing.edges.every(({ start, end }) => start.y === end.y)).toBe(true);
});
