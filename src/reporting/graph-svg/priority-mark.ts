import type { Plan } from '../../domain/plan.ts';
import { element, textLine } from './xml.ts';

/** Shapes around 0, 0, about 20 pixels in size, and how far below the middle a number stands well in them. */
const shapes: readonly { readonly name: string; readonly path: string; readonly dip?: number }[] = [
  { name: 'circle', path: 'M0-10A10 10 0 1 1 0 10A10 10 0 1 1 0-10Z' },
  { name: 'square', path: 'M-9-9H9V9H-9Z' },
  { name: 'diamond', path: 'M0-12L12 0L0 12L-12 0Z' },
  { name: 'triangle', path: 'M0-12L12.5 9.5H-12.5Z', dip: 3.5 },
  { name: 'hexagon', path: 'M-6-10H6L12 0L6 10H-6L-12 0Z' },
  { name: 'pentagon', path: 'M0-11.5L11.5-2.5L7 10.5H-7L-11.5-2.5Z', dip: 1 },
  { name: 'shield', path: 'M-10-10H10V2Q10 8 0 12Q-10 8-10 2Z' },
];

/** Fill and number, on a light ground and on a dark one: told apart by lightness too, not by hue alone. */
export const priorityColors: readonly {
  readonly light: readonly [string, string];
  readonly dark: readonly [string, string];
}[] = [
  { light: ['#1d4ed8', '#ffffff'], dark: ['#7da7ff', '#0b1220'] },
  { light: ['#c2410c', '#ffffff'], dark: ['#ffa366', '#1f0f05'] },
  { light: ['#0f766e', '#ffffff'], dark: ['#4fd1c0', '#04201d'] },
  { light: ['#9d174d', '#ffffff'], dark: ['#f9a8d0', '#2a0616'] },
  { light: ['#a16207', '#ffffff'], dark: ['#f2cc5c', '#211700'] },
  { light: ['#6d28d9', '#ffffff'], dark: ['#c4a5ff', '#170a2e'] },
  { light: ['#3f6212', '#ffffff'], dark: ['#b5e06a', '#101a02'] },
  { light: ['#334155', '#ffffff'], dark: ['#b6c2d2', '#0f1621'] },
];

/** What marks a priority. `colour` is an index of `priorityColors`. */
export interface PriorityMark {
  readonly number: number;
  readonly label: string;
  readonly shape: (typeof shapes)[number];
  readonly color: number;
}

/** A mark for each priority of the plan, lowest first. Seven shapes and eight colours make 56 different ones. */
export const priorityMarks = ({ achievements }: Plan): ReadonlyMap<number, PriorityMark> => {
  const labels = new Map<number, string>();
  for (const { priority } of achievements)
    if (priority !== null && !labels.has(priority.number)) labels.set(priority.number, priority.label);
  return new Map(
    [...labels]
      .sort(([a], [b]) => a - b)
      .map(([number, label], index) => {
        const shape = shapes[index % shapes.length] ?? { name: 'circle', path: '' };
        return [number, { number, label, shape, color: index % priorityColors.length }] as const;
      }),
  );
};

/** The mark, its middle at x, y. */
export const drawPriority = ({ number, shape, color }: PriorityMark, x: number, y: number): string =>
  element(
    'g',
    { class: `priority color-${color}`, transform: `translate(${x} ${y})`, 'data-shape': shape.name },
    element('path', { d: shape.path }) +
      textLine({ y: 3.8 + (shape.dip ?? 0), class: String(number).length > 2 ? 'long' : undefined }, String(number)),
  );
