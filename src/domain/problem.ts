/** A place in a file. `line` and `column` are 1-based, columns count UTF-16 units; both absent: the file as a whole. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** UTF-16 units to mark from `column` on. */
  readonly length?: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** One thing that is wrong or worth knowing: where, what, what to do. `rule` is a stable id such as `unknown-dependency`. */
export interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly at: Place;
  /** One sentence, ends with a full stop. */
  readonly message: string;
  /** What the reader can do about it. */
  readonly advice?: string;
  /** Other places that belong to it: the second definition, the other edges of a cycle. */
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
}

export const hasErrors = (problems: readonly Problem[]): boolean => problems.some((p) => p.severity === 'error');

/** What is wrong with what was asked for, which stands in no file. */
export const usageProblem = (message: string, advice: string): Problem => ({
  rule: 'usage',
  severity: 'error',
  at: { file: 'command line' },
  message,
  advice,
});
