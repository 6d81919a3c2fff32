/** A part of a view that is no text. */
export interface NoText {
  /** The name under which it stands; an item of a list has none. */
  readonly field: string | null;
  readonly fields: readonly string[];
}

/** A view whose objects, when a template prints them, leave a trace in the document that can be found. */
export interface PrintableView {
  readonly view: object;
  /** The first object that a template printed into `document`. */
  readonly printedIn: (document: string) => NoText | undefined;
}

/** No text has it: the code point is none of a character. */
const sign = '\ufdd0';

/** The same view; the language alone would print its objects as `[object Object]`, which a text may say as well. */
export const printableView = (view: object): PrintableView => {
  const parts: NoText[] = [];
  const printable = (value: unknown, field: string | null): unknown => {
    if (Array.isArray(value)) return value.map((item) => printable(item, null));
    if (typeof value !== 'object' || value === null) return value;
    const trace = `${sign}${parts.push({ field, fields: Object.keys(value) }) - 1}${sign}`;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, printable(inner, key)]));
    return Object.defineProperty(copy, 'toString', { value: () => trace });
  };
  return {
    view: printable(view, null) as object,
    printedIn: (document) => {
      const [, index] = new RegExp(`${sign}(\\d+)${sign}`).exec(document) ?? [];
      return index === undefined ? undefined : parts[Number(index)];
    },
  };
};
