import type { Slot } from './threads.ts';

type Side = 'before' | 'after';

/** Sorts every column so that few lines cross, by sweeps to the mean place of each slot's neighbours; the best order of all sweeps stays. */
export const orderSlots = (columns: readonly Slot[][]): void => {
  const size = columns.reduce((sum, column) => sum + column.length, 0);
  const sweeps = size > 5000 ? 4 : size > 1500 ? 10 : 28;
  let best = columns.map((column) => [...column]);
  let fewest = Infinity;
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const isForward = sweep % 2 === 0;
    for (const column of isForward ? columns : columns.toReversed())
      sortColumn(column, isForward ? 'before' : 'after', columns);
    if (size <= 1500) swapNeighbours(columns);
    const crossings = countCrossings(columns);
    if (crossings < fewest) {
      fewest = crossings;
      best = columns.map((column) => [...column]);
    }
  }
  columns.forEach((column, index) => column.splice(0, column.length, ...(best[index] ?? [])));
};

const places = (column: readonly Slot[] | undefined): ReadonlyMap<Slot, number> =>
  new Map((column ?? []).map((slot, place) => [slot, place]));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sorts one column by its neighbours on one side. A slot without any keeps its share of the way down. */
const sortColumn = (column: Slot[], side: Side, columns: readonly Slot[][]): void => {
  const index = column[0]?.column ?? 0;
  const neighbours = columns[side === 'before' ? index - 1 : index + 1];
  if (neighbours === undefined) return;
  const theirs = places(neighbours);
  const wanted = new Map(
    column.map((slot, place) => {
      const known = [...slot[side]].map((other) => theirs.get(other) ?? 0);
      const own = ((place + 0.5) / column.length) * neighbours.length - 0.5;
      return [slot, known.length === 0 ? own : mean(known)];
    }),
  );
  column.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
};

/** Crossings between the lines of two slots that lie one above the other, on one side. */
const crossingsOf = (upper: Slot, lower: Slot, side: Side, theirs: ReadonlyMap<Slot, number>): number => {
  let count = 0;
  for (const a of upper[side]) {
    const place = theirs.get(a) ?? 0;
    for (const b of lower[side]) if ((theirs.get(b) ?? 0) < place) count++;
  }
  return count;
};

/** Swaps slots that lie one above the other wherever that takes crossings away. */
const swapNeighbours = (columns: readonly Slot[][]): void => {
  columns.forEach((column, index) => {
    const left = places(columns[index - 1]);
    const right = places(columns[index + 1]);
    for (let round = 0, changed = true; changed && round < 4; round++) {
      changed = false;
      for (let place = 0; place + 1 < column.length; place++) {
        const [upper, lower] = column.slice(place, place + 2);
        if (upper === undefined || lower === undefined) continue;
        const cost = (a: Slot, b: Slot): number =>
          crossingsOf(a, b, 'before', left) + crossingsOf(a, b, 'after', right);
        if (cost(lower, upper) < cost(upper, lower)) {
          column.splice(place, 2, lower, upper);
          changed = true;
        }
      }
    }
  });
};

/** Pairs of lines that cross between each column and the next: inversions of the right ends, counted in a tree of sums. */
const countCrossings = (columns: readonly Slot[][]): number => {
  let count = 0;
  columns.forEach((column, index) => {
    const right = places(columns[index + 1]);
    const sums: number[] = Array.from({ length: right.size + 1 }, () => 0);
    let seen = 0;
    for (const slot of column) {
      const ends = [...slot.after].map((other) => right.get(other) ?? 0).sort((a, b) => a - b);
      for (const end of ends) {
        let notBelow = 0;
        for (let at = end + 1; at > 0; at -= at & -at) notBelow += sums[at] ?? 0;
        count += seen - notBelow;
      }
      for (const end of ends) {
        for (let at = end + 1; at < sums.length; at += at & -at) sums[at] = (sums[at] ?? 0) + 1;
        seen++;
      }
    }
  });
  return count;
};
