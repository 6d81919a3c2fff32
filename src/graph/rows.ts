/** Rows of node numbers: row `v` is `targets` from `starts[v]` to before `starts[v + 1]`. */
export interface Rows {
  readonly starts: Int32Array;
  readonly targets: Int32Array;
}

/** One row as an array of its own; loops over every edge of a graph read `starts` and `targets` themselves. */
export const rowOf = (rows: Rows, node: number): Int32Array =>
  rows.targets.subarray(rows.starts[node], rows.starts[node + 1]);

/** Rows in the order in which their targets are given. */
export const gathered = (rowOfEach: Int32Array, targetOfEach: Int32Array, size: number): Rows => {
  const starts = rowStarts(rowOfEach, size);
  const next = starts.slice();
  const targets = new Int32Array(targetOfEach.length);
  for (let at = 0; at < targets.length; at++) targets[next[rowOfEach[at]!]!++] = targetOfEach[at]!;
  return { starts, targets };
};

/** The rows the other way round: `a` in row `b` becomes `b` in row `a`. Each row comes out in ascending order. */
export const turned = (rows: Rows): Rows => {
  const size = rows.starts.length - 1;
  const starts = rowStarts(rows.targets, size);
  const next = starts.slice();
  const targets = new Int32Array(rows.targets.length);
  for (let node = 0; node < size; node++) {
    for (let at = rows.starts[node]!; at < rows.starts[node + 1]!; at++) {
      targets[next[rows.targets[at]!]!++] = node;
    }
  }
  return { starts, targets };
};

const rowStarts = (rowOfEach: Int32Array, size: number): Int32Array => {
  const starts = new Int32Array(size + 1);
  const count = rowOfEach.length;
  // By place: over a typed array `for of` costs a large graph a tenth of its time.
  for (let at = 0; at < count; at++) starts[rowOfEach[at]! + 1]!++;
  for (let row = 0; row < size; row++) starts[row + 1]! += starts[row]!;
  return starts;
};

/** Longer rows are sorted by the engine; for shorter ones its call alone costs more. */
const shortRow = 32;

/** Sorts each row in place, ascending. Answers with the first target that stands twice in its row, if one does. */
export const sortRows = ({ starts, targets }: Rows): { readonly row: number; readonly target: number } | undefined => {
  for (let row = 0; row + 1 < starts.length; row++) {
    const from = starts[row]!;
    const to = starts[row + 1]!;
    if (to - from > shortRow) targets.subarray(from, to).sort();
    for (let at = from + 1; at < to; at++) {
      const target = targets[at]!;
      let place = at;
      for (; place > from && targets[place - 1]! > target; place--) targets[place] = targets[place - 1]!;
      targets[place] = target;
      if (place > from && targets[place - 1] === target) return { row, target };
    }
  }
  return undefined;
};
