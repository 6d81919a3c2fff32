/** What stands under a key that comes from a user: it may be a name that every object has. */
export const valueOf = <Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
