import type { Place } from '../domain/problem.ts';

type JsonPath = readonly (string | number)[];

/** A parsed JSON text that knows where its values stand. */
export interface LocatedJson {
  readonly value: unknown;
  /** Where the value at `path` stands; if there is none, the nearest value around it. */
  placeOf(path: JsonPath): Place;
  /** Where the key stands that leads to the value at `path`. */
  placeOfKey(path: JsonPath): Place;
}
