/** Hours at which an axis is marked: round numbers, as many as leave room for their labels. 0 comes first. */
export const axisHours = (totalHours: number, mostMarks: number): readonly number[] => {
  if (totalHours <= 0) return [0];
  const rough = totalHours / Math.max(1, mostMarks);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(totalHours / step + 1e-9) + 1 }, (_, mark) => roundedMark(mark * step));
};

const roundedMark = (hours: number): number => Math.round(hours * 1e6) / 1e6;

/** Turns hours into whole columns of a chart: what lasts longer than nothing takes at least one. */
export class Columns {
  readonly width: number;
  readonly #totalHours: number;

  constructor(totalHours: number, width: number) {
    this.#totalHours = totalHours;
    this.width = width;
  }

  at(hours: number): number {
    return this.#totalHours === 0 ? 0 : Math.round((hours / this.#totalHours) * this.width);
  }

  /** First column, and the one behind the last. */
  span(fromHours: number, toHours: number): { readonly from: number; readonly to: number } {
    const from = Math.min(this.at(fromHours), this.width - 1);
    return { from, to: Math.max(from + 1, this.at(toHours)) };
  }
}
