/** JSON that is printed as it stands, but for its indentation: text of `printJson` or of a `JsonDocument`. */
export class PrintedJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value whose place in the printed text somebody wants to know. */
export class MarkedJson {
  readonly mark: string;
  readonly value: string;
  constructor(mark: string, value: string) {
    this.mark = mark;
    this.value = value;
  }
}

/** What can be printed. Objects are maps, so that their keys keep their order whatever they are called. */
export type JsonValue =
  string | number | boolean | null | PrintedJson | MarkedJson | readonly JsonValue[] | ReadonlyMap<string, JsonValue>;

/** Where a `MarkedJson` came to stand: 1-based line and column, and that line, trimmed. */
export interface PrintedPlace {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Collects the lines of a text and where its marks stand. */
class Printer {
  readonly lines: string[] = [];
  readonly marks: { readonly mark: string; readonly line: number; readonly column: number }[] = [];
  #line = '';

  print(value: JsonValue, indent: string): void {
    if (value instanceof MarkedJson) {
      this.marks.push({ mark: value.mark, line: this.lines.length, column: this.#line.length });
      this.#line += JSON.stringify(value.value);
    } else if (value instanceof PrintedJson) this.#printPrinted(value.text, indent);
    else if (value instanceof Map) {
      this.#printAll('{', [...(value as ReadonlyMap<string, JsonValue>)], '}', indent);
    } else if (Array.isArray(value)) {
      this.#printAll(
        '[',
        (value as readonly JsonValue[]).map((one) => [null, one] as const),
        ']',
        indent,
      );
    } else this.#line += JSON.stringify(value);
  }

  endLine(): void {
    this.lines.push(this.#line);
    this.#line = '';
  }

  #printAll(open: string, members: readonly (readonly [string | null, JsonValue])[], close: string, indent: string) {
    this.#line += open;
    members.forEach(([key, value], index) => {
      if (index > 0) this.#line += ',';
      this.endLine();
      this.#line = `${indent}  ${key === null ? '' : `${JSON.stringify(key)}: `}`;
      this.print(value, `${indent}  `);
    });
    if (members.length > 0) {
      this.endLine();
      this.#line = indent;
    }
    this.#line += close;
  }

  #printPrinted(text: string, indent: string): void {
    text.split('\n').forEach((line, index) => {
      if (index > 0) {
        this.endLine();
        this.#line = indent;
      }
      this.#line += line;
    });
  }
}

/** `value` as JSON, indented by two spaces, with a line feed at its end, and the places of its marks. */
export const printJson = (value: JsonValue): { text: string; places: ReadonlyMap<string, PrintedPlace> } => {
  const printer = new Printer();
  printer.print(value, '');
  printer.endLine();
  const places = printer.marks.map(({ mark, line, column }): [string, PrintedPlace] => [
    mark,
    { line: line + 1, column: column + 1, text: printer.lines[line]?.trim() ?? '' },
  ]);
  return { text: `${printer.lines.join('\n')}\n`, places: new Map(places) };
};
