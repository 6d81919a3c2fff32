const units: readonly (readonly [number, string])[] = [
  [1e9, ' G'],
  [1e6, ' M'],
  [1e3, ' k'],
];

/** A count of tokens in three digits: `940`, `12.4 k`, `3.08 M`. */
export const tokenText = (tokens: number): string => {
  const [unit, name] = units.find(([least]) => Number(tokens.toPrecision(3)) >= least) ?? [1, ''];
  const parts = tokens / unit;
  return unit === 1 ? String(Math.round(parts)) : `${String(Number(parts.toPrecision(3)))}${name}`;
};
