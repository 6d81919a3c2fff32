type Present<Fields> = { readonly [Key in keyof Fields]?: Exclude<Fields[Key], null | undefined> };

/** The fields that have a value. */
export const present = <Fields extends object>(fields: Fields): Present<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<Fields>;
