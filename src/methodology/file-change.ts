/** A piece of a document that is replaced; offsets in UTF-16 units. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A mechanical change of one file. Paths are relative to the root. */
export type FileChange =
  | { readonly kind: 'edit'; readonly path: string; readonly splice: Splice }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string };

/** `text` with the splices put in. Of two that overlap only the first counts. */
export const applySplices = (text: string, splices: readonly Splice[]): string => {
  let result = '';
  let at = 0;
  for (const { from, to, text: put } of splices.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at) continue;
    result += text.slice(at, from) + put;
    at = to;
  }
  return result + text.slice(at);
};
