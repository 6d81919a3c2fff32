import type { Problem, Severity } from '../domain/problem.ts';
import type { FileChange } from './file-change.ts';
import type { Subject } from './subject.ts';

/** What a rule has found: a problem without what the rule says for all of them. */
export type Finding = Omit<Problem, 'rule' | 'severity'> & {
  /** Where it is another than the rule's own. */
  readonly severity?: Severity;
};

/** A rule of the methodology: a pure function of what was read, and the words of its page. */
export interface Rule {
  readonly id: string;
  /** A few words. */
  readonly name: string;
  readonly severity: Severity;
  /** When the severity is another one; a sentence. */
  readonly otherwise?: string;
  /** `followed`: it counts only for documents that follow the methodology. */
  readonly counts: 'followed' | 'always';
  /** What is found. */
  readonly means: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it. */
  readonly mend: string;
  readonly find: (subject: Subject) => readonly Finding[];
  /** What `--fix` does about it; absent where a person has to decide. */
  readonly fix?: (subject: Subject) => readonly FileChange[];
}
