/** Where hours stand on the picture. */
export class SvgScale {
  readonly left: number;
  readonly width: number;
  readonly totalHours: number;

  constructor(left: number, width: number, totalHours: number) {
    this.left = left;
    this.width = width;
    this.totalHours = totalHours;
  }

  /** Rounded to tenths of a pixel, so that the same schedule gives the same bytes everywhere. */
  x(hours: number): number {
    const share = this.totalHours === 0 ? 0 : hours / this.totalHours;
    return Math.round((this.left + share * this.width) * 10) / 10;
  }

  /** How wide a bar is; one that takes no time can still be seen. */
  span(fromHours: number, toHours: number): number {
    return Math.max(3, Math.round((this.x(toHours) - this.x(fromHours)) * 10) / 10);
  }
}
