/**
 * The plain values of a file in TOML by their dotted keys, as texts: enough to find out which provider is used. Values of
 * several lines and tables in braces are passed over.
 */
export const configValues = (toml: string): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  let table: readonly string[] = [];
  for (const line of toml.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) table = keysOf(header);
    const [, key, text, literal, bare] = assignment.exec(line) ?? [];
    const value = text ?? literal ?? bare;
    if (key !== undefined && value !== undefined) values.set([...table, ...keysOf(key)].join('.'), value);
  }
  return values;
};

const assignment =
  /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.+-]+))/;

const keysOf = (dotted: string): readonly string[] =>
  [...dotted.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(([, text, literal, bare]) => text ?? literal ?? bare ?? '');
