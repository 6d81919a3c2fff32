import type { MemberNode, ObjectNode, ValueNode } from '@humanwhocodes/momoa';
import { printJson, PrintedJson } from './print-json.ts';
import type { JsonValue } from './print-json.ts';
import type { SourceText } from './source-text.ts';
import type { Place } from '../domain/problem.ts';

/** The way from the root to a value: keys and indexes. */
export type JsonPath = readonly (string | number)[];

/** A parsed JSON text, with the place of every value. Of keys that stand twice the last one counts. */
export class JsonDocument {
  /** The plain value, as `JSON.parse` gives it. */
  readonly value: unknown;
  readonly source: SourceText;
  readonly #root: ValueNode;

  constructor(source: SourceText, root: ValueNode, value: unknown) {
    this.source = source;
    this.#root = root;
    this.value = value;
  }

  /** Where the value at `path` stands; if there is none, the nearest value around it. */
  placeOf(path: JsonPath): Place & { readonly line: number; readonly column: number } {
    const { from, to } = rangeOf(this.#nearest(path));
    const opens = /[[{]/.test(this.source.text[from] ?? '');
    const place = this.source.placeOf(from, to);
    // An object or list over several lines is marked by its bracket.
    return opens && this.source.placeOf(to - 1, to).line !== place.line ? { ...place, length: 1 } : place;
  }

  /** Where the key stands that leads to the value at `path`; if there is none, the nearest value around it. */
  placeOfKey(path: JsonPath): Place {
    const around = this.#find(path.slice(0, -1));
    const key = around?.type === 'Object' ? memberOf(around, path.at(-1)) : undefined;
    if (!key) return this.placeOf(path);
    const { from, to } = rangeOf(key.name);
    return this.source.placeOf(from, to);
  }

  /** The line on which the value at `path` starts, trimmed. */
  lineOf(path: JsonPath): string {
    return this.source.lineAt(rangeOf(this.#nearest(path)).from);
  }

  /** The value at `path` as it is written; empty if there is none. */
  writtenAt(path: JsonPath): string {
    const node = this.#find(path);
    return node ? written(this.source.text, node) : '';
  }

  /** The value at `path`, printed: numbers, texts and the order of keys as they are written, two spaces of indentation. */
  printedAt(path: JsonPath): string {
    const node = this.#find(path);
    return node ? printJson(printable(this.source.text, node)).text.trimEnd() : 'null';
  }

  /** The keys of the object at `path`, each once, in the order of the file. */
  keysAt(path: JsonPath): readonly string[] {
    const node = this.#find(path);
    return node?.type === 'Object' ? [...new Set(node.members.map(keyOf))] : [];
  }

  #find(path: JsonPath): ValueNode | undefined {
    let node: ValueNode | undefined = this.#root;
    for (const step of path) node = node && childOf(node, step);
    return node;
  }

  #nearest(path: JsonPath): ValueNode {
    let node = this.#root;
    for (const step of path) {
      const child = childOf(node, step);
      if (!child) break;
      node = child;
    }
    return node;
  }
}

/** The key of a member. (Only JSON5 has keys that are no texts.) */
export const keyOf = (member: MemberNode): string =>
  member.name.type === 'String' ? member.name.value : member.name.name;

/** Where a node of the syntax tree starts and ends, in UTF-16 units. */
export const rangeOf = (node: ValueNode | MemberNode['name']): { from: number; to: number } => ({
  from: node.loc.start.offset,
  to: node.loc.end.offset,
});

const childOf = (node: ValueNode, step: string | number): ValueNode | undefined => {
  if (node.type === 'Array') return node.elements[Number(step)]?.value;
  return node.type === 'Object' ? memberOf(node, step)?.value : undefined;
};

const memberOf = (node: ObjectNode, key: string | number | undefined): MemberNode | undefined =>
  node.members.findLast((member) => keyOf(member) === String(key));

const written = (text: string, node: ValueNode): string => {
  const { from, to } = rangeOf(node);
  return text.slice(from, to);
};

const printable = (text: string, node: ValueNode): JsonValue => {
  if (node.type === 'Array') return node.elements.map((element) => printable(text, element.value));
  if (node.type !== 'Object') return new PrintedJson(written(text, node));
  return new Map(node.members.map((member) => [keyOf(member), printable(text, member.value)]));
};
