const units = ['kB', 'MB', 'GB', 'TB'] as const;

/** How much room something takes: `0 B`, `850 B`, `12 kB`, `3.4 MB`; thousands, not powers of two. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} B`;
  let size = bytes / 1000;
  let unit = 0;
  for (; size >= 999.5 && unit < units.length - 1; unit++) size /= 1000;
  return `${size < 9.95 ? Math.round(size * 10) / 10 : Math.round(size)} ${units[unit]!}`;
};
