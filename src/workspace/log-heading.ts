export interface Heading {
  /** 1 to 6. */
  readonly depth: number;
  readonly title: string;
}

/** The heading that a line is, or nothing. */
export const headingOf = (line: string): Heading | undefined => {
  const marks = /^ {0,3}(#{1,6})(?=\s|$)/.exec(line);
  if (marks === null) return undefined;
  // Decoration before the first letter or bracket ("## 📊 Iteration Log") is no part of the title.
  const title = line.slice(marks[0].length).replace(/^[^\p{L}\p{N}[]+/u, '');
  return { depth: marks[1]?.length ?? 1, title: title.trim() };
};

/** Whether a section of this title holds the iterations of a piece of work. */
export const isLogTitle = (title: string): boolean =>
  /^(?:.{0,40}\b)?(?:iteration|execution|work)\s+log\b|^iterations\b/i.test(title);
